package org.sciml4j.examples;

import static org.sciml4j.core.field.AxisKind.TIME;
import static org.sciml4j.core.field.AxisKind.X;
import static org.sciml4j.core.tensor.DType.F64;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;

/**
 * Makes {@code waves-1d.nc}: a closed string on an elastic bed (the Klein-Gordon equation), u_tt =
 * c² u_xx - ω₀² u, solved exactly as a sum of waves that run both ways,
 *
 * <pre>
 * u = sum Re û exp(i (k x ∓ ω t)),   ω² = c² k² + ω₀²,   u_tt likewise with -ω² û
 * </pre>
 *
 * A stencil fitted from u to u_tt has the zeroth moment -ω₀² and the second moment c²: two physical
 * constants from one kernel. Waves of different length run at different speeds (they disperse).
 */
public final class WavesOnString {
  /** c, in m s-1. */
  public static final double SPEED = 2;

  /** ω₀, in s-1. */
  public static final double CUTOFF = 3;

  /** h, in m. */
  public static final double SPACING = 0.125;

  private static final double TIME_STEP = 0.0625;
  private static final int N = 128;
  private static final int FRAMES = 160;
  private static final double STEEPNESS = 4;

  private WavesOnString() {}

  /** Writes the file, replacing one that is there. */
  public static void write(Path file) {
    FieldWriter writer =
        SampleFile.at(file, "Waves on a closed string on an elastic bed", "WavesOnString")
            .attribute("wave_speed", SPEED)
            .attribute("wave_speed_units", "m s-1")
            .attribute("cutoff_frequency", CUTOFF)
            .attribute("cutoff_frequency_units", "s-1")
            .attribute("scheme", "sum of Fourier modes, exact in space and time, periodic")
            .axis(Axis.uniform("time", TIME, SampleFile.SECONDS, FRAMES, 0, TIME_STEP))
            .axis(Axis.uniform("x", X, "m", N, 0, SPACING))
            .unlimited("time")
            .variable("u", "m", F64, "time", "x")
            .attribute("u", "long_name", "displacement")
            .variable("utt", "m s-2", F64, "time", "x")
            .attribute("utt", "long_name", "acceleration, second time derivative of u");
    List<PlaneWave> start = start();
    try (FieldOutput output = writer.open()) {
      for (int frame = 0; frame < FRAMES; frame++) {
        double t = frame * TIME_STEP;
        List<PlaneWave> now =
            start.stream().map(wave -> wave.times(Complex.polar(1, -frequency(wave) * t))).toList();
        List<PlaneWave> acceleration =
            now.stream().map(wave -> wave.times(new Complex(-square(frequency(wave)), 0))).toList();
        output.append("u", PlaneWave.sum(now, 1, N).reshape(N));
        output.append("utt", PlaneWave.sum(acceleration, 1, N).reshape(N));
      }
      output.commit();
    }
  }

  /** Waves that run to the right (q > 0) and to the left (q < 0), with random phases. */
  private static List<PlaneWave> start() {
    RandomKey phases = RandomKey.of(1747);
    List<PlaneWave> waves = new ArrayList<>();
    for (int q = 1 - N / 2; q < N / 2; q++) {
      double amplitude = q == 0 ? 0 : 0.01 * StrictMath.pow(Math.abs(q), -STEEPNESS);
      double phase = 2 * Math.PI * phases.uniform(q + N);
      waves.add(new PlaneWave(0, q, Complex.polar(amplitude, phase)));
    }
    return waves;
  }

  /** ω. */
  private static double frequency(PlaneWave wave) {
    double k = 2 * Math.PI * wave.q() / (N * SPACING);
    return Math.sqrt(square(SPEED * k) + square(CUTOFF));
  }

  private static double square(double x) {
    return x * x;
  }

  /** Writes {@code waves-1d.nc} into the folder named, or the present one. */
  public static void main(String[] arguments) {
    write(SampleFile.in(arguments, "waves-1d.nc"));
  }
}
