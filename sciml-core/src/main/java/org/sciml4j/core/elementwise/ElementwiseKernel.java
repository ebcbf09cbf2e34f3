package org.sciml4j.core.elementwise;

import org.sciml4j.core.parallel.ThreadTeam;

/**
 * A planned {@link ElementwiseChain}: {@code run} computes it on memory given by absolute addresses
 * and gives the same bits for any number of threads. A store may have the address and view of an
 * operand (in place); otherwise what is written must not overlap what is read. A plan serves one
 * caller at a time.
 */
public final class ElementwiseKernel {
  private final ElementwiseChain chain;

  private ElementwiseKernel(ElementwiseChain chain) {
    this.chain = chain;
  }

  /** Plans a chain for the kernels in force. */
  public static ElementwiseKernel of(ElementwiseChain chain) {
    return new ElementwiseKernel(chain);
  }

  /** What is computed. */
  public ElementwiseChain chain() {
    return chain;
  }

  /** Working memory a run on so many threads needs, in bytes, at a multiple of 64 bytes. */
  public long scratchBytes(int threads) {
    return 64L * threads;
  }

  /**
   * Computes the chain.
   *
   * @param operandAddresses one for each operand; those of uniforms and coordinates are not used
   * @param storeAddresses one for each store
   * @param scratch address of {@link #scratchBytes} for the team's threads
   */
  public void run(ThreadTeam team, long[] operandAddresses, long[] storeAddresses, long scratch) {
    PlainChain plain = new PlainChain(chain);
    for (long flat = 0, count = chain.count(); flat < count; flat++) {
      long[] point = plain.point(flat);
      double[] values = plain.values(point, operandAddresses);
      for (int i = 0; i < storeAddresses.length; i++) {
        Store store = chain.stores().get(i);
        long position = PlainChain.position(store.view(), point);
        Memory.set(chain.dtype(), storeAddresses[i], position, values[store.argument()]);
      }
    }
  }
}
