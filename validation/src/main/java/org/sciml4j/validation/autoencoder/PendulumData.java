package org.sciml4j.validation.autoencoder;

import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

/**
 * A pendulum's video: {@code z̈ = -sin z}, frames of 51x51 points on [-1.5, 1.5]² of {@code exp(-‖p
 * - c‖²/0.05)} around {@code c = (cos(z - π/2), sin(z - π/2))}, 500 times 0, 0.02, ... from initial
 * states uniform in [-π, π] and [-2.1, 2.1] of energy {@code |ż²/2 - cos z| <= 0.99}.
 */
public final class PendulumData {
  /** Points along an edge of a frame. */
  public static final int EDGE = 51;

  /** Frames of an initial state. */
  public static final int TIMES = 500;

  private static final double STEP = 0.02;
  private static final double WIDTH = 0.05;
  private static final double ENERGY = 0.99;
  private static final double TOLERANCE = 1e-10;

  private PendulumData() {}

  /** x, ẋ and ẍ {@code [500 initial states, 2601]}, trajectory after trajectory. */
  public static Samples of(int initialStates, RandomKey key, DType dtype) {
    Samples samples = Samples.zeros(dtype, 3, (long) initialStates * TIMES, EDGE * EDGE);
    DormandPrince853Integrator integrator =
        new DormandPrince853Integrator(1e-12, 1, TOLERANCE, TOLERANCE);
    long draw = 0;
    for (int trajectory = 0; trajectory < initialStates; trajectory++) {
      double[] state;
      do {
        state =
            new double[] {
              Math.PI * (2 * key.uniform(draw) - 1), 2.1 * (2 * key.uniform(draw + 1) - 1)
            };
        draw += 2;
      } while (Math.abs(state[1] * state[1] / 2 - Math.cos(state[0])) > ENERGY);
      for (int t = 0; t < TIMES; t++) {
        if (t > 0) {
          state =
              integrator
                  .integrate(new Pendulum(), new ODEState((t - 1) * STEP, state), t * STEP)
                  .getPrimaryState();
        }
        draw(state[0], state[1], samples, (long) trajectory * TIMES + t);
      }
    }
    return samples;
  }

  /** With {@code q = ‖p - c‖²}: {@code ẋ = -q̇ x / w} and {@code ẍ = (q̇²/w² - q̈/w) x}. */
  private static void draw(double angle, double velocity, Samples samples, long frame) {
    double acceleration = -Math.sin(angle);
    double centre1 = Math.sin(angle);
    double centre2 = -Math.cos(angle);
    for (int i = 0; i < EDGE; i++) {
      for (int j = 0; j < EDGE; j++) {
        double p1 = -1.5 + 3.0 * i / (EDGE - 1);
        double p2 = -1.5 + 3.0 * j / (EDGE - 1);
        double d1 = p1 - centre1;
        double d2 = p2 - centre2;
        double along = -2 * (p1 * -centre2 + p2 * centre1);
        double curve = -2 * (p1 * -centre1 + p2 * -centre2);
        double rate = along * velocity;
        double change = curve * velocity * velocity + along * acceleration;
        double x = Math.exp(-(d1 * d1 + d2 * d2) / WIDTH);
        long at = (frame * EDGE + i) * EDGE + j;
        samples.tensors().get(0).setFlat(at, x);
        samples.tensors().get(1).setFlat(at, -rate / WIDTH * x);
        samples.tensors().get(2).setFlat(at, (rate * rate / (WIDTH * WIDTH) - change / WIDTH) * x);
      }
    }
  }

  private record Pendulum() implements OrdinaryDifferentialEquation {
    @Override
    public int getDimension() {
      return 2;
    }

    @Override
    public double[] computeDerivatives(double t, double[] s) {
      return new double[] {s[1], -Math.sin(s[0])};
    }
  }
}
