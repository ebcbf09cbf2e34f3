package org.sciml4j.pde.pdenet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;
import org.sciml4j.operators.AxisNames;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.PiecewiseFunction;
import org.sciml4j.pde.rhs.PolynomialMesh;
import org.sciml4j.pde.rhs.VariableCoefficients;
import org.sciml4j.pde.rollout.RolloutStage;
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
 * @param stencils derivatives, those of one variable
 * @param mesh of the coefficients
 * @param source f, if there is one
 * @param dt the step
 */
public record PdeNet1(
    ConstrainedStencils stencils,
    PolynomialMesh mesh,
    Optional<PiecewiseFunction> source,
    double dt) {
  private static final String STENCILS = "constrained_stencils";
  private static final String COEFFICIENTS = "coefficients";
  private static final String SOURCE = "source";

  /**
   * All derivatives up to order 4, quadratic coefficients on 20 cells along each axis, no source,
   * on a periodic grid.
   *
   * @param extent points of the kernels along each axis, 5 or 7
   * @param dt the step
   * @param spacing distance between grid points along each axis
   */
  public static PdeNet1 of(int extent, double dt, double... spacing) {
    int[] cells = new int[spacing.length];
    Arrays.fill(cells, 20);
    return new PdeNet1(
        ConstrainedStencils.upTo(4, extent, spacing),
        PolynomialMesh.periodic(2, cells),
        Optional.empty(),
        dt);
  }

  /** With other derivatives. */
  public PdeNet1 stencils(ConstrainedStencils other) {
    return new PdeNet1(other, mesh, source, dt);
  }

  /** With coefficients on another mesh. */
  public PdeNet1 mesh(PolynomialMesh other) {
    return new PdeNet1(stencils, other, source, dt);
  }

  /** With a source that is a function of u. */
  public PdeNet1 source(PiecewiseFunction f) {
    return new PdeNet1(stencils, mesh, Optional.of(f), dt);
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
    VariableCoefficients coefficients = new VariableCoefficients(1, mesh);
    return TimeStep.euler((u, scope) -> rate(u, kernels, coefficients, scope), dt);
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
    Value rate = coefficients.named(COEFFICIENTS).apply(derivatives, scope);
    int average = stencils.derivatives().indexOf(MultiIndex.of(new int[stencils.dims()]));
    if (average >= 0) {
      Value averaged = derivatives.slice(1, average, average + 1);
      rate = rate.plus(averaged.minus(u).times(1 / dt));
    }
    if (source.isPresent()) {
      rate = rate.plus(source.get().named(SOURCE).apply(u, scope));
    }
    return rate;
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
        String name = stencils.derivatives().get(d).derivative(AxisNames.standard(space.length));
        fields.put(name, all.at(0).at(d).copy());
      }
    }
    return fields;
  }

  /**
   * Writes the coefficients as variables {@code c_u}, {@code c_u_x}, ... of a NetCDF file.
   *
   * @param axes the grid's
   * @throws InvalidInputException if the file exists or cannot be written
   */
  public void writeCoefficients(Parameters parameters, List<Axis> axes, Path file) {
    long[] space = axes.stream().mapToLong(Axis::size).toArray();
    Map<String, Tensor> fields = explain(parameters, space);
    String[] names = axes.stream().map(Axis::name).toArray(String[]::new);
    FieldWriter writer = FieldWriter.netcdf(file).axes(axes);
    fields.forEach((name, field) -> writer.variable("c_" + name, "", field.dtype(), names));
    try (FieldOutput out = writer.open()) {
      fields.forEach((name, field) -> out.write("c_" + name, field));
      out.commit();
    } finally {
      fields.values().forEach(Tensor::close);
    }
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
