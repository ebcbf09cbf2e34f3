package org.sciml4j.core.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The error function of a vector of {@code double} numbers by rational approximations.
 *
 * <pre>
 * W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23:631-637,
 * 1969, doi:10.1090/S0025-5718-1969-0247736-4
 * </pre>
 */
final class DoubleErf {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** From here on erf x rounds to 1. */
  private static final double SATURATED = 6;

  private DoubleErf() {}

  private static DoubleVector of(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  static DoubleVector erf(DoubleVector x) {
    DoubleVector t = x.abs().min(SATURATED);
    DoubleVector e = t.mul(t).neg().lanewise(VectorOperators.EXP);
    DoubleVector complement = middle(t, e).blend(far(t, e), t.compare(VectorOperators.GT, 4));
    DoubleVector outside = of(1).sub(complement);
    DoubleVector signed = outside.blend(outside.neg(), x.compare(VectorOperators.LT, 0));
    return signed.blend(near(x), t.compare(VectorOperators.LE, 0.46875));
  }

  /** {@code erf x} where {@code |x| <= 0.46875}. */
  private static DoubleVector near(DoubleVector x) {
    DoubleVector y = x.mul(x);
    DoubleVector p = y.fma(of(1.85777706184603153e-1), of(3.16112374387056560e00));
    p = p.fma(y, of(1.13864154151050156e02));
    p = p.fma(y, of(3.77485237685302021e02));
    p = p.fma(y, of(3.20937758913846947e03));
    DoubleVector q = y.add(2.36012909523441209e01);
    q = q.fma(y, of(2.44024637934444173e02));
    q = q.fma(y, of(1.28261652607737228e03));
    q = q.fma(y, of(2.84423683343917062e03));
    return x.mul(p).div(q);
  }

  /** {@code 1 - erf t} where {@code 0.46875 <= t <= 4}, from {@code e = exp(-t²)}. */
  private static DoubleVector middle(DoubleVector t, DoubleVector e) {
    DoubleVector p = t.fma(of(2.15311535474403846e-8), of(5.64188496988670089e-1));
    p = p.fma(t, of(8.88314979438837594e00));
    p = p.fma(t, of(6.61191906371416295e01));
    p = p.fma(t, of(2.98635138197400131e02));
    p = p.fma(t, of(8.81952221241769090e02));
    p = p.fma(t, of(1.71204761263407058e03));
    p = p.fma(t, of(2.05107837782607147e03));
    p = p.fma(t, of(1.23033935479799725e03));
    DoubleVector q = t.add(1.57449261107098347e01);
    q = q.fma(t, of(1.17693950891312499e02));
    q = q.fma(t, of(5.37181101862009858e02));
    q = q.fma(t, of(1.62138957456669019e03));
    q = q.fma(t, of(3.29079923573345963e03));
    q = q.fma(t, of(4.36261909014324716e03));
    q = q.fma(t, of(3.43936767414372164e03));
    q = q.fma(t, of(1.23033935480374942e03));
    return e.mul(p).div(q);
  }

  /** {@code 1 - erf t} where {@code t >= 4}, from {@code e = exp(-t²)}. */
  private static DoubleVector far(DoubleVector t, DoubleVector e) {
    DoubleVector y = of(1).div(t.mul(t));
    DoubleVector p = y.fma(of(1.63153871373020978e-2), of(3.05326634961232344e-1));
    p = p.fma(y, of(3.60344899949804439e-1));
    p = p.fma(y, of(1.25781726111229246e-1));
    p = p.fma(y, of(1.60837851487422766e-2));
    p = p.fma(y, of(6.58749161529837803e-4));
    DoubleVector q = y.add(2.56852019228982242e00);
    q = q.fma(y, of(1.87295284992346047e00));
    q = q.fma(y, of(5.27905102951428412e-1));
    q = q.fma(y, of(6.05183413124413191e-2));
    q = q.fma(y, of(2.33520497626869185e-3));
    return e.div(t).mul(of(1 / Math.sqrt(Math.PI)).sub(y.mul(p).div(q)));
  }
}
