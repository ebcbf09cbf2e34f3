package org.sciml4j.examples;

import static org.sciml4j.core.field.AxisKind.TIME;
import static org.sciml4j.core.field.AxisKind.X;
import static org.sciml4j.core.field.AxisKind.Y;
import static org.sciml4j.core.field.AxisKind.Z;
import static org.sciml4j.core.tensor.DType.F64;

import java.nio.file.Path;
import java.util.Arrays;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;

/**
 * Makes {@code heat-3d.nc}: a periodic block, T_t = κ ∇²T, by forward Euler steps of the 7-point
 * Laplacian, every step stored. It starts from white noise about 300 K.
 */
public final class HeatBlock {
  /** κ, in m2 s-1. */
  public static final double DIFFUSIVITY = 0.05;

  /** h, in m, along all axes. */
  public static final double SPACING = 0.25;

  /** Δt, in s; κ Δt/h² = 0.1 is below the limit of 1/6. */
  public static final double TIME_STEP = 0.125;

  private static final int NZ = 18;
  private static final int NY = 20;
  private static final int NX = 24;
  private static final int FRAMES = 12;

  private HeatBlock() {}

  /** Writes the file, replacing one that is there. */
  public static void write(Path file) {
    FieldWriter writer =
        SampleFile.at(file, "Heat conduction in a periodic block", "HeatBlock")
            .attribute("diffusivity", DIFFUSIVITY)
            .attribute("diffusivity_units", "m2 s-1")
            .attribute("scheme", "forward Euler in time, 7-point Laplacian, periodic, every step")
            .axis(Axis.uniform("time", TIME, SampleFile.SECONDS, FRAMES, 0, TIME_STEP))
            .axis(Axis.uniform("z", Z, "m", NZ, 0, SPACING))
            .axis(Axis.uniform("y", Y, "m", NY, 0, SPACING))
            .axis(Axis.uniform("x", X, "m", NX, 0, SPACING))
            .unlimited("time")
            .variable("T", "K", F64, "time", "z", "y", "x")
            .attribute("T", "long_name", "temperature");
    try (FieldOutput output = writer.open()) {
      RandomKey noise = RandomKey.of(1807);
      double[] temperature = new double[NZ * NY * NX];
      Arrays.setAll(temperature, i -> 300 + 10 * noise.normal(i));
      for (int frame = 0; frame < FRAMES; frame++) {
        output.append("T", Tensor.wrap(temperature, NZ, NY, NX));
        temperature = step(temperature);
      }
      output.commit();
    }
  }

  private static double[] step(double[] t) {
    double r = DIFFUSIVITY * TIME_STEP / (SPACING * SPACING);
    double[] next = new double[t.length];
    for (int k = 0; k < NZ; k++) {
      for (int i = 0; i < NY; i++) {
        for (int j = 0; j < NX; j++) {
          double neighbours =
              t[at(k - 1, i, j)]
                  + t[at(k + 1, i, j)]
                  + t[at(k, i - 1, j)]
                  + t[at(k, i + 1, j)]
                  + t[at(k, i, j - 1)]
                  + t[at(k, i, j + 1)];
          int here = at(k, i, j);
          next[here] = t[here] + r * (neighbours - 6 * t[here]);
        }
      }
    }
    return next;
  }

  private static int at(int k, int i, int j) {
    return ((k + NZ) % NZ * NY + (i + NY) % NY) * NX + (j + NX) % NX;
  }

  /** Writes {@code heat-3d.nc} into the folder named, or the present one. */
  public static void main(String[] arguments) {
    write(SampleFile.in(arguments, "heat-3d.nc"));
  }
}
