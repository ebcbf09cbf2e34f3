package org.sciml4j.core.elementwise;

import java.util.stream.IntStream;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * A planned {@link ElementwiseChain}: {@code run} computes it on memory given by absolute
 * addresses, allocates nothing, and gives the same bits for any number of threads. A store may have
 * the address and view of an operand (in place); otherwise what is written must not overlap what is
 * read. A plan serves one caller at a time.
 *
 * <p>The iteration space is cut into tiles that stay in the first-level cache while one step after
 * the other passes over them. Operands and results that are contiguous in a tile are used where
 * they lie, others are copied to or from it.
 */
public final class ElementwiseKernel {
  private static final double NS_OF_A_PART = 2500;

  private final ElementwiseChain chain;
  private final TilePlan plan;
  private final TileRun run;
  private final long tiles;
  private final long tilesPerPart;
  private final int parts;
  private final ThreadTeam.WorkerTask task = this::part;

  private ElementwiseKernel(ElementwiseChain chain, TilePlan plan) {
    this.chain = chain;
    this.plan = plan;
    run = new TileRun(plan, IntStream.range(0, plan.grid.length).toArray());
    tiles = plan.tiles();
    double perPart = Math.max(1, NS_OF_A_PART / plan.tileCost());
    // Less than two parts' work is not worth waking another thread for.
    tilesPerPart = tiles < 2 * perPart ? Math.max(1, tiles) : (long) perPart;
    parts = Math.toIntExact(Math.ceilDiv(tiles, tilesPerPart));
  }

  /** Plans a chain for the kernels of one provider. */
  public static ElementwiseKernel with(KernelProvider provider, ElementwiseChain chain) {
    return new ElementwiseKernel(chain, new TilePlan(provider, chain, null));
  }

  /** What is computed. */
  public ElementwiseChain chain() {
    return chain;
  }

  /** Working memory a run on so many threads needs, in bytes, at a multiple of 64 bytes. */
  public long scratchBytes(int threads) {
    return threads * plan.workerBytes;
  }

  /**
   * Computes the chain.
   *
   * @param operandAddresses one for each operand; those of uniforms and coordinates are not used
   * @param storeAddresses one for each store
   * @param scratch address of {@link #scratchBytes} for the team's threads
   */
  public void run(ThreadTeam team, long[] operandAddresses, long[] storeAddresses, long scratch) {
    run.begin(team.threads(), operandAddresses, storeAddresses, scratch);
    team.run(parts, task);
  }

  private void part(int part, int number) {
    TileWorker worker = run.worker(number);
    long tile = part * tilesPerPart;
    long end = Math.min(tiles, tile + tilesPerPart);
    worker.moveTo(tile);
    worker.compute();
    while (++tile < end) {
      worker.moveOn();
      worker.compute();
    }
  }
}
