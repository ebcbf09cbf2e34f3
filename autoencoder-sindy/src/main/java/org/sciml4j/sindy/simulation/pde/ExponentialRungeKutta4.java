package org.sciml4j.sindy.simulation.pde;

/**
 * ETDRK4: with L the linear and N the other terms, h the step,
 *
 * <pre>
 *   a = exp(hL/2) u + Q N(u)           Q = h/2 φ1(hL/2)
 *   b = exp(hL/2) u + Q N(a)
 *   c = exp(hL/2) a + Q (2 N(b) - N(u))
 *   u' = exp(hL) u + h (φ1 - 3φ2 + 4φ3) N(u) + 2h (φ2 - 2φ3) (N(a) + N(b)) + h (4φ3 - φ2) N(c)
 * </pre>
 *
 * (Cox and Matthews 2002, equations 26-29, where φ are functions of hL.)
 */
final class ExponentialRungeKutta4 implements Stepper {
  private final NonlinearTerms nonlinear;
  private final double[][] whole;
  private final double[][] half;
  private final double[][] q;
  private final double[][] first;
  private final double[][] middle;
  private final double[][] last;
  private final double[][] atStart;
  private final double[][] atA;
  private final double[][] atB;
  private final double[][] a;
  private final double[][] stage;

  ExponentialRungeKutta4(
      double[][] linear, NonlinearTerms nonlinear, double h, int fields, int modes) {
    this.nonlinear = nonlinear;
    int size = 2 * fields * fields;
    whole = new double[modes][size];
    half = new double[modes][size];
    q = new double[modes][size];
    first = new double[modes][size];
    middle = new double[modes][size];
    last = new double[modes][size];
    atStart = new double[fields][2 * modes];
    atA = new double[fields][2 * modes];
    atB = new double[fields][2 * modes];
    a = new double[fields][2 * modes];
    stage = new double[fields][2 * modes];
    ExponentialIntegrals integrals = new ExponentialIntegrals(fields);
    for (int mode = 0; mode < modes; mode++) {
      integrals.evaluate(linear[mode], h / 2);
      for (int i = 0; i < size; i++) {
        half[mode][i] = integrals.phi(0)[i];
        q[mode][i] = h / 2 * integrals.phi(1)[i];
      }
      integrals.evaluate(linear[mode], h);
      for (int i = 0; i < size; i++) {
        double phi1 = integrals.phi(1)[i];
        double phi2 = integrals.phi(2)[i];
        double phi3 = integrals.phi(3)[i];
        whole[mode][i] = integrals.phi(0)[i];
        first[mode][i] = h * (phi1 - 3 * phi2 + 4 * phi3);
        middle[mode][i] = 2 * h * (phi2 - 2 * phi3);
        last[mode][i] = h * (4 * phi3 - phi2);
      }
    }
  }

  @Override
  public void step(double[][] u) {
    nonlinear.apply(u, atStart, false);
    ModeMatrices.multiply(half, u, a, false);
    ModeMatrices.multiply(q, atStart, a, true);
    nonlinear.apply(a, atA, false);
    ModeMatrices.multiply(half, u, stage, false);
    ModeMatrices.multiply(q, atA, stage, true);
    nonlinear.apply(stage, atB, false);
    sumAndExtrapolate();
    ModeMatrices.multiply(half, a, stage, false);
    ModeMatrices.multiply(q, atB, stage, true);
    ModeMatrices.multiply(whole, u, a, false);
    ModeMatrices.multiply(first, atStart, a, true);
    ModeMatrices.multiply(middle, atA, a, true);
    nonlinear.apply(stage, atB, false);
    ModeMatrices.multiply(last, atB, a, true);
    for (int field = 0; field < u.length; field++) {
      System.arraycopy(a[field], 0, u[field], 0, u[field].length);
    }
  }

  /** N(a) becomes N(a) + N(b), and N(b) becomes 2 N(b) - N(u). */
  private void sumAndExtrapolate() {
    for (int field = 0; field < atB.length; field++) {
      for (int i = 0; i < atB[field].length; i++) {
        atA[field][i] += atB[field][i];
        atB[field][i] = 2 * atB[field][i] - atStart[field][i];
      }
    }
  }
}
