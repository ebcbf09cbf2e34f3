package org.sciml4j.examples;

import static org.sciml4j.core.field.AxisKind.OTHER;
import static org.sciml4j.core.field.AxisKind.X;
import static org.sciml4j.core.field.AxisKind.Y;
import static org.sciml4j.core.tensor.DType.F32;
import static org.sciml4j.core.tensor.DType.F64;

import java.nio.file.Path;
import java.util.Arrays;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.validation.solver.LippmannSchwingerConductivity;

/**
 * Makes {@code composite-2d.nc}: periodic cells of two phases strewn at random, of which one
 * conducts heat one and a half times as well, and the temperature gradient in them under a mean
 * gradient of 1 along x, by the Fourier method of Moulinec and Suquet (1998).
 */
public final class TwoPhaseComposite {
  /** Conductivity of phase 1 in parts of that of phase 0. */
  public static final double CONTRAST = 1.5;

  private static final int SAMPLES = 40;
  private static final int N = 21;

  private TwoPhaseComposite() {}

  /** Writes the file, replacing one that is there. */
  public static void write(Path file) {
    LippmannSchwingerConductivity cell = new LippmannSchwingerConductivity(N, N);
    try (Tensor phases = Tensor.zeros(F64, SAMPLES, N, N);
        Tensor gradients = Tensor.zeros(F64, SAMPLES, N, N);
        FieldOutput output =
            SampleFile.at(file, "Heat conduction in composites", "TwoPhaseComposite")
                .attribute("contrast", CONTRAST)
                .attribute("scheme", "Lippmann-Schwinger iteration by Fourier modes, periodic")
                .axis(Axis.numbered("sample", OTHER, SAMPLES))
                .axis(Axis.uniform("y", Y, "mm", N, 0, 1))
                .axis(Axis.uniform("x", X, "mm", N, 0, 1))
                .variable("phase", "1", F32, "sample", "y", "x")
                .attribute("phase", "long_name", "number of the phase")
                .variable("gradient", "K mm-1", F32, "sample", "y", "x")
                .attribute("gradient", "long_name", "temperature gradient along x")
                .open()) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        double[] phase = phases(RandomKey.of(1998).child(sample));
        double[] conductivity =
            Arrays.stream(phase).map(number -> number == 0 ? 1 : CONTRAST).toArray();
        double[] gradient = cell.gradient(conductivity, 0, 1)[1];
        phases.at(sample).copyFrom(Tensor.wrap(phase, N, N));
        gradients.at(sample).copyFrom(Tensor.wrap(gradient, N, N));
      }
      output.write("phase", phases);
      output.write("gradient", gradients);
      output.commit();
    }
  }

  /** Points of phase 1 with a probability between a fifth and four fifths. */
  private static double[] phases(RandomKey key) {
    double part = 0.2 + 0.6 * key.child(0).uniform(0);
    double[] phases = new double[N * N];
    Arrays.setAll(phases, i -> key.child(1).uniform(i) < part ? 1 : 0);
    return phases;
  }

  /** Writes {@code composite-2d.nc} into the folder named, or the present one. */
  public static void main(String[] arguments) {
    write(SampleFile.in(arguments, "composite-2d.nc"));
  }
}
