package org.sciml4j.examples;

import static org.sciml4j.core.stencil.BoundaryMode.PERIODIC;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.io.FileField;
import org.sciml4j.operators.fit.Instrument;
import org.sciml4j.operators.fit.StencilFit;
import org.sciml4j.operators.fit.StencilFitProblem;

/**
 * Noise in a measured field makes least squares see more decay than there is. The fit notices; with
 * the field of an earlier time as instrument it gives the diffusivity without that error.
 */
public final class FitNoisyField {
  private FitNoisyField() {}

  /** Fits {@code heat-2d.nc} with noise added. */
  public static void run(Path heat, PrintStream out) {
    try (FieldFile file = FieldFile.open(heat)) {
      FileField exact = file.field("T");
      try (Tensor values = exact.read()) {
        RandomKey noise = RandomKey.of(7);
        for (long i = 0; i < values.count(); i++) {
          values.setFlat(i, values.getFlat(i) + 0.5 * noise.normal(i));
        }
        TensorField measured = new TensorField("T", exact.units(), exact.axes(), values);
        StencilFitProblem problem =
            StencilFit.timeDerivativeOf(measured).size(3).boundary(PERIODIC);

        StencilFit plain = problem.fit();
        out.println(plain.noise());
        print(out, "least squares", plain);
        print(out, "instrument   ", problem.instrument(Instrument.laggedInTime(1)).fit());
      }
    }
  }

  private static void print(PrintStream out, String method, StencilFit fit) {
    double kappa = fit.stencil().moments().get(0, 2);
    out.printf(Locale.ROOT, "%s: kappa = %.4f m2/s (true 0.1)%n", method, kappa);
  }

  /** Runs on the file named, or {@code examples/data/heat-2d.nc}. */
  public static void main(String[] arguments) {
    run(Path.of(arguments.length > 0 ? arguments[0] : "examples/data/heat-2d.nc"), System.out);
  }
}
