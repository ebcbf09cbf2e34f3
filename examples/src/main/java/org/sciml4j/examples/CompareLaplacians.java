package org.sciml4j.examples;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.analysis.TimeScheme;
import org.sciml4j.operators.classical.ClassicalStencils;

/**
 * Which Laplacian for the heat equation? The step each allows, how exact each is for a wave of
 * eight grid points, and how much the answer depends on the wave's direction.
 */
public final class CompareLaplacians {
  private CompareLaplacians() {}

  /** Prints the comparison for a diffusivity of 0.1 m²/s on a grid of half a metre. */
  public static void run(PrintStream out) {
    double kappa = 0.1;
    double h = 0.5;
    double k = 2 * Math.PI / (8 * h);
    out.println("stencil                      order  Euler dt  RK4 dt  decay error  anisotropy");
    for (String name :
        List.of(
            "laplacian-5-point",
            "laplacian-9-point",
            "laplacian-oono-puri",
            "laplacian-9-point-fem",
            "laplacian-9-point-cross")) {
      Stencil stencil = ClassicalStencils.named(name, 2).on(h, h).times(kappa);
      double exact = -kappa * k * k;
      out.printf(
          Locale.ROOT,
          "%-27s  %5d  %6.3f s %6.3f s  %9.2f %%  %8.2f %%%n",
          name,
          stencil.accuracy().order().orElseThrow(),
          stencil.largestStableStep(TimeScheme.FORWARD_EULER).step(),
          stencil.largestStableStep(TimeScheme.RK4).step(),
          100 * (stencil.symbol().at(0, k).getReal() / exact - 1),
          100 * stencil.symbol().isotropyError(k));
    }
  }

  /** Prints the comparison. */
  public static void main(String[] arguments) {
    run(System.out);
  }
}
