package org.sciml4j.core.elementwise;

import java.util.Arrays;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * A planned {@link Reduction} of what an {@link ElementwiseChain} produces, which is never written
 * to memory (unless the chain has stores of its own). The order of the sum depends on the extents
 * alone, so the bits do not depend on the number of threads. A plan serves one caller at a time.
 */
public final class ReductionKernel {
  private final ElementwiseChain producer;
  private final Reduction reduction;

  private ReductionKernel(ElementwiseChain producer, Reduction reduction) {
    this.producer = producer;
    this.reduction = reduction;
  }

  /**
   * Plans a reduction for the kernels in force.
   *
   * @throws org.sciml4j.core.InvalidInputException if the reduction names an argument or axis that
   *     the producer does not have
   */
  public static ReductionKernel of(ElementwiseChain producer, Reduction reduction) {
    int values = producer.operands().size() + producer.steps().size();
    ElementwiseChain.requireBelow("reduced argument", reduction.argument(), values);
    for (int axis : reduction.axes()) {
      ElementwiseChain.requireBelow("reduced axis", axis, producer.rank());
    }
    reduction.result().requireRank("result", producer.rank());
    return new ReductionKernel(producer, reduction);
  }

  /** What is reduced. */
  public ElementwiseChain producer() {
    return producer;
  }

  /** How it is reduced. */
  public Reduction reduction() {
    return reduction;
  }

  /** Working memory a run on so many threads needs, in bytes, at a multiple of 64 bytes. */
  public long scratchBytes(int threads) {
    return 64L * threads;
  }

  /**
   * Computes the producer and its reduction.
   *
   * @param operandAddresses one for each operand; those of uniforms and coordinates are not used
   * @param storeAddresses one for each store of the producer
   * @param result address of the results
   * @param scratch address of {@link #scratchBytes} for the team's threads
   */
  public void run(
      ThreadTeam team, long[] operandAddresses, long[] storeAddresses, long result, long scratch) {
    PlainChain plain = new PlainChain(producer);
    long[] kept = producer.extents();
    long[] reduced = producer.extents();
    Arrays.setAll(kept, axis -> reduction.axes().contains(axis) ? 1 : kept[axis]);
    Arrays.setAll(reduced, axis -> reduction.axes().contains(axis) ? reduced[axis] : 1);
    PlainChain keptPoints = new PlainChain(producer.withExtents(kept));
    PlainChain reducedPoints = new PlainChain(producer.withExtents(reduced));
    long keptCount = producer.withExtents(kept).count();
    long reducedCount = producer.withExtents(reduced).count();
    boolean sum = reduction.kind() == Reduction.Kind.SUM;
    for (long k = 0; k < keptCount; k++) {
      long[] keptPoint = keptPoints.point(k);
      double total = sum ? 0 : Double.NEGATIVE_INFINITY;
      for (long r = 0; r < reducedCount; r++) {
        long[] point = reducedPoints.point(r);
        Arrays.setAll(point, axis -> point[axis] + keptPoint[axis]);
        double[] values = plain.values(point, operandAddresses);
        double value = values[reduction.argument()];
        total = sum ? total + value : Math.max(total, value);
        for (int i = 0; i < storeAddresses.length; i++) {
          Store store = producer.stores().get(i);
          long position = PlainChain.position(store.view(), point);
          Memory.set(producer.dtype(), storeAddresses[i], position, values[store.argument()]);
        }
      }
      long position = PlainChain.position(reduction.result(), keptPoint);
      Memory.set(producer.dtype(), result, position, total);
    }
  }
}
