package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.Map;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;

/** Heat on a periodic line that forward Euler steps make, from noise. */
final class HeatFile {
  static final int FRAMES = 25;
  static final int POINTS = 24;
  static final double NU = 0.3;
  static final double DT = 0.2;
  static final double DX = 0.5;

  private HeatFile() {}

  /** Of {@code u} with the diffusivity {@link #NU}. */
  static Path write(Path file) {
    return write(file, DT, DX, Map.of("u", new double[] {NU, 1}));
  }

  /**
   * Heat equations of their own diffusivity and size, always made with {@link #DT} and {@link #DX}.
   *
   * @param dt that the file tells
   * @param dx that the file tells
   */
  static Path write(Path file, double dt, double dx, Map<String, double[]> fields) {
    FieldWriter writer =
        FieldWriter.netcdf(file)
            .axis(Axis.uniform("time", AxisKind.TIME, "s", FRAMES, 0, dt))
            .axis(Axis.uniform("x", AxisKind.X, "m", POINTS, 0, dx));
    fields.keySet().forEach(field -> writer.variable(field, "K", DType.F64, "time", "x"));
    try (FieldOutput output = writer.open()) {
      fields.forEach(
          (field, numbers) -> {
            try (Tensor u = heat(field.charAt(0), numbers[0], numbers[1])) {
              output.write(field, u);
            }
          });
      output.commit();
    }
    return file;
  }

  /** {@code [FRAMES, POINTS]}, the caller's. */
  static Tensor heat(int seed, double nu, double size) {
    double r = nu * DT / (DX * DX);
    Tensor u = Tensor.zeros(DType.F64, FRAMES, POINTS);
    for (int i = 0; i < POINTS; i++) {
      u.set(size * RandomKey.of(seed).normal(i), 0, i);
    }
    for (int n = 1; n < FRAMES; n++) {
      for (int i = 0; i < POINTS; i++) {
        double left = u.get(n - 1, (i + POINTS - 1) % POINTS);
        double right = u.get(n - 1, (i + 1) % POINTS);
        double here = u.get(n - 1, i);
        u.set(here + r * (left - 2 * here + right), n, i);
      }
    }
    return u;
  }
}
