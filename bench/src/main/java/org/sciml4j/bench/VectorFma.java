package org.sciml4j.bench;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Independent chains of vector fused multiply-adds, enough to hide their latency. */
final class VectorFma {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  private VectorFma() {}

  static int floatLanes() {
    return FLOATS.length();
  }

  static int doubleLanes() {
    return DOUBLES.length();
  }

  static double floats(long rounds) {
    FloatVector x = FloatVector.broadcast(FLOATS, 0.999f);
    FloatVector y = FloatVector.broadcast(FLOATS, 0.001f);
    FloatVector a = y;
    FloatVector b = y;
    FloatVector c = y;
    FloatVector d = y;
    FloatVector e = y;
    FloatVector f = y;
    FloatVector g = y;
    FloatVector h = y;
    FloatVector i = y;
    FloatVector j = y;
    FloatVector k = y;
    FloatVector l = y;
    for (long round = 0; round < rounds; round++) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
      k = k.fma(x, y);
      l = l.fma(x, y);
    }
    FloatVector first = a.add(b).add(c).add(d).add(e).add(f);
    return first.add(g).add(h).add(i).add(j).add(k).add(l).reduceLanes(VectorOperators.ADD);
  }

  static double doubles(long rounds) {
    DoubleVector x = DoubleVector.broadcast(DOUBLES, 0.999);
    DoubleVector y = DoubleVector.broadcast(DOUBLES, 0.001);
    DoubleVector a = y;
    DoubleVector b = y;
    DoubleVector c = y;
    DoubleVector d = y;
    DoubleVector e = y;
    DoubleVector f = y;
    DoubleVector g = y;
    DoubleVector h = y;
    DoubleVector i = y;
    DoubleVector j = y;
    DoubleVector k = y;
    DoubleVector l = y;
    for (long round = 0; round < rounds; round++) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
      k = k.fma(x, y);
      l = l.fma(x, y);
    }
    DoubleVector first = a.add(b).add(c).add(d).add(e).add(f);
    return first.add(g).add(h).add(i).add(j).add(k).add(l).reduceLanes(VectorOperators.ADD);
  }
}
