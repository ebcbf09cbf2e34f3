package org.sciml4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;

/**
 * Makes {@code lorenz.csv}: one trajectory of
 *
 * <pre>
 * E. N. Lorenz, Deterministic nonperiodic flow, J. Atmos. Sci. 20 (1963) 130-141,
 * x' = σ (y - x),  y' = x (ρ - z) - y,  z' = x y - β z,   σ = 10, ρ = 28, β = 8/3
 * </pre>
 *
 * from (-8, 8, 27), a sample every 0.002, solved to a tolerance of 1e-12.
 */
public final class LorenzTrajectory {
  private static final double TIME_STEP = 0.002;
  private static final int SAMPLES = 5000;
  private static final double TOLERANCE = 1e-12;

  private LorenzTrajectory() {}

  /** Writes times and states as a table with a line of names. */
  public static void write(Path file) throws IOException {
    var integrator = new DormandPrince853Integrator(1e-8, 0.1, TOLERANCE, TOLERANCE);
    OrdinaryDifferentialEquation lorenz =
        new OrdinaryDifferentialEquation() {
          @Override
          public int getDimension() {
            return 3;
          }

          @Override
          public double[] computeDerivatives(double t, double[] u) {
            return new double[] {
              10 * (u[1] - u[0]), u[0] * (28 - u[2]) - u[1], u[0] * u[1] - 8.0 / 3 * u[2]
            };
          }
        };
    StringBuilder table = new StringBuilder("t,x,y,z\n");
    double[] u = {-8, 8, 27};
    for (int i = 0; i < SAMPLES; i++) {
      table.append(
          String.format(Locale.ROOT, "%.3f,%.9f,%.9f,%.9f%n", i * TIME_STEP, u[0], u[1], u[2]));
      u =
          integrator
              .integrate(lorenz, new ODEState(i * TIME_STEP, u), (i + 1) * TIME_STEP)
              .getPrimaryState();
    }
    Files.writeString(file, table.toString().replace("\r\n", "\n"));
  }
}
