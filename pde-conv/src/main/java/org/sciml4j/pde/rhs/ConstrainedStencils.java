package org.sciml4j.pde.rhs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Regularizer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.AxisNames;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.pde.boundary.FieldBoundary;

/**
 * Derivatives of fields by trainable kernels whose moments are constrained: {@code [n, variables,
 * space...]} to {@code [n, variables * derivatives, space...]}, all derivatives of the first
 * variable first.
 *
 * <pre>
 * Z. Long, Y. Lu, X. Ma, B. Dong, PDE-Net: Learning PDEs from Data, ICML 2018, section 2.2;
 * Z. Long, Y. Lu, B. Dong, PDE-Net 2.0, Journal of Computational Physics 399 (2019) 108925.
 * </pre>
 *
 * <p>A kernel for {@code ∂^α} of accuracy p has {@code M_α = 1} and every other moment of total
 * order below {@code |α| + p} zero. The parameters are the free moments themselves, in grid units
 * and zero at first, mapped to kernels by the inverse of the moment bijection: whatever a training
 * does to them, the constraints hold. Zero moments are the highest-order difference of the box.
 *
 * @param derivatives which derivatives, in this order; 0 is the field itself
 * @param extents points of the kernels along each axis, odd
 * @param spacing distance between grid points along each axis
 * @param accuracy p, 1 or more; {@link #FROZEN} fixes all moments
 * @param boundary what stencils see beyond the edges
 * @param trainable whether training changes the free moments
 * @param regularizers penalties on the free moments of each kernel
 */
public record ConstrainedStencils(
    List<MultiIndex> derivatives,
    int[] extents,
    double[] spacing,
    int accuracy,
    FieldBoundary boundary,
    boolean trainable,
    List<Regularizer> regularizers)
    implements NamedLayer {
  /** The accuracy of kernels without free moments. */
  public static final int FROZEN = Integer.MAX_VALUE;

  /**
   * Copies and checks its arguments.
   *
   * @throws InvalidInputException if the numbers of axes differ, a spacing is not positive, an
   *     extent is even or too small for a derivative, or the accuracy is below 1
   */
  public ConstrainedStencils {
    derivatives = List.copyOf(derivatives);
    extents = extents.clone();
    spacing = spacing.clone();
    regularizers = List.copyOf(regularizers);
    StencilShape.require(derivatives, extents, spacing, boundary.dims());
    if (accuracy < 1) {
      throw new InvalidInputException("accuracy", accuracy, "1 or more", "raise it");
    }
  }

  /**
   * All derivatives up to a total order on a periodic grid, by square kernels of accuracy 1.
   *
   * @param order highest total order
   * @param extent points of a kernel along every axis, odd and above the order
   * @param spacing distance between grid points along each axis
   */
  public static ConstrainedStencils upTo(int order, int extent, double... spacing) {
    int dims = spacing.length;
    int[] extents = new int[dims];
    Arrays.fill(extents, extent);
    List<MultiIndex> derivatives = new ArrayList<>();
    for (int total = 0; total <= order; total++) {
      derivatives.addAll(MultiIndex.ofOrder(dims, total));
    }
    return new ConstrainedStencils(
        derivatives, extents, spacing, 1, FieldBoundary.periodic(dims), true, List.of());
  }

  /** With kernels of another accuracy. */
  public ConstrainedStencils accuracy(int other) {
    return new ConstrainedStencils(
        derivatives, extents, spacing, other, boundary, trainable, regularizers);
  }

  /** With other conditions at the edges. */
  public ConstrainedStencils boundary(FieldBoundary other) {
    return new ConstrainedStencils(
        derivatives, extents, spacing, accuracy, other, trainable, regularizers);
  }

  /** Of these derivatives only. */
  public ConstrainedStencils derivatives(MultiIndex... others) {
    return new ConstrainedStencils(
        List.of(others), extents, spacing, accuracy, boundary, trainable, regularizers);
  }

  /** With kernels of other extents along the axes. */
  public ConstrainedStencils extents(int... others) {
    return new ConstrainedStencils(
        derivatives, others, spacing, accuracy, boundary, trainable, regularizers);
  }

  /** With the same parameters, which training changes or not. */
  public ConstrainedStencils trainable(boolean other) {
    return new ConstrainedStencils(
        derivatives, extents, spacing, accuracy, boundary, other, regularizers);
  }

  /** With these penalties on the free moments of each kernel. */
  public ConstrainedStencils regularized(Regularizer... others) {
    return new ConstrainedStencils(
        derivatives, extents, spacing, accuracy, boundary, trainable, List.of(others));
  }

  /** Number of space axes. */
  public int dims() {
    return extents.length;
  }

  /** A copy. */
  @Override
  public int[] extents() {
    return extents.clone();
  }

  /** A copy. */
  @Override
  public double[] spacing() {
    return spacing.clone();
  }

  /** Which moments of the kernel of a derivative are free. */
  public List<MultiIndex> freeMoments(MultiIndex derivative) {
    return kernel(derivative).free();
  }

  /** The derivative's name with the standard axis names: {@code u}, {@code u_x}, {@code u_xy}. */
  public String name(MultiIndex derivative) {
    return derivative.derivative(AxisNames.standard(dims()));
  }

  /**
   * The parameter of a derivative's free moments, below the layer's own name; it exists only where
   * some are free.
   */
  public String parameterName(MultiIndex derivative) {
    return "moments_" + name(derivative);
  }

  /**
   * The kernel of a derivative with these free moments.
   *
   * @param moments in grid units, in the order of {@link #freeMoments}
   * @throws InvalidInputException if their number differs
   */
  public Stencil stencil(MultiIndex derivative, double... moments) {
    DerivativeKernel kernel = kernel(derivative);
    if (moments.length != kernel.free().size()) {
      throw new InvalidInputException(
          "free moments", moments.length, kernel.free().size() + "", "give one for each");
    }
    return kernel.stencil(moments);
  }

  /**
   * The kernels that trained parameters stand for, one for each derivative.
   *
   * @param path the layer's own path, for example {@code constrained_stencils}
   */
  public List<Stencil> stencils(Parameters parameters, String path) {
    return derivatives.stream()
        .map(
            alpha ->
                freeMoments(alpha).isEmpty()
                    ? stencil(alpha)
                    : stencil(alpha, parameters.get(path + "/" + parameterName(alpha)).toDoubles()))
        .toList();
  }

  /**
   * The free moments of a kernel, in grid units: what the parameter must be for this kernel.
   *
   * @throws InvalidInputException if a fixed moment of it is another, or it does not fit the box
   */
  public double[] moments(MultiIndex derivative, Stencil stencil) {
    return kernel(derivative).moments(stencil);
  }

  private DerivativeKernel kernel(MultiIndex derivative) {
    return new DerivativeKernel(derivative, extents, spacing, accuracy);
  }

  @Override
  public String kind() {
    return "ConstrainedStencils";
  }

  @Override
  public Value compute(Value input, Scope own) {
    return apply(input, kernels(own));
  }

  /** The kernels {@code [derivatives, 1, extents...]} as functions of the parameters. */
  Value kernels(Scope own) {
    Scope scope = trainable ? own : own.frozen();
    Value[] rows = derivatives.stream().map(alpha -> kernel(alpha, scope)).toArray(Value[]::new);
    long[] box = IntStream.of(extents).asLongStream().toArray();
    return Value.concat(0, rows)
        .reshape(
            LongStream.concat(LongStream.of(derivatives.size(), 1), LongStream.of(box)).toArray());
  }

  /** {@code [1, points]}. */
  private Value kernel(MultiIndex alpha, Scope scope) {
    DerivativeKernel kernel = kernel(alpha);
    DType dtype = scope.dtype();
    double[] particular = kernel.particular();
    int points = particular.length;
    Value fixed = Value.constant(new TensorType(dtype, 1, points), particular);
    int free = kernel.free().size();
    if (free == 0) {
      return fixed;
    }
    Value moments = scope.parameter(parameterName(alpha), Initializers.ZEROS, regularizers, free);
    Value basis = Value.constant(new TensorType(dtype, free, points), kernel.basis());
    return fixed.plus(moments.reshape(1, free).matmul(basis));
  }

  /** Each kernel on each variable. */
  Value apply(Value u, Value kernels) {
    if (!boundary.isSameForAllVariables()) {
      Value extended = boundary.extend(u, reach(), spacing);
      return bySample(correlate(byVariable(extended), kernels), u);
    }
    // Extended variable by variable, padding and kernels are one instruction.
    return bySample(correlate(boundary.extend(byVariable(u), reach(), spacing), kernels), u);
  }

  private int[] reach() {
    return IntStream.of(extents).map(extent -> extent / 2).toArray();
  }

  private Value correlate(Value extended, Value kernels) {
    return extended.crossCorrelate(kernels, ConvolutionGeometry.dense(dims()));
  }

  /** {@code [n * variables, 1, space...]}. */
  private static Value byVariable(Value u) {
    return u.reshape(withLeading(u.shape(), u.type().size(0) * u.type().size(1), 1));
  }

  private Value bySample(Value result, Value u) {
    long channels = u.type().size(1) * derivatives.size();
    return result.reshape(withLeading(result.shape(), u.type().size(0), channels));
  }

  private static long[] withLeading(long[] shape, long n, long channels) {
    long[] other = shape.clone();
    other[0] = n;
    other[1] = channels;
    return other;
  }
}
