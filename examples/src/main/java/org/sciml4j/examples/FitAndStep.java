package org.sciml4j.examples;

import static org.sciml4j.core.stencil.BoundaryMode.PERIODIC;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldFile;
import org.sciml4j.operators.Grid;
import org.sciml4j.operators.StencilOperator;
import org.sciml4j.operators.fit.StencilFit;

/** Finds the operator in a file of simulation output and continues the simulation with it. */
public final class FitAndStep {
  private FitAndStep() {}

  /** Fits {@code heat-2d.nc}, then repeats the run it came from with the stencil found. */
  public static void run(Path heat, PrintStream out) {
    try (FieldFile file = FieldFile.open(heat);
        Tensor stored = file.field("T").read()) {
      StencilFit fit =
          StencilFit.timeDerivativeOf(file.field("T")).size(3).boundary(PERIODIC).fit();
      out.println(fit);

      Grid grid = Grid.of(0.5, PERIODIC, stored.size(1), stored.size(2));
      StencilOperator conduction = fit.stencil().on(grid);
      try (Tensor now = stored.at(0).copy();
          Tensor next = now.copy()) {
        Tensor u = now;
        Tensor v = next;
        for (long frame = 1; frame < stored.size(0); frame++) {
          conduction.step(1, u, fit.timeStep(), v);
          Tensor swap = u;
          u = v;
          v = swap;
        }
        double error = largestDifference(u, stored.at(stored.size(0) - 1));
        out.printf(
            Locale.ROOT,
            "after %d steps the run differs from the file by less than 1e-8 K: %b%n",
            stored.size(0) - 1,
            error < 1e-8);
      }
    }
  }

  private static double largestDifference(Tensor a, Tensor b) {
    double largest = 0;
    for (long i = 0; i < a.count(); i++) {
      largest = Math.max(largest, Math.abs(a.getFlat(i) - b.getFlat(i)));
    }
    return largest;
  }

  /** Runs on the file named, or {@code examples/data/heat-2d.nc}. */
  public static void main(String[] arguments) {
    run(Path.of(arguments.length > 0 ? arguments[0] : "examples/data/heat-2d.nc"), System.out);
  }
}
