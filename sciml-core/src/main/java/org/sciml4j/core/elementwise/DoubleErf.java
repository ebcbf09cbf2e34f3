package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.DoubleExponentials.BIAS;
import static org.sciml4j.core.elementwise.DoubleExponentials.FRACTION;
import static org.sciml4j.core.elementwise.DoubleExponentials.LN2;
import static org.sciml4j.core.elementwise.DoubleExponentials.LN2_LOW;
import static org.sciml4j.core.elementwise.DoubleExponentials.LOG2_E;
import static org.sciml4j.core.elementwise.DoubleExponentials.SHIFT;
import static org.sciml4j.core.elementwise.DoubleLoads.ORDER;
import static org.sciml4j.core.elementwise.DoubleLoads.SPECIES;
import static org.sciml4j.core.elementwise.DoubleLoads.VECTOR;
import static org.sciml4j.core.elementwise.DoubleLoads.clean;
import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The error function over tiles of {@code double} numbers, cut in two as by Cody. Near 0 it is
 * {@code x} times a polynomial of {@code x²}, whose coefficients are from the exchange algorithm
 * and leave a relative error of 2^-67; elsewhere {@code 1 - e^(-x²) p(|x|) / q(|x|)}, whose
 * coefficients are from weighted least squares at Chebyshev nodes, with the denominator before as a
 * weight and weights that grow where the error is largest, in 40 digits; they leave an error of
 * 2^-60.
 *
 * <pre>
 * W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23:631-637,
 * 1969, doi:10.1090/S0025-5718-1969-0247736-4; C. L. Lawson, Contributions to the theory of linear
 * least maximum approximation, thesis, UCLA, 1961; C. K. Sanathanan, J. Koerner, Transfer function
 * synthesis as a ratio of two complex polynomials, IEEE Trans. Autom. Control 8:56-58, 1963
 * </pre>
 *
 * The loop calls {@link DoubleVector} itself where the others call {@link DoubleLoads}: the
 * compiler leaves out calls to other methods from a loop as long as this.
 */
final class DoubleErf {
  /** From here on erf x rounds to 1. */
  private static final double SATURATED = 6;

  /** Where one formula follows the other. */
  private static final double CUT = 0.75;

  private DoubleErf() {}

  /** The error function of {@code a}; for its exponential see {@link DoubleExponentials}. */
  static void erf(long to, long a, long b, long c, int bytes) {
    double shift = SHIFT + BIAS;
    long result = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, xs + i, ORDER);
      DoubleVector t = x.abs();
      t =
          t.blend(
              DoubleVector.broadcast(SPECIES, SATURATED), t.compare(VectorOperators.GT, SATURATED));
      DoubleVector square = t.mul(t);
      DoubleVector near = DoubleVector.broadcast(SPECIES, -9.495990693994223e-10);
      near = near.fma(square, DoubleVector.broadcast(SPECIES, 1.4411753612121714e-08));
      near = near.fma(square, DoubleVector.broadcast(SPECIES, -1.6332944417084566e-07));
      near = near.fma(square, DoubleVector.broadcast(SPECIES, 1.6460361619728586e-06));
      near = near.fma(square, DoubleVector.broadcast(SPECIES, -1.492558836756306e-05));
      near = near.fma(square, DoubleVector.broadcast(SPECIES, 0.00012055331514550306));
      near = near.fma(square, DoubleVector.broadcast(SPECIES, -0.0008548327000538306));
      near = near.fma(square, DoubleVector.broadcast(SPECIES, 0.005223977625214944));
      near = near.fma(square, DoubleVector.broadcast(SPECIES, -0.026866170645117933));
      near = near.fma(square, DoubleVector.broadcast(SPECIES, 0.11283791670955086));
      near = near.fma(square, DoubleVector.broadcast(SPECIES, -0.37612638903183754));
      near = near.fma(square, DoubleVector.broadcast(SPECIES, 1.1283791670955126));
      near = x.mul(near);
      DoubleVector shifted =
          square.fma(
              DoubleVector.broadcast(SPECIES, -LOG2_E), DoubleVector.broadcast(SPECIES, shift));
      DoubleVector n = shifted.sub(shift);
      DoubleVector r =
          n.fma(
              DoubleVector.broadcast(SPECIES, -LN2_LOW),
              n.fma(DoubleVector.broadcast(SPECIES, -LN2), square.neg()));
      DoubleVector e = DoubleVector.broadcast(SPECIES, DoubleExponentials.C12);
      e = e.fma(r, DoubleVector.broadcast(SPECIES, DoubleExponentials.C11));
      e = e.fma(r, DoubleVector.broadcast(SPECIES, DoubleExponentials.C10));
      e = e.fma(r, DoubleVector.broadcast(SPECIES, DoubleExponentials.C9));
      e = e.fma(r, DoubleVector.broadcast(SPECIES, DoubleExponentials.C8));
      e = e.fma(r, DoubleVector.broadcast(SPECIES, DoubleExponentials.C7));
      e = e.fma(r, DoubleVector.broadcast(SPECIES, DoubleExponentials.C6));
      e = e.fma(r, DoubleVector.broadcast(SPECIES, DoubleExponentials.C5));
      e = e.fma(r, DoubleVector.broadcast(SPECIES, DoubleExponentials.C4));
      e = e.fma(r, DoubleVector.broadcast(SPECIES, DoubleExponentials.C3));
      e = e.fma(r, DoubleVector.broadcast(SPECIES, DoubleExponentials.C2));
      e = e.fma(r, DoubleVector.broadcast(SPECIES, 1)).fma(r, DoubleVector.broadcast(SPECIES, 1));
      DoubleVector scale =
          shifted
              .reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, FRACTION)
              .reinterpretAsDoubles();
      e = e.mul(scale);
      DoubleVector p = DoubleVector.broadcast(SPECIES, 0.5641923578889534);
      p = p.fma(t, DoubleVector.broadcast(SPECIES, 7.381304832521404));
      p = p.fma(t, DoubleVector.broadcast(SPECIES, 44.910660586703735));
      p = p.fma(t, DoubleVector.broadcast(SPECIES, 161.22934548369537));
      p = p.fma(t, DoubleVector.broadcast(SPECIES, 361.3359898416891));
      p = p.fma(t, DoubleVector.broadcast(SPECIES, 485.5717515419395));
      p = p.fma(t, DoubleVector.broadcast(SPECIES, 325.89033695224026));
      DoubleVector q = t.add(13.083187591724178);
      q = q.fma(t, DoubleVector.broadcast(SPECIES, 80.09936966520657));
      q = q.fma(t, DoubleVector.broadcast(SPECIES, 292.3417333310434));
      q = q.fma(t, DoubleVector.broadcast(SPECIES, 679.5325992399564));
      q = q.fma(t, DoubleVector.broadcast(SPECIES, 998.2911642513858));
      q = q.fma(t, DoubleVector.broadcast(SPECIES, 853.299618707714));
      q = q.fma(t, DoubleVector.broadcast(SPECIES, 325.89033694071554));
      DoubleVector far = DoubleVector.broadcast(SPECIES, 1).sub(e.mul(p).div(q));
      LongVector sign = x.reinterpretAsLongs().and(Long.MIN_VALUE);
      far = far.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
      far.blend(near, t.compare(VectorOperators.LT, CUT))
          .intoMemorySegment(EVERYTHING, result + i, ORDER);
    }
  }
}
