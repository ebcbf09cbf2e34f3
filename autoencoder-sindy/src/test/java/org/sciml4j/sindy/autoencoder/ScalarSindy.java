package org.sciml4j.sindy.autoencoder;

import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.tensor.Tensor;

/**
 * The loss of Champion et al. 2019 by plain loops, for networks of one hidden sigmoid layer: values
 * go through the layers with their first and second derivatives by time, {@code
 * [derivative][unit]}.
 */
final class ScalarSindy {
  private final Parameters parameters;
  private final int order;
  private final int degree;
  private final boolean hasSines;

  ScalarSindy(Parameters parameters, int order, int degree, boolean hasSines) {
    this.parameters = parameters;
    this.order = order;
    this.degree = degree;
    this.hasSines = hasSines;
  }

  double[][] encode(double[][] x) {
    return network("encoder", x);
  }

  private double[][] network(String name, double[][] x) {
    return dense(name + "/dense_1", sigmoid(dense(name + "/dense", x)));
  }

  private double[][] dense(String name, double[][] x) {
    Tensor kernel = parameters.get(name + "/kernel");
    Tensor bias = parameters.get(name + "/bias");
    int units = (int) kernel.size(1);
    double[][] y = new double[3][units];
    for (int d = 0; d < 3; d++) {
      for (int j = 0; j < units; j++) {
        y[d][j] = d == 0 ? bias.get(j) : 0;
        for (int i = 0; i < kernel.size(0); i++) {
          y[d][j] += x[d][i] * kernel.get(i, j);
        }
      }
    }
    return y;
  }

  private static double[][] sigmoid(double[][] a) {
    double[][] y = new double[3][a[0].length];
    for (int j = 0; j < a[0].length; j++) {
      double s = 1 / (1 + Math.exp(-a[0][j]));
      double slope = s * (1 - s);
      y[0][j] = s;
      y[1][j] = slope * a[1][j];
      y[2][j] = slope * ((1 - 2 * s) * a[1][j] * a[1][j] + a[2][j]);
    }
    return y;
  }

  /** Θ Ξ for two latent variables, monomials written out. */
  private double[] model(double[][] z) {
    double[] state = order == 1 ? z[0] : new double[] {z[0][0], z[0][1], z[1][0], z[1][1]};
    Tensor coefficients = parameters.get("coefficients");
    Tensor mask = parameters.get("mask");
    double[] sum = new double[2];
    int term = 0;
    for (int total = 0; total <= degree; total++) {
      for (int i = 0; i < (total > 0 ? state.length : 1); i++) {
        for (int j = i; j < (total > 1 ? state.length : i + 1); j++) {
          double value = total == 0 ? 1 : total == 1 ? state[i] : state[i] * state[j];
          for (int k = 0; k < 2; k++) {
            sum[k] += value * coefficients.get(term, k) * mask.get(term, k);
          }
          term++;
        }
      }
    }
    for (int i = 0; hasSines && i < state.length; i++, term++) {
      for (int k = 0; k < 2; k++) {
        sum[k] += Math.sin(state[i]) * coefficients.get(term, k) * mask.get(term, k);
      }
    }
    return sum;
  }

  /** The loss of samples {@code [sample][derivative][component]}. */
  double loss(double[][][] samples, LossWeights weights) {
    double reconstruction = 0;
    double motion = 0;
    double latentMotion = 0;
    int features = samples[0][0].length;
    for (double[][] x : samples) {
      double[][] z = encode(x);
      double[] predicted = model(z);
      for (int i = 0; i < 2; i++) {
        latentMotion += square(z[order][i] - predicted[i]) / 2;
      }
      double[][] modelled = {z[0], order == 1 ? predicted : z[1], predicted};
      double[][] decoded = network("decoder", modelled);
      for (int i = 0; i < features; i++) {
        reconstruction += square(x[0][i] - decoded[0][i]) / features;
        motion += square(x[order][i] - decoded[order][i]) / features;
      }
    }
    Tensor coefficients = parameters.get("coefficients");
    double size = 0;
    for (long k = 0; k < coefficients.count(); k++) {
      size += Math.abs(coefficients.getFlat(k)) / coefficients.count();
    }
    return (weights.reconstruction() * reconstruction
                + weights.motion() * motion
                + weights.latentMotion() * latentMotion)
            / samples.length
        + weights.sparsity() * size;
  }

  private static double square(double a) {
    return a * a;
  }
}
