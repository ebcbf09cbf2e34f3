package org.sciml4j.examples;

import static org.sciml4j.core.field.AxisKind.TIME;
import static org.sciml4j.core.field.AxisKind.X;
import static org.sciml4j.core.field.AxisKind.Y;
import static org.sciml4j.core.tensor.DType.F64;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;

/**
 * Makes {@code advection-diffusion-2d.nc}: c_t = -a c_x - b c_y + κ (c_xx + c_yy), solved exactly
 * as a sum of plane waves, each multiplied by its integrating factor
 *
 * <pre>
 * c = sum Re ĉ exp(i (k x + l y)) exp(λ t),   λ = -i (a k + b l) - κ (k² + l²),   c_t likewise with λ ĉ
 * </pre>
 *
 * No stencil is exact here. The amplitudes |ĉ| = |k|^-4.75 up to the grid's shortest waves are what
 * a smooth flow has, and yet excite every coefficient of a 5x5 stencil: its fitted second moment
 * comes within 0.01 % of κ.
 */
public final class AdvectedTracer {
  /** κ, in m2 s-1. */
  public static final double DIFFUSIVITY = 0.05;

  /** Velocity along x, in m s-1. */
  public static final double VELOCITY_X = 0.3;

  /** Velocity along y, in m s-1. */
  public static final double VELOCITY_Y = 0.2;

  /** h, in m. */
  public static final double SPACING = 1;

  private static final double TIME_STEP = 0.125;
  private static final int N = 72;
  private static final int FRAMES = 10;
  private static final double STEEPNESS = 4.75;

  private AdvectedTracer() {}

  /** Writes the file, replacing one that is there. */
  public static void write(Path file) {
    FieldWriter writer =
        SampleFile.at(file, "A tracer carried by a uniform flow", "AdvectedTracer")
            .attribute("diffusivity", DIFFUSIVITY)
            .attribute("diffusivity_units", "m2 s-1")
            .attribute("velocity_x", VELOCITY_X)
            .attribute("velocity_y", VELOCITY_Y)
            .attribute("velocity_units", "m s-1")
            .attribute("scheme", "sum of Fourier modes, exact in space and time, periodic")
            .axis(Axis.uniform("time", TIME, SampleFile.SECONDS, FRAMES, 0, TIME_STEP))
            .axis(Axis.uniform("y", Y, "m", N, 0, SPACING))
            .axis(Axis.uniform("x", X, "m", N, 0, SPACING))
            .unlimited("time")
            .variable("c", "kg m-3", F64, "time", "y", "x")
            .attribute("c", "long_name", "tracer concentration, departure from its mean")
            .variable("dcdt", "kg m-3 s-1", F64, "time", "y", "x")
            .attribute("dcdt", "long_name", "time derivative of the tracer concentration");
    List<PlaneWave> start = start();
    try (FieldOutput output = writer.open()) {
      for (int frame = 0; frame < FRAMES; frame++) {
        double t = frame * TIME_STEP;
        List<PlaneWave> now = start.stream().map(wave -> wave.times(growth(wave, t))).toList();
        List<PlaneWave> rate = now.stream().map(wave -> wave.times(rate(wave))).toList();
        output.append("c", PlaneWave.sum(now, N, N));
        output.append("dcdt", PlaneWave.sum(rate, N, N));
      }
      output.commit();
    }
  }

  /** Half of the wave vectors (the others follow as the field is real), with random phases. */
  private static List<PlaneWave> start() {
    RandomKey phases = RandomKey.of(1855);
    int most = N / 2 - 1;
    int width = 2 * most + 1;
    return IntStream.range(0, width * width)
        .filter(i -> i > width * width / 2)
        .mapToObj(
            i -> {
              int p = i / width - most;
              int q = i % width - most;
              double amplitude = StrictMath.pow(Math.sqrt(p * p + q * q), -STEEPNESS);
              return new PlaneWave(p, q, Complex.polar(amplitude, 2 * Math.PI * phases.uniform(i)));
            })
        .toList();
  }

  /** λ. */
  private static Complex rate(PlaneWave wave) {
    double k = 2 * Math.PI * wave.q() / (N * SPACING);
    double l = 2 * Math.PI * wave.p() / (N * SPACING);
    return new Complex(-DIFFUSIVITY * (k * k + l * l), -(VELOCITY_X * k + VELOCITY_Y * l));
  }

  /** exp(λ t). */
  private static Complex growth(PlaneWave wave, double t) {
    Complex rate = rate(wave);
    return Complex.polar(StrictMath.exp(rate.re() * t), rate.im() * t);
  }

  /** Writes {@code advection-diffusion-2d.nc} into the folder named, or the present one. */
  public static void main(String[] arguments) {
    write(SampleFile.in(arguments, "advection-diffusion-2d.nc"));
  }
}
