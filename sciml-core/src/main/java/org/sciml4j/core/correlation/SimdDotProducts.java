package org.sciml4j.core.correlation;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DotProducts} on the Vector API. Two independent vectors of partial sums hide the latency
 * of the additions; each row's sum starts from zero, so that the correction terms stay small.
 */
record SimdDotProducts() implements DotProducts {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int PIECE = 1024;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  @Override
  public void sum(MemorySegment memory, long a, long b, Box box, double[] sum) {
    DoubleVector total = DoubleVector.zero(SPECIES);
    DoubleVector correction = DoubleVector.zero(SPECIES);
    for (int plane = 0; plane < box.planes(); plane++) {
      for (int row = 0; row < box.rows(); row++) {
        long shift = plane * box.planeStride() + row * box.rowStride();
        for (int start = 0; start < box.columns(); start += PIECE) {
          int count = Math.min(PIECE, box.columns() - start);
          long atA = (a + shift + start) * Double.BYTES;
          long atB = (b + shift + start) * Double.BYTES;
          DoubleVector s0 = DoubleVector.zero(SPECIES);
          DoubleVector c0 = DoubleVector.zero(SPECIES);
          DoubleVector s1 = DoubleVector.zero(SPECIES);
          DoubleVector c1 = DoubleVector.zero(SPECIES);
          int j = 0;
          for (; j <= count - 2 * LANES; j += 2 * LANES) {
            long at = (long) j * Double.BYTES;
            DoubleVector x0 = DoubleVector.fromMemorySegment(SPECIES, memory, atA + at, ORDER);
            DoubleVector y0 = DoubleVector.fromMemorySegment(SPECIES, memory, atB + at, ORDER);
            DoubleVector p0 = x0.mul(y0);
            DoubleVector negativeError0 = x0.neg().fma(y0, p0);
            DoubleVector t0 = s0.add(p0);
            DoubleVector z0 = t0.sub(s0);
            c0 = c0.add(s0.sub(t0.sub(z0)).add(p0.sub(z0)).sub(negativeError0));
            s0 = t0;

            long next = at + (long) LANES * Double.BYTES;
            DoubleVector x1 = DoubleVector.fromMemorySegment(SPECIES, memory, atA + next, ORDER);
            DoubleVector y1 = DoubleVector.fromMemorySegment(SPECIES, memory, atB + next, ORDER);
            DoubleVector p1 = x1.mul(y1);
            DoubleVector negativeError1 = x1.neg().fma(y1, p1);
            DoubleVector t1 = s1.add(p1);
            DoubleVector z1 = t1.sub(s1);
            c1 = c1.add(s1.sub(t1.sub(z1)).add(p1.sub(z1)).sub(negativeError1));
            s1 = t1;
          }
          for (; j < count; j += LANES) {
            VectorMask<Double> mask = SPECIES.indexInRange(j, count);
            long at = (long) j * Double.BYTES;
            DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, memory, atA + at, ORDER, mask);
            DoubleVector y = DoubleVector.fromMemorySegment(SPECIES, memory, atB + at, ORDER, mask);
            DoubleVector p = x.mul(y);
            DoubleVector negativeError = x.neg().fma(y, p);
            DoubleVector t = s0.add(p);
            DoubleVector z = t.sub(s0);
            c0 = c0.add(s0.sub(t.sub(z)).add(p.sub(z)).sub(negativeError));
            s0 = t;
          }
          DoubleVector t = s0.add(s1);
          DoubleVector z = t.sub(s0);
          DoubleVector rowCorrection = s0.sub(t.sub(z)).add(s1.sub(z)).add(c0.add(c1));
          DoubleVector u = total.add(t);
          DoubleVector w = u.sub(total);
          correction = correction.add(total.sub(u.sub(w)).add(t.sub(w)).add(rowCorrection));
          total = u;
        }
      }
    }
    addLanes(total, correction, sum);
  }

  private static void addLanes(DoubleVector total, DoubleVector correction, double[] sum) {
    double s = 0;
    double c = 0;
    for (int lane = 0; lane < LANES; lane++) {
      double p = total.lane(lane);
      double t = s + p;
      double z = t - s;
      c += ((s - (t - z)) + (p - z)) + correction.lane(lane);
      s = t;
    }
    sum[0] = s + c;
    sum[1] = c - (sum[0] - s);
  }
}
