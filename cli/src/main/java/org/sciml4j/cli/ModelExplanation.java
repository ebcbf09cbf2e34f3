package org.sciml4j.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.AxisNames;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.pde.analysis.JacobianSpectrum;
import org.sciml4j.pde.analysis.LinearPart;
import org.sciml4j.pde.analysis.StepCheck;
import org.sciml4j.pde.model.EulerDesign;
import org.sciml4j.pde.model.LearnedFdDesign;
import org.sciml4j.pde.model.PdeNetDesign;
import org.sciml4j.pde.model.StateGrid;
import org.sciml4j.pde.model.StepDesign;
import org.sciml4j.pde.model.StepModel;
import org.sciml4j.pde.model.UNetDesign;
import org.sciml4j.pde.model.VaryingPdeNetDesign;
import org.sciml4j.pde.pdenet.IdentifiedEquation;
import org.sciml4j.pde.surrogate.Normalization;
import org.sciml4j.pde.symbolic.FieldPolynomial;

/**
 * What a trained time step stands for, as text.
 *
 * @param model the step
 * @param degree highest degree of a term of pdenet
 * @param smallest terms of pdenet below this fraction of the largest are left out
 * @param frame a state to look at too
 */
record ModelExplanation(
    StepModel model, int degree, double smallest, Optional<StateInput.Frame> frame) {
  /** Terms of a linear part up to second derivatives. */
  private static final int ORDER = 2;

  private static final double ROUNDING = 1e-6;

  void print(PrintWriter print) {
    StateGrid grid = model.design().grid();
    switch (model.design()) {
      case PdeNetDesign net ->
          equations(net, model.parameters(), degree, smallest).forEach(print::println);
      case VaryingPdeNetDesign _ ->
          CoefficientReport.of(model).orElseThrow().print(smallest, print);
      case EulerDesign net -> euler(net, print);
      case LearnedFdDesign net ->
          new LearnedCoefficients(net, model.parameters()).print(frame, print);
      case UNetDesign net -> unet(net, print);
    }
    frame.ifPresent(state -> at(state, print));
    print.println();
    print.println(
        "by steps of "
            + Decimal.of(grid.dt())
            + (scheme(model.design()).isEmpty() ? "" : ", scheme " + scheme(model.design()))
            + ", boundaries "
            + String.join(", ", grid.boundary()));
    model
        .mask()
        .ifPresent(
            mask ->
                print.printf(
                    Locale.ROOT,
                    "masked at %,d of %,d points, where nothing changes%n",
                    Arrays.stream(mask.toDoubles()).filter(x -> x != 1).count(),
                    mask.count()));
  }

  /** What a step does to a state and to disturbances of it. */
  private void at(StateInput.Frame state, PrintWriter print) {
    try (Tensor u = Tensor.of(state.values(), state.shape())) {
      StepCheck check = StepCheck.of(model.step(), model.parameters(), u);
      JacobianSpectrum spectrum = JacobianSpectrum.at(model.step(), model.parameters(), u);
      print.println();
      print.println("a step from " + state.name() + ":");
      for (int i = 0; i < model.design().grid().variables().size(); i++) {
        print.printf(
            Locale.ROOT,
            "  %s: sum changes by %.2g of the sum of magnitudes, range is left by %.2g of it%n",
            model.design().grid().variables().get(i),
            check.sumChange()[i],
            Math.max(0, Math.max(check.overshoot()[i], check.undershoot()[i])));
      }
      print.printf(
          Locale.ROOT,
          "  the disturbance that grows most is multiplied by %.5g%n",
          spectrum.spectralRadius());
    }
  }

  private static String scheme(StepDesign design) {
    return switch (design) {
      case PdeNetDesign net -> net.scheme();
      case VaryingPdeNetDesign net -> net.scheme();
      case EulerDesign net -> net.scheme();
      case LearnedFdDesign net -> net.scheme();
      case UNetDesign _ -> "";
    };
  }

  /** The equations of a PDE-Net. */
  static List<String> equations(
      PdeNetDesign net, Parameters parameters, int degree, double smallest) {
    double[] sizes = net.net().scales().stream().mapToDouble(Double::doubleValue).toArray();
    return net.net().explain(parameters, degree).stream()
        .map(one -> one.withoutContributionsBelow(smallest, sizes).toString())
        .toList();
  }

  private void euler(EulerDesign net, PrintWriter print) {
    StateGrid grid = net.grid();
    int reach = net.rate().reach();
    print.printf(
        Locale.ROOT,
        "residual network: du/dt by %d convolution%s of %d points an axis, %,d parameters%n",
        net.layers(),
        net.layers() == 1 ? "" : "s",
        net.extent(),
        model.parameters().count());
    print.println("reach of a rate of change, in points to either side along each axis: " + reach);
    print.println();
    long[] state = new long[1 + grid.dims()];
    Arrays.fill(state, 2L * reach + 3);
    state[0] = grid.variables().size();
    double[] mean = net.normalization().mean().stream().mapToDouble(Double::doubleValue).toArray();
    LinearPart part = LinearPart.at(net.rate(), model.parameters(), state, grid.distances(), mean);
    print.println(
        "linear part, for small waves about the mean of the data, " + state(grid, mean) + ":");
    for (int of = 0; of < grid.variables().size(); of++) {
      print.println("  " + linear(net, part, of));
    }
    for (int of = 0; of < grid.variables().size(); of++) {
      for (int on = 0; on < grid.variables().size(); on++) {
        Stencil stencil = part.stencil(of, on);
        if (stencil.size() > 0) {
          print.println();
          StencilText.section(
              print,
              grid.variables().get(of) + "_t of " + grid.variables().get(on),
              stencil.toString());
        }
      }
    }
  }

  private static String state(StateGrid grid, double... values) {
    List<String> each = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      each.add(grid.variables().get(i) + " = " + Decimal.of(values[i]));
    }
    return String.join(", ", each);
  }

  /** What the stencils of a variable do to long waves. */
  private static String linear(EulerDesign net, LinearPart part, int of) {
    StateGrid grid = net.grid();
    List<MultiIndex> derivatives = new ArrayList<>();
    for (int order = 0; order <= ORDER; order++) {
      derivatives.addAll(MultiIndex.ofOrder(grid.dims(), order));
    }
    int all = derivatives.size() * grid.variables().size();
    List<String> names = new ArrayList<>();
    double[] sizes = new double[all];
    Map<MultiIndex, Double> terms = new HashMap<>();
    for (int on = 0; on < grid.variables().size(); on++) {
      DifferentialOperator operator =
          part.stencil(of, on).size() == 0
              ? DifferentialOperator.zero(grid.dims())
              : part.stencil(of, on).taylor(ORDER);
      for (MultiIndex derivative : derivatives) {
        int[] powers = new int[all];
        powers[names.size()] = 1;
        terms.put(MultiIndex.of(powers), operator.coefficient(derivative));
        // A wave of twelve points: what matters here is what rounding leaves of other variables.
        double size = net.normalization().scale().get(on);
        for (int axis = 0; axis < grid.dims(); axis++) {
          size /= Math.pow(2 * grid.spacing().get(axis), derivative.power(axis));
        }
        sizes[names.size()] = size;
        names.add(
            grid.variables().get(on)
                + derivative.derivative(AxisNames.standard(grid.dims())).substring(1));
      }
    }
    return new IdentifiedEquation(grid.variables().get(of), FieldPolynomial.of(all, terms), names)
            .withoutContributionsBelow(ROUNDING, sizes)
        + " + terms of order "
        + (ORDER + 1);
  }

  private void unet(UNetDesign net, PrintWriter print) {
    Normalization normal = net.normalization();
    print.println("U-Net: no equation stands behind it, it maps a frame to the next");
    print.printf(
        Locale.ROOT,
        "%,d parameters, grid halved %d times, channels at the finest level: %d%n",
        model.parameters().count(),
        net.levels(),
        net.channels());
    print.println(
        "reach of a step, in points to either side along each axis: " + net.net().reach());
    for (int i = 0; i < normal.mean().size(); i++) {
      print.println(
          "normalised: ("
              + net.grid().variables().get(i)
              + " - "
              + Decimal.of(normal.mean().get(i))
              + ") / "
              + Decimal.of(normal.scale().get(i)));
    }
  }
}
