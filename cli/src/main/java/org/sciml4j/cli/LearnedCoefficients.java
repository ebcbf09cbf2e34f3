package org.sciml4j.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.discretization.EquationForm;
import org.sciml4j.pde.discretization.FluxForm;
import org.sciml4j.pde.discretization.LearnedStencil;
import org.sciml4j.pde.model.LearnedFdDesign;

/** Prints what coefficients a learned discretisation chooses, beside the standard ones. */
record LearnedCoefficients(LearnedFdDesign design, Parameters parameters) {
  void print(Optional<StateInput.Frame> frame, PrintWriter print) {
    EquationForm form = design.form();
    print.println(design.parsed());
    print.println();
    print.printf(
        Locale.ROOT,
        "%s; coefficients by a network of %d layers of %d channels, %,d parameters%n",
        form.rate() instanceof FluxForm
            ? "by fluxes: what leaves a cell enters the next"
            : "at points",
        design.layers(),
        design.channels(),
        parameters.count());
    double[] mean =
        design.normalization().mean().stream().mapToDouble(Double::doubleValue).toArray();
    long[] shape = new long[1 + design.grid().dims()];
    Arrays.fill(shape, uniformPoints());
    shape[0] = mean.length;
    double[] uniform = new double[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
    Arrays.setAll(uniform, i -> mean[i / (uniform.length / mean.length)]);
    List<double[][]> still = coefficients(form, uniform, shape);
    Optional<List<double[][]>> seen =
        frame.map(one -> coefficients(form, one.values(), one.shape()));
    for (int s = 0; s < form.names().size(); s++) {
      print.println();
      LearnedStencil stencil = form.stencils().stencils().get(s);
      print.println(
          form.names().get(s)
              + ", in units of the grid"
              + (stencil.constraints().free() == 0 ? ", nothing left to learn" : ""));
      row(
          print,
          "nodes",
          stencil.constraints().nodes().stream().mapToDouble(x -> x.doubleValue()).toArray());
      row(print, "standard", stencil.standard().stream().mapToDouble(x -> x).toArray());
      double[][] at = still.get(s);
      int middle = at[0].length / 2;
      row(print, "at the mean", Arrays.stream(at).mapToDouble(node -> node[middle]).toArray());
      if (seen.isPresent()) {
        double[][] all = seen.get().get(s);
        row(print, "mean", Arrays.stream(all).mapToDouble(LearnedCoefficients::mean).toArray());
        row(
            print,
            "least",
            Arrays.stream(all).mapToDouble(n -> Arrays.stream(n).min().orElse(0)).toArray());
        row(
            print,
            "most",
            Arrays.stream(all).mapToDouble(n -> Arrays.stream(n).max().orElse(0)).toArray());
      }
    }
    frame.ifPresent(
        one -> {
          print.println();
          print.println("mean, least and most over the points of " + one.name());
        });
  }

  /** An odd number, so many that the middle of a uniform state sees no edge. */
  private int uniformPoints() {
    int reach = (design.layers() + 1) * design.extent();
    return 2 * reach + 1;
  }

  private List<double[][]> coefficients(EquationForm form, double[] state, long... shape) {
    try (Tensor values = Tensor.of(state, shape)) {
      return form.coefficients(parameters, values);
    }
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static void row(PrintWriter print, String name, double... values) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-12s", name));
    for (double value : values) {
      line.append(String.format(Locale.ROOT, "%10.4f", value == 0 ? 0 : value));
    }
    print.println(line);
  }
}
