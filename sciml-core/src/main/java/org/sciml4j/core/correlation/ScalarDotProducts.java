package org.sciml4j.core.correlation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link DotProducts} without the Vector API. */
record ScalarDotProducts() implements DotProducts {
  @Override
  public void sum(MemorySegment memory, long a, long b, Box box, double[] sum) {
    double s = 0;
    double c = 0;
    for (int plane = 0; plane < box.planes(); plane++) {
      for (int row = 0; row < box.rows(); row++) {
        long shift = plane * box.planeStride() + row * box.rowStride();
        double rowS = 0;
        double rowC = 0;
        for (int j = 0; j < box.columns(); j++) {
          double x = memory.getAtIndex(ValueLayout.JAVA_DOUBLE, a + shift + j);
          double y = memory.getAtIndex(ValueLayout.JAVA_DOUBLE, b + shift + j);
          double p = x * y;
          double e = Math.fma(x, y, -p);
          double t = rowS + p;
          double z = t - rowS;
          rowC += ((rowS - (t - z)) + (p - z)) + e;
          rowS = t;
        }
        double t = s + rowS;
        double z = t - s;
        c += ((s - (t - z)) + (rowS - z)) + rowC;
        s = t;
      }
    }
    sum[0] = s + c;
    sum[1] = c - (sum[0] - s);
  }
}
