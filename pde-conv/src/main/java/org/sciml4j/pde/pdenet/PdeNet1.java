package org.sciml4j.pde.pdenet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.AxisNames;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.analysis.Moments;
import org.sciml4j.pde.pdenet.VaryingEquation.SourceValue;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.PiecewiseFunction;
import org.sciml4j.pde.rhs.PolynomialMesh;
import org.sciml4j.pde.rhs.Smoothness;
import org.sciml4j.pde.rhs.VariableCoefficients;
import org.sciml4j.pde.rollout.RolloutStage;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.StepScheme;
import org.sciml4j.pde.scheme.TimeStep;

/**
 * PDE-Net: {@code u_{n+1} = D_0 u + dt (Σ c_ij(x, y) D_ij u + f(u))}, blocks of forward Euler with
 * shared parameters. Coefficients are piecewise polynomials in space, {@code D_0} is a trained
 * average of u.
 *
 * <pre>
 * Z. Long, Y. Lu, X. Ma, B. Dong, PDE-Net: Learning PDEs from Data, ICML 2018.
 * </pre>
 *
 * <p>{@code D_0} is the kernel of the derivative of order 0, where there is one; the published net
 * has separate kernels for {@code D_0} and {@code D_00}. Kernels are parametrised by their free
 * moments, so that constraints hold exactly.
 *
 * <p>Other schemes than forward Euler may stand in its place. Coefficients that forward Euler finds
 * in solutions differ from the equation's by terms of order dt: {@code c_20}, for example, is
 * larger by {@code dt c_10² / 2}. With other schemes the average is a part of the rate, {@code (D_0
 * u - u) / dt}.
 *
 * @param stencils derivatives, those of one variable
 * @param mesh of the coefficients
 * @param source f, if there is one
 * @param scales what derivatives are divided by before coefficients are trained, one for each;
 *     equations are not changed by it, the path of the training is
 * @param smoothness weight of the {@link Smoothness} of the coefficients of divided derivatives
 * @param scheme how to step
 * @param dt the step
 */
public record PdeNet1(
    ConstrainedStencils stencils,
    PolynomialMesh mesh,
    Optional<PiecewiseFunction> source,
    List<Double> scales,
    double smoothness,
    StepScheme scheme,
    double dt) {
  private static final String STENCILS = "constrained_stencils";
  private static final String COEFFICIENTS = "coefficients";
  private static final String SOURCE = "source";

  /**
   * Copies the scales.
   *
   * @throws InvalidInputException if there is not one positive scale for each derivative
   */
  public PdeNet1 {
    scales = List.copyOf(scales);
    int derivatives = stencils.derivatives().size();
    if (scales.size() != derivatives || !scales.stream().allMatch(scale -> scale > 0)) {
      throw new InvalidInputException(
          "scales", scales, derivatives + " positive numbers", "give one for each derivative");
    }
  }

  /**
   * All derivatives up to order 4, quadratic coefficients on 20 cells along each axis, no source,
   * forward Euler on a periodic grid.
   *
   * @param extent points of the kernels along each axis, 5 or 7
   * @param dt the step
   * @param spacing distance between grid points along each axis
   */
  public static PdeNet1 of(int extent, double dt, double... spacing) {
    int[] cells = new int[spacing.length];
    Arrays.fill(cells, 20);
    ConstrainedStencils stencils = ConstrainedStencils.upTo(4, extent, spacing);
    return new PdeNet1(
        stencils,
        PolynomialMesh.periodic(2, cells),
        Optional.empty(),
        ones(stencils),
        0,
        ButcherTableau.FORWARD_EULER,
        dt);
  }

  private static List<Double> ones(ConstrainedStencils stencils) {
    return Collections.nCopies(stencils.derivatives().size(), 1.0);
  }

  /** With other derivatives; where their number differs, scales become 1. */
  public PdeNet1 stencils(ConstrainedStencils other) {
    boolean fits = other.derivatives().size() == scales.size();
    return new PdeNet1(other, mesh, source, fits ? scales : ones(other), smoothness, scheme, dt);
  }

  /** With coefficients on another mesh. */
  public PdeNet1 mesh(PolynomialMesh other) {
    return new PdeNet1(stencils, other, source, scales, smoothness, scheme, dt);
  }

  /** With a source that is a function of u. */
  public PdeNet1 source(PiecewiseFunction f) {
    return new PdeNet1(stencils, mesh, Optional.of(f), scales, smoothness, scheme, dt);
  }

  /** With derivatives divided by these numbers, see {@link DerivativeScales}. */
  public PdeNet1 scales(double... others) {
    List<Double> list = Arrays.stream(others).boxed().toList();
    return new PdeNet1(stencils, mesh, source, list, smoothness, scheme, dt);
  }

  /** With this weight of the smoothness of coefficients. */
  public PdeNet1 smoothness(double weight) {
    return new PdeNet1(stencils, mesh, source, scales, weight, scheme, dt);
  }

  /** With another scheme. */
  public PdeNet1 scheme(StepScheme other) {
    return new PdeNet1(stencils, mesh, source, scales, smoothness, other, dt);
  }

  /** The step, all parameters trainable. */
  public TimeStep step() {
    return step(true);
  }

  /** The step of a stage of a training. */
  public TimeStep step(RolloutStage stage) {
    return step(!stage.freezes());
  }

  private TimeStep step(boolean trainsStencils) {
    ConstrainedStencils kernels = stencils.trainable(trainsStencils);
    VariableCoefficients coefficients =
        new VariableCoefficients(
            1,
            mesh,
            smoothness > 0 ? List.of(new Smoothness(smoothness, mesh.periodic())) : List.of());
    return new TimeStep((u, scope) -> rate(u, kernels, coefficients, scope), scheme, dt);
  }

  private Value rate(
      Value u, ConstrainedStencils kernels, VariableCoefficients coefficients, Scope scope) {
    if (u.rank() < 2 || u.type().size(1) != 1) {
      throw new InvalidInputException(
          "state of a PDE-Net",
          u.type(),
          "[n, 1, space...]",
          "use PDE-Net 2.0 for several variables");
    }
    Value derivatives = kernels.apply(u, scope);
    Value rate = coefficients.named(COEFFICIENTS).apply(divided(derivatives), scope);
    int average = average();
    if (average >= 0) {
      Value averaged = derivatives.slice(1, average, average + 1);
      rate = rate.plus(averaged.minus(u).times(1 / dt));
    }
    if (source.isPresent()) {
      rate = rate.plus(source.get().named(SOURCE).apply(u, scope));
    }
    return rate;
  }

  private Value divided(Value derivatives) {
    if (scales.stream().allMatch(scale -> scale == 1)) {
      return derivatives;
    }
    long[] shape = new long[derivatives.rank()];
    Arrays.fill(shape, 1);
    shape[1] = scales.size();
    double[] factors = scales.stream().mapToDouble(scale -> 1 / scale).toArray();
    return derivatives.times(
        Value.constant(new TensorType(derivatives.type().dtype(), shape), factors));
  }

  /**
   * The coefficients that parameters stand for, as fields {@code [space...]} by the name of their
   * derivative: {@code u}, {@code u_x}, ...; the caller's.
   *
   * @param space points of the grid along each axis
   */
  public Map<String, Tensor> explain(Parameters parameters, long... space) {
    Map<String, Tensor> fields = new LinkedHashMap<>();
    try (Tensor all = new VariableCoefficients(1, mesh).fields(parameters, COEFFICIENTS, space)) {
      for (int d = 0; d < stencils.derivatives().size(); d++) {
        Tensor field = all.at(0).at(d).copy();
        for (long i = 0; i < field.count(); i++) {
          field.setFlat(i, field.getFlat(i) / scales.get(d));
        }
        fields.put(name(stencils.derivatives().get(d)), field);
      }
    }
    return fields;
  }

  private String name(MultiIndex derivative) {
    return derivative.derivative(AxisNames.standard(stencils.dims()));
  }

  /**
   * The coefficients of derivatives in the Taylor expansion of the rate, named and owned as those
   * of {@link #explain}. They are the same where all moments are fixed. Free moments of one kernel
   * stand for other derivatives, those of {@code D_0} above all, so that it is only this sum which
   * the data determine.
   *
   * @param space points of the grid along each axis
   */
  public Map<String, Tensor> expand(Parameters parameters, long... space) {
    List<Moments> moments =
        kernels(parameters).stream().map(kernel -> Moments.of(kernel, stencils.extents())).toList();
    int average = average();
    Map<String, Tensor> own = explain(parameters, space);
    List<Tensor> coefficients = List.copyOf(own.values());
    Map<String, Tensor> fields = new LinkedHashMap<>();
    for (MultiIndex alpha : stencils.derivatives()) {
      Tensor sum = coefficients.getFirst().copy();
      double constant =
          average < 0 ? 0 : (moments.get(average).get(alpha) - (alpha.order() == 0 ? 1 : 0)) / dt;
      for (long i = 0; i < sum.count(); i++) {
        double value = constant;
        for (int d = 0; d < moments.size(); d++) {
          value += moments.get(d).get(alpha) * coefficients.get(d).getFlat(i);
        }
        sum.setFlat(i, value);
      }
      fields.put(name(alpha), sum);
    }
    own.values().forEach(Tensor::close);
    return fields;
  }

  /**
   * The equation that parameters stand for, with the coefficients of {@link #expand}, whose sizes
   * are the {@link #scales}.
   *
   * @param variable what u is called
   * @param axes the grid's
   */
  public VaryingEquation equation(String variable, Parameters parameters, List<Axis> axes) {
    long[] space = axes.stream().mapToLong(Axis::size).toArray();
    Map<String, Tensor> fields = expand(parameters, space);
    List<VaryingCoefficient> coefficients = new ArrayList<>();
    for (int d = 0; d < scales.size(); d++) {
      MultiIndex derivative = stencils.derivatives().get(d);
      String name = name(derivative);
      String term = variable + name.substring(1);
      double[] values = fields.get(name).toDoubles();
      coefficients.add(new VaryingCoefficient(derivative, term, scales.get(d), values));
    }
    fields.values().forEach(Tensor::close);
    return new VaryingEquation(variable, axes, "", coefficients, sourceTable(parameters));
  }

  private List<SourceValue> sourceTable(Parameters parameters) {
    if (source.isEmpty()) {
      return List.of();
    }
    try (Tensor values = source.get().values(parameters, SOURCE)) {
      return IntStream.range(0, source.get().nodes())
          .mapToObj(i -> new SourceValue(source.get().node(i), values.get(i)))
          .toList();
    }
  }

  /**
   * Writes the coefficients of {@link #expand} as variables {@code c_u}, {@code c_u_x}, ... of a
   * NetCDF file: those of {@link #explain} are not determined by data where moments are free.
   *
   * @param axes the grid's
   * @throws InvalidInputException if the file exists or cannot be written
   */
  public void writeCoefficients(Parameters parameters, List<Axis> axes, Path file) {
    equation("u", parameters, axes).write(file);
  }

  /**
   * The rate of change at some points as stencils, without f.
   *
   * @param points their numbers, row-major
   * @param space points of the grid along each axis
   */
  public List<Stencil> localStencils(Parameters parameters, int[] points, long... space) {
    List<Stencil> kernels = kernels(parameters);
    int average = average();
    double[] spacing = stencils.spacing();
    Map<String, Tensor> own = explain(parameters, space);
    List<Tensor> coefficients = List.copyOf(own.values());
    List<Stencil> local = new ArrayList<>();
    for (int point : points) {
      Stencil sum =
          average < 0
              ? Stencil.identity(spacing).times(0)
              : kernels.get(average).minus(Stencil.identity(spacing)).times(1 / dt);
      for (int d = 0; d < kernels.size(); d++) {
        sum = sum.plus(kernels.get(d).times(coefficients.get(d).getFlat(point)));
      }
      local.add(sum);
    }
    own.values().forEach(Tensor::close);
    return local;
  }

  /** Which of the kernels is D_0, -1 for none. */
  private int average() {
    return stencils.derivatives().indexOf(MultiIndex.of(new int[stencils.dims()]));
  }

  /** The kernels that parameters stand for, one for each derivative. */
  public List<Stencil> kernels(Parameters parameters) {
    return stencils.stencils(parameters, STENCILS);
  }

  /** Values of f at its nodes, {@code [nodes]}, the caller's; none where there is no source. */
  public Optional<Tensor> sourceValues(Parameters parameters) {
    return source.map(f -> f.values(parameters, SOURCE));
  }
}
