package org.sciml4j.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.model.EulerDesign;
import org.sciml4j.pde.model.LearnedFdDesign;
import org.sciml4j.pde.model.PdeNetDesign;
import org.sciml4j.pde.model.StateGrid;
import org.sciml4j.pde.model.StepDesign;
import org.sciml4j.pde.model.UNetDesign;
import org.sciml4j.pde.pdenet.DerivativeScales;
import org.sciml4j.pde.surrogate.Normalization;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a network that steps fields is built. */
final class PdeModelOptions {
  private static final List<String> MODELS = List.of("pdenet", "euler", "learned-fd", "unet");

  @Option(
      names = "--model",
      defaultValue = "pdenet",
      paramLabel = "NAME",
      description = {
        "pdenet: PDE-Net 2.0, whose equation can be told;",
        "euler: a residual network, du/dt by a small CNN in a scheme;",
        "learned-fd: a known equation, its derivatives by learned stencils;",
        "unet: a U-Net from frame to frame. Default: ${DEFAULT-VALUE}."
      })
  private String model;

  @Option(
      names = "--terms",
      paramLabel = "FORM",
      description =
          "Right-hand side of pdenet: symbolic:PRODUCTS, a symbolic network; poly:DEGREE, all"
              + " products of so many derivatives; or varying:CELLS:DEGREE, derivatives of one"
              + " variable times coefficients that vary in space, polynomials on so many cells along"
              + " each axis (8x16 for axes of their own). Default: symbolic:5; cells of four points,"
              + " degree 2.")
  private String terms;

  @Option(
      names = "--order",
      paramLabel = "N",
      description = "Highest order of the derivatives of pdenet. Default: 2.")
  private Integer order;

  @Option(
      names = "--accuracy",
      paramLabel = "N",
      description =
          "Order of accuracy that kernels of pdenet keep while they are learnt; 0 leaves them as"
              + " differences. Default: 2.")
  private Integer accuracy;

  @Option(
      names = "--upwind",
      description = "Turn kernels of pdenet for first derivatives with the transport.")
  private boolean upwind;

  @Mixin private VaryingTermsOptions varying;

  @Option(
      names = "--equation",
      paramLabel = "TEXT",
      description = {
        "Equation of learned-fd, as sindy pde and pde explain print it; with d_x(...) in it what it"
            + " says flows is conserved. For example 'u_t = -0.5 d_x(u^2) + 0.1 u_xx'."
      })
  private String equation;

  @Option(
      names = "--kernel",
      paramLabel = "POINTS",
      description = "Points of a kernel along every axis, odd. Default: 5; unet: 3.")
  private Integer kernel;

  @Option(
      names = "--layers",
      paramLabel = "N",
      description =
          "Convolutions one after another, or times that unet halves the grid. Default: 2;"
              + " learned-fd: 3.")
  private Integer layers;

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "Channels of hidden layers; of unet at its finest level. Default: 16; unet: 8.")
  private Integer channels;

  @Option(
      names = "--scheme",
      paramLabel = "NAME",
      description = "euler, midpoint, heun or rk4. Default: euler.")
  private String scheme;

  @Option(
      names = "--boundary",
      split = ",",
      defaultValue = "periodic",
      paramLabel = "NAME",
      description = {
        "Beyond the edges, for all axes or each: periodic, or for both ends or as LOW/HIGH zero,"
            + " reflect, replicate, value:V (at the first point outside), slope:G (outward, at the"
            + " outermost point), face-value:V or face-slope:G (half a step outside);"
            + " value:u=1:v=0 where variables differ. Default: ${DEFAULT-VALUE}."
      })
  private List<String> boundary;

  /** The design of the chosen model, its scales and normalisation learned from frames. */
  StepDesign design(FieldSeries data) {
    if (!MODELS.contains(model)) {
      throw new InvalidInputException(
          "--model",
          "'" + model + "'",
          "one of " + String.join(", ", MODELS),
          "other models are trained from Java");
    }
    requireApt();
    List<String> names = data.fields().stream().map(field -> field.name()).toList();
    StateGrid grid = new StateGrid(names, data.spacing(), data.dt(), boundary);
    return switch (model) {
      case "euler" -> {
        yield new EulerDesign(
            grid,
            or(layers, 2),
            or(channels, 16),
            or(kernel, 5),
            or(scheme, "euler"),
            normalization(data),
            data.rates());
      }
      case "learned-fd" -> {
        yield new LearnedFdDesign(
            grid,
            equation,
            or(layers, 3),
            or(channels, 16),
            or(kernel, 5),
            or(scheme, "euler"),
            normalization(data));
      }
      case "unet" -> unet(grid, data);
      default -> pdeNet(grid, data);
    };
  }

  private UNetDesign unet(StateGrid grid, FieldSeries data) {
    int levels = or(layers, 2);
    long[] shape = data.state().shape();
    for (int axis = 1; axis < shape.length; axis++) {
      if (levels > 0 && levels < 32 && shape[axis] % (1L << levels) != 0) {
        throw new InvalidInputException(
            "points along " + data.first().spaceAxes().get(axis - 1).name(),
            shape[axis],
            "a multiple of " + (1L << levels) + ", since unet halves the grid " + levels + " times",
            "take fewer --layers, or a part of the grid with --slice");
      }
    }
    return new UNetDesign(grid, levels, or(channels, 8), or(kernel, 3), normalization(data));
  }

  private static Normalization normalization(FieldSeries data) {
    try (Tensor states = data.someStates()) {
      return Normalization.of(states, 1);
    }
  }

  private MethodText form() {
    return MethodText.parse("--terms", or(terms, "symbolic:5"));
  }

  /** Whether coefficients vary in space. */
  boolean isVarying() {
    return model.equals("pdenet") && form().name().equals(VaryingTermsOptions.NAME);
  }

  /** Weight of the bends of coefficients that vary in space. */
  double smoothness() {
    return varying.smoothness();
  }

  private StepDesign pdeNet(StateGrid grid, FieldSeries data) {
    if (isVarying()) {
      return varying.design(
          form(), grid, data, or(order, 2), or(kernel, 5), or(accuracy, 2), or(scheme, "euler"));
    }
    MethodText form = form().atMost(1);
    boolean isPolynomial = form.name().equals("poly");
    if (!isPolynomial && !form.name().equals("symbolic")) {
      throw form.bad("symbolic:PRODUCTS, poly:DEGREE or varying:CELLS:DEGREE");
    }
    int number = form.whole(0, isPolynomial ? 2 : 5);
    if (number < 1) {
      throw form.bad("a number of 1 or more");
    }
    PdeNetDesign plain =
        new PdeNetDesign(
            grid,
            or(order, 2),
            or(kernel, 5),
            or(accuracy, 2),
            isPolynomial ? 0 : number,
            isPolynomial ? number : 0,
            or(scheme, "euler"),
            List.of(),
            List.of(),
            upwind,
            List.of());
    try (Tensor states = data.someStates()) {
      return plain.scales(
          DerivativeScales.of(plain.net().stencils(), states, CpuDevice.common()), data.rates());
    }
  }

  /** An option that the chosen model does not have would be without effect. */
  private void requireApt() {
    Map<String, Object> ofPdeNet = new LinkedHashMap<>();
    ofPdeNet.put("--terms", terms);
    ofPdeNet.put("--order", order);
    ofPdeNet.put("--accuracy", accuracy);
    ofPdeNet.put("--upwind", upwind ? "" : null);
    Map<String, Object> ofOthers = new LinkedHashMap<>();
    ofOthers.put("--layers", layers);
    ofOthers.put("--channels", channels);
    (model.equals("pdenet") ? ofOthers : ofPdeNet).forEach(this::requireNone);
    if (!isVarying()) {
      varying.given().forEach(this::requireVarying);
    } else if (upwind) {
      throw new InvalidInputException(
          "--upwind",
          "given with --terms " + terms,
          "a right-hand side of constant coefficients",
          "leave it out");
    }
    if (model.equals("unet")) {
      requireNone("--scheme", scheme);
    }
    if (!model.equals("learned-fd")) {
      requireNone("--equation", equation);
    } else if (equation == null) {
      throw new InvalidInputException(
          "--equation",
          "missing",
          "the equation whose derivatives are to be learnt",
          "write for example --equation 'u_t = -u u_x + 0.1 u_xx'");
    }
  }

  private void requireNone(String option, Object given) {
    if (given != null) {
      throw new InvalidInputException(
          option,
          "given with --model " + model,
          "a model that has it",
          "leave it out or choose another model");
    }
  }

  private void requireVarying(String option, Object given) {
    if (given != null) {
      throw new InvalidInputException(
          option,
          "given without --terms varying",
          "coefficients that vary in space",
          "leave it out or add --terms varying");
    }
  }

  private static <T> T or(T given, T usual) {
    return given == null ? usual : given;
  }

  String model() {
    return model;
  }
}
