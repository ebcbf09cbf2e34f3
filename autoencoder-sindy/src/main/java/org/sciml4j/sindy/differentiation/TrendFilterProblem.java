package org.sciml4j.sindy.differentiation;

import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;

/**
 * Minimises {@code 1/2 Σ w_i (x_i - y_i)² + λ ‖D x‖₁}, D being divided differences, through its
 * dual: {@code 1/2 νᵀ D W⁻¹ Dᵀ ν - yᵀ Dᵀ ν} over {@code |ν| <= λ}, by the primal-dual
 * interior-point method.
 *
 * <pre>
 * S. Boyd, L. Vandenberghe, Convex Optimization, Cambridge University Press 2004, algorithm 11.2.
 * </pre>
 */
final class TrendFilterProblem {
  private static final int ITERATIONS = 200;
  private static final double TOLERANCE = 1e-9;
  private static final double ACCEPTABLE = 1e-4;
  private static final int PATIENCE = 10;
  private static final double BARRIER_GROWTH = 2;

  private final double alpha;
  private final double[] y;
  private final double offset;
  private final double scale;
  private final double lambda;
  private final double[] inverseWeights;
  private final double[][] rows;
  private final double[][] gram;

  TrendFilterProblem(double[] times, double[] values, double alpha, int penalised) {
    this.alpha = alpha;
    int n = values.length;
    double unit = (times[n - 1] - times[0]) / (n - 1);
    double[] t = Arrays.stream(times).map(time -> time / unit).toArray();
    offset = values[0];
    scale = spread(values);
    y = Arrays.stream(values).map(value -> (value - offset) / scale).toArray();
    lambda = alpha / scale / Math.pow(unit, penalised + 1);
    inverseWeights = new double[n];
    for (int i = 0; i < n; i++) {
      inverseWeights[i] = 2 / (t[Math.min(i + 1, n - 1)] - t[Math.max(i - 1, 0)]);
    }
    rows = differences(t, penalised);
    gram = gram();
  }

  /**
   * The smoothed values, optimal to a billionth of the objective, or as near to it as rounding lets
   * the method come.
   */
  double[] solve() {
    int m = rows.length;
    double[] dy = times(y);
    double[] nu = new double[m];
    double[] upper = filled(m);
    double[] lower = filled(m);
    double barrier = 1e-10;
    double step = 1;
    double[] best = y;
    double smallest = Double.POSITIVE_INFINITY;
    int since = 0;
    for (int iteration = 0; iteration < ITERATIONS && since < PATIENCE; iteration++) {
      double[] x = primal(nu);
      double penalty = lambda * Arrays.stream(times(x)).map(Math::abs).sum();
      double misfit = misfit(x);
      double gap = misfit + penalty - (dot(dy, nu) - misfit);
      double relative = gap / (misfit + penalty + Double.MIN_NORMAL);
      since = relative < smallest ? 0 : since + 1;
      if (relative < smallest) {
        smallest = relative;
        best = x;
      }
      if (relative <= TOLERANCE) {
        break;
      }
      if (step >= 0.2) {
        barrier = Math.max(BARRIER_GROWTH * 2 * m / gap, 1.2 * barrier);
      }
      step = improve(nu, upper, lower, dy, barrier);
    }
    if (!(smallest <= ACCEPTABLE)) {
      throw new InvalidInputException(
          "alpha", alpha, "a weight for which the trend filter converges", "choose another one");
    }
    return unscaled(best);
  }

  /** One damped Newton step on the perturbed optimality conditions; tells its length. */
  private double improve(double[] nu, double[] upper, double[] lower, double[] dy, double barrier) {
    int m = nu.length;
    double[][] bands = new double[gram.length][];
    for (int k = 0; k < gram.length; k++) {
      bands[k] = gram[k].clone();
    }
    double[] gnu = timesGram(nu);
    double[] right = new double[m];
    for (int i = 0; i < m; i++) {
      double above = nu[i] - lambda;
      double below = -nu[i] - lambda;
      bands[0][i] -= upper[i] / above + lower[i] / below;
      right[i] = dy[i] - gnu[i] + (1 / above - 1 / below) / barrier;
    }
    double[] dNu = new BandedCholesky(bands).solve(right);
    double[] dUpper = new double[m];
    double[] dLower = new double[m];
    double step = 1;
    for (int i = 0; i < m; i++) {
      double above = nu[i] - lambda;
      double below = -nu[i] - lambda;
      dUpper[i] = -(upper[i] + (1 / barrier + dNu[i] * upper[i]) / above);
      dLower[i] = -(lower[i] + (1 / barrier - dNu[i] * lower[i]) / below);
      step = dUpper[i] < 0 ? Math.min(step, -0.99 * upper[i] / dUpper[i]) : step;
      step = dLower[i] < 0 ? Math.min(step, -0.99 * lower[i] / dLower[i]) : step;
    }
    double before = residual(nu, upper, lower, dy, barrier);
    for (int halvings = 0; halvings < 50; halvings++, step /= 2) {
      double[] newNu = moved(nu, dNu, step);
      if (Arrays.stream(newNu).allMatch(v -> Math.abs(v) < lambda)) {
        double[] newUpper = moved(upper, dUpper, step);
        double[] newLower = moved(lower, dLower, step);
        if (residual(newNu, newUpper, newLower, dy, barrier) <= (1 - 0.01 * step) * before) {
          copy(newNu, nu);
          copy(newUpper, upper);
          copy(newLower, lower);
          return step;
        }
      }
    }
    return 1;
  }

  private double residual(
      double[] nu, double[] upper, double[] lower, double[] dy, double barrier) {
    double[] gnu = timesGram(nu);
    double sum = 0;
    for (int i = 0; i < nu.length; i++) {
      double dual = gnu[i] - dy[i] + upper[i] - lower[i];
      double above = -upper[i] * (nu[i] - lambda) - 1 / barrier;
      double below = lower[i] * (nu[i] + lambda) - 1 / barrier;
      sum += dual * dual + above * above + below * below;
    }
    return Math.sqrt(sum);
  }

  private double[] primal(double[] nu) {
    double[] x = y.clone();
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        x[i + j] -= inverseWeights[i + j] * rows[i][j] * nu[i];
      }
    }
    return x;
  }

  private double misfit(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]) / inverseWeights[i];
    }
    return sum / 2;
  }

  private double[] times(double[] x) {
    double[] product = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        product[i] += rows[i][j] * x[i + j];
      }
    }
    return product;
  }

  private double[] timesGram(double[] nu) {
    double[] product = new double[nu.length];
    for (int i = 0; i < nu.length; i++) {
      product[i] += gram[0][i] * nu[i];
      for (int k = 1; k < gram.length && i + k < nu.length; k++) {
        product[i] += gram[k][i] * nu[i + k];
        product[i + k] += gram[k][i] * nu[i];
      }
    }
    return product;
  }

  private double[][] gram() {
    int width = rows[0].length;
    double[][] bands = new double[width][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < width && i + k < rows.length; k++) {
        for (int j = k; j < width; j++) {
          bands[k][i] += rows[i][j] * inverseWeights[i + j] * rows[i + k][j - k];
        }
      }
    }
    return bands;
  }

  /** Changes of the p-th divided derivative between its neighbouring places, p = 1 or 2. */
  private static double[][] differences(double[] t, int order) {
    double[][] rows = new double[t.length][];
    Arrays.fill(rows, new double[] {1});
    double[] places = t;
    for (int level = 0; level <= order; level++) {
      double[][] next = new double[rows.length - 1][rows[0].length + 1];
      double[] between = new double[rows.length - 1];
      for (int i = 0; i < next.length; i++) {
        double over = level == order ? 1 : places[i + 1] - places[i];
        for (int j = 0; j < rows[0].length; j++) {
          next[i][j] -= rows[i][j] / over;
          next[i][j + 1] += rows[i + 1][j] / over;
        }
        between[i] = (places[i] + places[i + 1]) / 2;
      }
      rows = next;
      places = between;
    }
    return rows;
  }

  private double[] unscaled(double[] x) {
    return Arrays.stream(x).map(value -> offset + scale * value).toArray();
  }

  private static double spread(double[] values) {
    double largest =
        Arrays.stream(values).map(value -> Math.abs(value - values[0])).max().orElse(0);
    return largest == 0 ? 1 : largest;
  }

  private static double[] filled(int length) {
    double[] values = new double[length];
    Arrays.fill(values, 1);
    return values;
  }

  private static double[] moved(double[] from, double[] direction, double step) {
    double[] to = new double[from.length];
    Arrays.setAll(to, i -> from[i] + step * direction[i]);
    return to;
  }

  private static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, from.length);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
