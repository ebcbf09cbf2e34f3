package org.sciml4j.sindy.regression;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * SR3 whose w satisfies linear conditions across the targets (Champion, Zheng, Aravkin, Brunton
 * &amp; Kutz 2020, IEEE Access 8, 169259), inequalities included. The terms left in the end are
 * fitted a last time under the same conditions, so the answer satisfies them exactly.
 *
 * @param relaxation penalty and steps
 * @param constraints on the raw coefficients
 */
public record ConstrainedSr3(Relaxation relaxation, LinearConstraints constraints)
    implements SparseRegression {
  @Override
  public double[][] coefficients(LeastSquaresProblem problem) {
    Identifiability.of(problem).require();
    relaxation.requireShape(problem);
    constraints.requireShape(problem);
    double[][] u = iterate(problem);
    return StackedProblem.of(problem, StackedProblem.supports(u)).solve(constraints);
  }

  private double[][] iterate(LeastSquaresProblem problem) {
    StackedProblem stacked = StackedProblem.of(problem.withRidge(1 / relaxation.nu()));
    LeastSquaresProblem relaxed = stacked.problem();
    ConstrainedLeastSquares solver =
        new ConstrainedLeastSquares(relaxed.r(), constraints, stacked.number());
    double[] z = relaxed.z()[0];
    double[] u = proximal(stacked, solver.solve(z));
    for (int i = 1; i < relaxation.iterations(); i++) {
      double[] pulled = new double[u.length];
      for (int j = 0; j < u.length; j++) {
        pulled[j] = u[j] / relaxation.nu();
      }
      NormalEquations.transposed(relaxed.r(), pulled);
      for (int j = 0; j < u.length; j++) {
        pulled[j] += z[j];
      }
      double[] next = proximal(stacked, solver.solve(pulled));
      boolean settled = relaxation.settled(u, next);
      u = next;
      if (settled) {
        break;
      }
    }
    return stacked.byTarget(u);
  }

  private double[] proximal(StackedProblem stacked, double[] w) {
    double[][] byTarget = stacked.byTarget(w);
    return IntStream.range(0, byTarget.length)
        .boxed()
        .flatMapToDouble(t -> Arrays.stream(relaxation.proximal(t, byTarget[t])))
        .toArray();
  }
}
