package org.sciml4j.validation.autoencoder;

import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

/**
 * Lorenz' system in 128 dimensions: {@code x = Σ_i P_i(y) z_i + P_{i+3}(y) z_i³}, {@code i = 0, 1,
 * 2}, with Legendre polynomials P at 128 points y of [-1, 1] and z the solution over 40; σ = 10, ρ
 * = 28, β = 8/3, 250 times 0, 0.02, ... from each initial state, uniform in ±36, ±48, 25 ± 41;
 * normal noise of 1e-6 on x and ẋ.
 */
public final class LorenzData {
  /** Extent of x. */
  public static final int DIMENSION = 128;

  /** Samples of an initial state. */
  public static final int TIMES = 250;

  private static final double STEP = 0.02;
  private static final double SCALE = 1.0 / 40;
  private static final double NOISE = 1e-6;
  private static final double TOLERANCE = 1e-10;

  private LorenzData() {}

  /** x and ẋ {@code [250 initial states, 128]}, trajectory after trajectory. */
  public static Samples of(int initialStates, RandomKey key, DType dtype) {
    double[][] modes = modes();
    Samples samples = Samples.zeros(dtype, 2, (long) initialStates * TIMES, DIMENSION);
    double[] z = new double[3];
    double[] velocity = new double[3];
    DormandPrince853Integrator integrator =
        new DormandPrince853Integrator(1e-12, 1, TOLERANCE, TOLERANCE);
    Lorenz lorenz = new Lorenz();
    for (int trajectory = 0; trajectory < initialStates; trajectory++) {
      double[] state = {
        36 * (2 * key.uniform(3L * trajectory) - 1),
        48 * (2 * key.uniform(3L * trajectory + 1) - 1),
        25 + 41 * (2 * key.uniform(3L * trajectory + 2) - 1)
      };
      for (int t = 0; t < TIMES; t++) {
        if (t > 0) {
          state =
              integrator
                  .integrate(lorenz, new ODEState((t - 1) * STEP, state), t * STEP)
                  .getPrimaryState();
        }
        double[] rate = lorenz.computeDerivatives(0, state);
        for (int i = 0; i < 3; i++) {
          z[i] = SCALE * state[i];
          velocity[i] = SCALE * rate[i];
        }
        lift(modes, z, velocity, samples, (long) trajectory * TIMES + t);
      }
    }
    return samples.noisy(NOISE, key.child(1));
  }

  private static void lift(
      double[][] modes, double[] z, double[] velocity, Samples samples, long row) {
    for (int y = 0; y < DIMENSION; y++) {
      double x = 0;
      double rate = 0;
      for (int i = 0; i < 3; i++) {
        x += modes[i][y] * z[i] + modes[i + 3][y] * z[i] * z[i] * z[i];
        rate += (modes[i][y] + 3 * modes[i + 3][y] * z[i] * z[i]) * velocity[i];
      }
      samples.tensors().get(0).setFlat(row * DIMENSION + y, x);
      samples.tensors().get(1).setFlat(row * DIMENSION + y, rate);
    }
  }

  /** Legendre polynomials P_0 to P_5 at the points, by Bonnet's recursion. */
  private static double[][] modes() {
    double[][] modes = new double[6][DIMENSION];
    for (int j = 0; j < DIMENSION; j++) {
      double y = -1 + 2.0 * j / (DIMENSION - 1);
      modes[0][j] = 1;
      modes[1][j] = y;
      for (int n = 1; n < 5; n++) {
        modes[n + 1][j] = ((2 * n + 1) * y * modes[n][j] - n * modes[n - 1][j]) / (n + 1);
      }
    }
    return modes;
  }

  private record Lorenz() implements OrdinaryDifferentialEquation {
    @Override
    public int getDimension() {
      return 3;
    }

    @Override
    public double[] computeDerivatives(double t, double[] s) {
      return new double[] {
        10 * (s[1] - s[0]), s[0] * (28 - s[2]) - s[1], s[0] * s[1] - 8.0 / 3 * s[2]
      };
    }
  }
}
