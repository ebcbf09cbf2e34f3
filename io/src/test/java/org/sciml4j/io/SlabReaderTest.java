package org.sciml4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class SlabReaderTest {
  private static final long[] SHAPE = {8, 3};
  private static final int THICKNESS = 4;

  /** Shorts with a single-precision scale, of which whole rows are read. */
  private static void readPacked(Region region, Tensor into) {
    Packing packing =
        new Packing(
            RawType.SHORT,
            false,
            0.1f,
            0,
            new double[0],
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            DType.F32);
    short[] stored = new short[24];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = (short) (7 * i);
    }
    new Unpacker(packing, into)
        .unpack(
            MemorySegment.ofArray(stored),
            ByteOrder.nativeOrder(),
            region.origin()[0] * SHAPE[1] * Short.BYTES,
            0,
            region.count());
  }

  @Test
  void the_same_numbers_come_from_parts_and_from_whole_chunks() throws IOException {
    VariableReader reader =
        SlabReader.around(SlabReaderTest::readPacked, SHAPE, THICKNESS, DType.F32);
    Tensor whole = Tensor.zeros(DType.F64, SHAPE);
    reader.read(Region.whole(SHAPE), whole);
    Tensor row = Tensor.zeros(DType.F64, 1, SHAPE[1]);
    for (long t = 0; t < SHAPE[0]; t++) {
      reader.read(new Region(new long[] {t, 0}, row.shape()), row);
      assertThat(row.toDoubles()).containsExactly(whole.at(t).toDoubles());
      assertThat(row.getFlat(1)).isEqualTo(0.1f * (7 * (3 * t + 1)));
    }
  }
}
