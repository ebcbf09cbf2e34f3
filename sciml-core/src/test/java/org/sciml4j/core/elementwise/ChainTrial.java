package org.sciml4j.core.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/**
 * Memory for a chain, full of random numbers, and what the chain's definition makes of it. Strided
 * operands and stores lie in blocks with room on either side that must not change.
 */
final class ChainTrial {
  private static final int GUARD = 40;

  final ElementwiseChain chain;
  private final DType dtype;
  private final Arena arena;
  private final double[][] operands;
  private final long[] operandPlaces;
  private final int[] inPlaceOf;
  private final long[] storePlaces;
  private final int[] storeSizes;
  private final double[][] values;

  ChainTrial(Arena arena, ElementwiseChain chain, long seed) {
    this(arena, chain, seed, new SplittableRandom(seed)::nextDouble, -2, 2);
  }

  /** How numbers for operands are drawn, from [0, 1). */
  interface Draws {
    double next();
  }

  ChainTrial(Arena arena, ElementwiseChain chain, long seed, Draws draws, double from, double to) {
    this.arena = arena;
    this.chain = chain;
    dtype = chain.dtype();
    int count = chain.operands().size();
    operands = new double[count][];
    operandPlaces = new long[count];
    for (int i = 0; i < count; i++) {
      View view =
          chain.operands().get(i) instanceof Operand.Strided(View strided)
              ? strided
              : new View(0, new long[chain.rank()]);
      long[] span = span(view);
      operandPlaces[i] = GUARD - span[0];
      operands[i] = new double[(int) (span[1] - span[0] + 1 + 2 * GUARD)];
      for (int j = 0; j < operands[i].length; j++) {
        operands[i][j] = rounded(from + (to - from) * draws.next());
      }
    }
    int stores = chain.stores().size();
    inPlaceOf = new int[stores];
    storePlaces = new long[stores];
    storeSizes = new int[stores];
    for (int i = 0; i < stores; i++) {
      inPlaceOf[i] = -1;
      long[] span = span(chain.stores().get(i).view());
      storePlaces[i] = GUARD - span[0];
      storeSizes[i] = (int) (span[1] - span[0] + 1 + 2 * GUARD);
    }
    values = computed();
  }

  /** Lets a store have the memory of an operand. */
  ChainTrial inPlace(int store, int operand) {
    inPlaceOf[store] = operand;
    return this;
  }

  private long[] span(View view) {
    long low = view.offset();
    long high = view.offset();
    for (int axis = 0; axis < chain.rank(); axis++) {
      long reach = (chain.extents()[axis] - 1) * view.stride(axis);
      low += Math.min(0, reach);
      high += Math.max(0, reach);
    }
    return chain.count() == 0 ? new long[] {0, 0} : new long[] {low, high};
  }

  private double[][] computed() {
    PlainChain plain = new PlainChain(chain);
    double[][] values = new double[(int) chain.count()][];
    try (Arena inputs = Arena.ofConfined()) {
      long[] addresses = addresses(inputs);
      for (int flat = 0; flat < values.length; flat++) {
        values[flat] = plain.values(plain.point(flat), addresses);
      }
    }
    return values;
  }

  /** Every operand's and step's number at a point, by the definition. */
  double[] values(int flat) {
    return values[flat];
  }

  /** New memory with the operands' numbers; addresses of their places 0. */
  long[] addresses(Arena memory) {
    long[] addresses = new long[operands.length];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = filled(memory, operands[i]) + operandPlaces[i] * dtype.bytes();
    }
    return addresses;
  }

  private long filled(Arena memory, double[] numbers) {
    long address = memory.allocate((long) numbers.length * dtype.bytes(), 64).address();
    for (int i = 0; i < numbers.length; i++) {
      Memory.set(dtype, address, i, numbers[i]);
    }
    return address;
  }

  /** What the memory of each store holds after a run. */
  double[][] run(KernelProvider provider, ThreadTeam team) {
    ElementwiseKernel kernel = ElementwiseKernel.with(provider, chain);
    double[][] after = new double[storeSizes.length][];
    try (Arena memory = Arena.ofConfined()) {
      long[] operandAddresses = addresses(memory);
      long[] storeAddresses = new long[after.length];
      for (int i = 0; i < after.length; i++) {
        storeAddresses[i] =
            inPlaceOf[i] >= 0
                ? operandAddresses[inPlaceOf[i]]
                : filled(memory, before(i)) + storePlaces[i] * dtype.bytes();
      }
      long size = kernel.scratchBytes(team.threads());
      kernel.run(team, operandAddresses, storeAddresses, scratch(memory, size));
      for (int i = 0; i < after.length; i++) {
        after[i] = new double[storeSizes[i]];
        long start = storeAddresses[i] - storePlaces[i] * dtype.bytes();
        for (int j = 0; j < after[i].length; j++) {
          after[i][j] = Memory.get(dtype, start, j);
        }
      }
    }
    return after;
  }

  /** Memory full of NaN, which shows where a kernel reads what nobody wrote. */
  static long scratch(Arena memory, long size) {
    MemorySegment scratch = memory.allocate(Math.max(64, size), 64);
    scratch.fill((byte) 0xff);
    return scratch.address();
  }

  private double[] before(int store) {
    double[] before =
        inPlaceOf[store] >= 0 ? operands[inPlaceOf[store]].clone() : new double[storeSizes[store]];
    if (inPlaceOf[store] < 0) {
      java.util.Arrays.fill(before, 77);
    }
    return before;
  }

  /**
   * Holds what a run left to the definition.
   *
   * @param ulps allowed error of one step in units of the largest number at the point
   */
  void verify(double[][] after, double ulps) {
    PlainChain plain = new PlainChain(chain);
    for (int store = 0; store < after.length; store++) {
      Store to = chain.stores().get(store);
      double[] expected = before(store);
      double[] bound = new double[expected.length];
      for (int flat = 0; flat < values.length; flat++) {
        int place = (int) (storePlaces[store] + PlainChain.position(to.view(), plain.point(flat)));
        expected[place] = values[flat][to.argument()];
        double magnitude = 1;
        for (double value : values[flat]) {
          magnitude = Math.max(magnitude, Math.abs(value));
        }
        bound[place] =
            to.argument() < chain.operands().size()
                ? 0
                : ulps * dtype.epsilon() * (1 + chain.steps().size()) * magnitude;
      }
      for (int i = 0; i < expected.length; i++) {
        if (!(Math.abs(after[store][i] - expected[i]) <= bound[i])
            && Double.compare(after[store][i], expected[i]) != 0) {
          assertThat(after[store][i])
              .as("store %d at %d of %s (bound %g)", store, i, chain, bound[i])
              .isEqualTo(expected[i]);
        }
      }
    }
  }

  private double rounded(double value) {
    return dtype == DType.F32 ? (float) value : value;
  }

  Arena arena() {
    return arena;
  }
}
