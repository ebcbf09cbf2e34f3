package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.FloatExponentials.BIAS;
import static org.sciml4j.core.elementwise.FloatExponentials.FRACTION;
import static org.sciml4j.core.elementwise.FloatExponentials.LN2;
import static org.sciml4j.core.elementwise.FloatExponentials.LN2_LOW;
import static org.sciml4j.core.elementwise.FloatExponentials.LOG2_E;
import static org.sciml4j.core.elementwise.FloatExponentials.SHIFT;
import static org.sciml4j.core.elementwise.FloatLoads.ORDER;
import static org.sciml4j.core.elementwise.FloatLoads.SPECIES;
import static org.sciml4j.core.elementwise.FloatLoads.VECTOR;
import static org.sciml4j.core.elementwise.FloatLoads.clean;
import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The error function over tiles of {@code float} numbers, cut in two as by Cody. Near 0 it is
 * {@code x} times a polynomial of {@code x²}, whose coefficients are from the exchange algorithm
 * and leave a relative error of 2^-35; elsewhere {@code 1 - e^(-x²) p(|x|) / q(|x|)}, whose
 * coefficients are from weighted least squares at Chebyshev nodes, with the denominator before as a
 * weight and weights that grow where the error is largest, in 40 digits; they leave an error of
 * 2^-35.
 *
 * <pre>
 * W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23:631-637,
 * 1969, doi:10.1090/S0025-5718-1969-0247736-4; C. L. Lawson, Contributions to the theory of linear
 * least maximum approximation, thesis, UCLA, 1961; C. K. Sanathanan, J. Koerner, Transfer function
 * synthesis as a ratio of two complex polynomials, IEEE Trans. Autom. Control 8:56-58, 1963
 * </pre>
 *
 * The loop calls {@link FloatVector} itself where the others call {@link FloatLoads}: the compiler
 * leaves out calls to other methods from a loop as long as this.
 */
final class FloatErf {
  /** From here on erf x rounds to 1. */
  private static final float SATURATED = 4;

  /** Where one formula follows the other. */
  private static final float CUT = 0.75f;

  private FloatErf() {}

  /** The error function of {@code a}; for its exponential see {@link FloatExponentials}. */
  static void erf(long to, long a, long b, long c, int bytes) {
    float shift = SHIFT + BIAS;
    long result = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, EVERYTHING, xs + i, ORDER);
      FloatVector t = x.abs();
      t =
          t.blend(
              FloatVector.broadcast(SPECIES, SATURATED), t.compare(VectorOperators.GT, SATURATED));
      FloatVector square = t.mul(t);
      FloatVector near = FloatVector.broadcast(SPECIES, 9.46126e-05f);
      near = near.fma(square, FloatVector.broadcast(SPECIES, -0.00083553663f));
      near = near.fma(square, FloatVector.broadcast(SPECIES, 0.00521669f));
      near = near.fma(square, FloatVector.broadcast(SPECIES, -0.026864743f));
      near = near.fma(square, FloatVector.broadcast(SPECIES, 0.112837784f));
      near = near.fma(square, FloatVector.broadcast(SPECIES, -0.37612638f));
      near = near.fma(square, FloatVector.broadcast(SPECIES, 1.1283792f));
      near = x.mul(near);
      FloatVector shifted =
          square.fma(
              FloatVector.broadcast(SPECIES, -LOG2_E), FloatVector.broadcast(SPECIES, shift));
      FloatVector n = shifted.sub(shift);
      FloatVector r =
          n.fma(
              FloatVector.broadcast(SPECIES, -LN2_LOW),
              n.fma(FloatVector.broadcast(SPECIES, -LN2), square.neg()));
      FloatVector e = FloatVector.broadcast(SPECIES, FloatExponentials.C7);
      e = e.fma(r, FloatVector.broadcast(SPECIES, FloatExponentials.C6));
      e = e.fma(r, FloatVector.broadcast(SPECIES, FloatExponentials.C5));
      e = e.fma(r, FloatVector.broadcast(SPECIES, FloatExponentials.C4));
      e = e.fma(r, FloatVector.broadcast(SPECIES, FloatExponentials.C3));
      e = e.fma(r, FloatVector.broadcast(SPECIES, FloatExponentials.C2));
      e = e.fma(r, FloatVector.broadcast(SPECIES, 1)).fma(r, FloatVector.broadcast(SPECIES, 1));
      FloatVector scale =
          shifted
              .reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, FRACTION)
              .reinterpretAsFloats();
      e = e.mul(scale);
      FloatVector p = FloatVector.broadcast(SPECIES, 0.5634949f);
      p = p.fma(t, FloatVector.broadcast(SPECIES, 3.1419637f));
      p = p.fma(t, FloatVector.broadcast(SPECIES, 7.2539353f));
      p = p.fma(t, FloatVector.broadcast(SPECIES, 7.936348f));
      FloatVector q = t.add(5.549914f);
      q = q.fma(t, FloatVector.broadcast(SPECIES, 13.496722f));
      q = q.fma(t, FloatVector.broadcast(SPECIES, 16.208921f));
      q = q.fma(t, FloatVector.broadcast(SPECIES, 7.936369f));
      FloatVector far = FloatVector.broadcast(SPECIES, 1).sub(e.mul(p).div(q));
      IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
      far = far.reinterpretAsInts().or(sign).reinterpretAsFloats();
      far.blend(near, t.compare(VectorOperators.LT, CUT))
          .intoMemorySegment(EVERYTHING, result + i, ORDER);
    }
  }
}
