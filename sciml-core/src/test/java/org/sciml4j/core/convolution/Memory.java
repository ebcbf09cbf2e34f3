package org.sciml4j.core.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.sciml4j.core.tensor.DType;

/** Arrays in native memory between guards of NaN, which show what is read or written beyond. */
final class Memory {
  private static final int GUARD = 64;
  private final Elements elements;
  private final MemorySegment segment;
  private final int count;

  private Memory(Arena arena, DType dtype, long count) {
    elements = new Elements(dtype);
    this.count = Math.toIntExact(count);
    segment = arena.allocate((count + 2 * GUARD) * dtype.bytes(), 64);
    segment.fill((byte) 0xff);
  }

  static Memory of(Arena arena, DType dtype, double[] values) {
    Memory memory = new Memory(arena, dtype, values.length);
    for (int i = 0; i < values.length; i++) {
      memory.elements.set(memory.address(), i, values[i]);
    }
    return memory;
  }

  static Memory ofNaN(Arena arena, DType dtype, long count) {
    return new Memory(arena, dtype, count);
  }

  /** Working memory full of NaN, which shows where a kernel reads what nobody wrote. */
  static long scratch(Arena arena, long bytes) {
    return arena.allocate(Math.max(64, bytes), 64).fill((byte) 0xff).address();
  }

  /** Numbers between -1 and 1 that both precisions hold exactly. */
  static double[] random(long count, long seed) {
    return new SplittableRandom(seed).doubles(count, -1, 1).map(value -> (float) value).toArray();
  }

  long address() {
    return segment.address() + GUARD * (long) elements.dtype().bytes();
  }

  /** The elements, once it is clear that the guards are untouched. */
  double[] values() {
    long guard = GUARD * (long) elements.dtype().bytes();
    for (long at = 0; at < guard; at++) {
      assertThat(segment.get(ValueLayout.JAVA_BYTE, at)).as("guard in front").isEqualTo((byte) -1);
      assertThat(segment.get(ValueLayout.JAVA_BYTE, segment.byteSize() - 1 - at))
          .as("guard behind")
          .isEqualTo((byte) -1);
    }
    double[] values = new double[count];
    Arrays.setAll(values, i -> elements.get(address(), i));
    return values;
  }
}
