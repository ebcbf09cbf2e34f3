package org.sciml4j.core.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The error function of a vector of {@code float} numbers by rational approximations.
 *
 * <pre>
 * W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23:631-637,
 * 1969, doi:10.1090/S0025-5718-1969-0247736-4
 * </pre>
 */
final class FloatErf {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** From here on erf x rounds to 1. */
  private static final float SATURATED = 4;

  private FloatErf() {}

  private static FloatVector of(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  static FloatVector erf(FloatVector x) {
    FloatVector t = x.abs().min(SATURATED);
    FloatVector e = t.mul(t).neg().lanewise(VectorOperators.EXP);
    FloatVector complement = middle(t, e);
    FloatVector outside = of(1).sub(complement);
    FloatVector signed = outside.blend(outside.neg(), x.compare(VectorOperators.LT, 0));
    return signed.blend(near(x), t.compare(VectorOperators.LE, 0.46875f));
  }

  /** {@code erf x} where {@code |x| <= 0.46875}. */
  private static FloatVector near(FloatVector x) {
    FloatVector y = x.mul(x);
    FloatVector p = y.fma(of(1.85777706184603153e-1f), of(3.16112374387056560e00f));
    p = p.fma(y, of(1.13864154151050156e02f));
    p = p.fma(y, of(3.77485237685302021e02f));
    p = p.fma(y, of(3.20937758913846947e03f));
    FloatVector q = y.add(2.36012909523441209e01f);
    q = q.fma(y, of(2.44024637934444173e02f));
    q = q.fma(y, of(1.28261652607737228e03f));
    q = q.fma(y, of(2.84423683343917062e03f));
    return x.mul(p).div(q);
  }

  /** {@code 1 - erf t} where {@code 0.46875 <= t <= 4}, from {@code e = exp(-t²)}. */
  private static FloatVector middle(FloatVector t, FloatVector e) {
    FloatVector p = t.fma(of(2.15311535474403846e-8f), of(5.64188496988670089e-1f));
    p = p.fma(t, of(8.88314979438837594e00f));
    p = p.fma(t, of(6.61191906371416295e01f));
    p = p.fma(t, of(2.98635138197400131e02f));
    p = p.fma(t, of(8.81952221241769090e02f));
    p = p.fma(t, of(1.71204761263407058e03f));
    p = p.fma(t, of(2.05107837782607147e03f));
    p = p.fma(t, of(1.23033935479799725e03f));
    FloatVector q = t.add(1.57449261107098347e01f);
    q = q.fma(t, of(1.17693950891312499e02f));
    q = q.fma(t, of(5.37181101862009858e02f));
    q = q.fma(t, of(1.62138957456669019e03f));
    q = q.fma(t, of(3.29079923573345963e03f));
    q = q.fma(t, of(4.36261909014324716e03f));
    q = q.fma(t, of(3.43936767414372164e03f));
    q = q.fma(t, of(1.23033935480374942e03f));
    return e.mul(p).div(q);
  }
}
