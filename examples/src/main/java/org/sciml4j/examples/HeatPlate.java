package org.sciml4j.examples;

import static org.sciml4j.core.field.AxisKind.TIME;
import static org.sciml4j.core.field.AxisKind.X;
import static org.sciml4j.core.field.AxisKind.Y;
import static org.sciml4j.core.tensor.DType.F64;

import java.nio.file.Path;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;

/**
 * Makes {@code heat-2d.nc}: a periodic plate, T_t = κ (T_xx + T_yy), by the explicit scheme
 *
 * <pre>
 * T[n+1] = T[n] + κ Δt/h² (T[i-1,j] + T[i+1,j] + T[i,j-1] + T[i,j+1] - 4 T[i,j])
 * </pre>
 *
 * Every step is stored, so a fit of the forward difference in time finds κ/h² times the 5-point
 * Laplacian but for rounding. The start is rough, so that the data determine every coefficient.
 */
public final class HeatPlate {
  /** κ, in m2 s-1. */
  public static final double DIFFUSIVITY = 0.1;

  /** h, in m. */
  public static final double SPACING = 0.5;

  /** Δt, in s; κ Δt/h² = 0.2 is below the limit of 1/4. */
  public static final double TIME_STEP = 0.5;

  private static final int NY = 60;
  private static final int NX = 72;
  private static final int FRAMES = 24;

  private HeatPlate() {}

  /** Writes the file, replacing one that is there. */
  public static void write(Path file) {
    FieldWriter writer =
        SampleFile.at(file, "Heat conduction in a periodic plate", "HeatPlate")
            .attribute("diffusivity", DIFFUSIVITY)
            .attribute("diffusivity_units", "m2 s-1")
            .attribute("scheme", "forward Euler in time, 5-point Laplacian, periodic, every step")
            .axis(Axis.uniform("time", TIME, SampleFile.SECONDS, FRAMES, 0, TIME_STEP))
            .axis(Axis.uniform("y", Y, "m", NY, 0, SPACING))
            .axis(Axis.uniform("x", X, "m", NX, 0, SPACING))
            .unlimited("time")
            .variable("T", "K", F64, "time", "y", "x")
            .attribute("T", "long_name", "temperature");
    try (FieldOutput output = writer.open()) {
      double[] temperature = start();
      for (int frame = 0; frame < FRAMES; frame++) {
        output.append("T", Tensor.wrap(temperature, NY, NX));
        temperature = step(temperature);
      }
      output.commit();
    }
  }

  /** A warm and a cold spot on a plate at 300 K, and 5 K of white noise. */
  private static double[] start() {
    RandomKey noise = RandomKey.of(1822);
    double[] temperature = new double[NY * NX];
    for (int i = 0; i < NY; i++) {
      for (int j = 0; j < NX; j++) {
        temperature[i * NX + j] =
            300
                + 40 * spot(i - 20, j - 24, 6)
                - 30 * spot(i - 42, j - 50, 9)
                + 5 * noise.normal(i * NX + j);
      }
    }
    return temperature;
  }

  private static double spot(double i, double j, double width) {
    return StrictMath.exp(-(i * i + j * j) / (2 * width * width));
  }

  private static double[] step(double[] t) {
    double r = DIFFUSIVITY * TIME_STEP / (SPACING * SPACING);
    double[] next = new double[t.length];
    for (int i = 0; i < NY; i++) {
      int north = (i + 1) % NY * NX;
      int south = (i + NY - 1) % NY * NX;
      for (int j = 0; j < NX; j++) {
        int here = i * NX + j;
        double east = t[i * NX + (j + 1) % NX];
        double west = t[i * NX + (j + NX - 1) % NX];
        next[here] = t[here] + r * (t[north + j] + t[south + j] + east + west - 4 * t[here]);
      }
    }
    return next;
  }

  /** Writes {@code heat-2d.nc} into the folder named, or the present one. */
  public static void main(String[] arguments) {
    write(SampleFile.in(arguments, "heat-2d.nc"));
  }
}
