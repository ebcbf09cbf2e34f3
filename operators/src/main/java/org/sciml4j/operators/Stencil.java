package org.sciml4j.operators;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hipparchus.linear.RealMatrix;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.analysis.Accuracy;
import org.sciml4j.operators.analysis.FourierSymbol;
import org.sciml4j.operators.analysis.Moments;
import org.sciml4j.operators.analysis.StabilityLimit;
import org.sciml4j.operators.analysis.TaylorExpansion;
import org.sciml4j.operators.analysis.TimeScheme;
import org.sciml4j.operators.classical.Identification;

/**
 * A finite-difference stencil in one, two or three dimensions: {@code (K u)[x] = sum_k c_k u[x +
 * k]}. The coefficients act on field values as they are, so powers of the grid spacing are already
 * in them. Immutable; offsets are unique and sorted lexicographically.
 *
 * <p>Axes follow the order of the field, which for CF files is (z, y, x): the last axis is x.
 */
public final class Stencil {
  /** Relative difference up to which two spacings count as one. */
  private static final double SAME_SPACING = 1e-9;

  private final int[][] offsets;
  private final double[] coefficients;
  private final double[] spacing;

  private Stencil(int[][] offsets, double[] coefficients, double[] spacing) {
    this.offsets = offsets;
    this.coefficients = coefficients;
    this.spacing = spacing;
  }

  /**
   * A stencil from its points.
   *
   * @param spacing distance between grid points along each axis, negative where the coordinate
   *     falls with the index; as long as the stencil has dimensions
   * @param offsets one row per point, one whole number per axis, counted from the centre
   * @param coefficients one per point; points given twice are added
   */
  public static Stencil of(double[] spacing, int[][] offsets, double[] coefficients) {
    requireSpacing(spacing);
    if (offsets.length != coefficients.length) {
      throw new InvalidInputException(
          "coefficients",
          coefficients.length + " numbers",
          offsets.length + " numbers",
          "give one per offset");
    }
    TreeMap<int[], Double> points = new TreeMap<>(Arrays::compare);
    for (int k = 0; k < offsets.length; k++) {
      if (offsets[k].length != spacing.length) {
        throw new InvalidInputException(
            "offset",
            Arrays.toString(offsets[k]),
            spacing.length + " numbers",
            "give one per axis");
      }
      if (!Double.isFinite(coefficients[k])) {
        throw new InvalidInputException(
            "coefficient at " + Arrays.toString(offsets[k]),
            coefficients[k],
            "a finite number",
            "check what it was computed from");
      }
      points.merge(offsets[k].clone(), coefficients[k], Double::sum);
    }
    return fromPoints(points, spacing.clone());
  }

  /**
   * A stencil from a dense kernel of odd extents, centred.
   *
   * @param spacing distance between grid points along each axis
   * @param extents points along each axis, odd
   * @param kernel coefficients in row-major order (last axis fastest), as many as the product of
   *     the extents; zeros are kept as points
   */
  public static Stencil dense(double[] spacing, int[] extents, double... kernel) {
    DenseKernel.requireExtents(extents, spacing.length);
    int size = Arrays.stream(extents).reduce(1, Math::multiplyExact);
    if (kernel.length != size) {
      throw new InvalidInputException(
          "kernel",
          kernel.length + " numbers",
          size + " numbers",
          "give one per point of extents " + Arrays.toString(extents));
    }
    return of(spacing, DenseKernel.offsets(extents), kernel);
  }

  /** A two-dimensional stencil from rows along axis 0, each of the same odd length. */
  public static Stencil dense(double[] spacing, double[][] kernel) {
    return dense(
        spacing,
        new int[] {kernel.length, kernel.length == 0 ? 0 : kernel[0].length},
        Arrays.stream(kernel).flatMapToDouble(Arrays::stream).toArray());
  }

  /** A three-dimensional stencil from planes along axis 0, each of rows along axis 1. */
  public static Stencil dense(double[] spacing, double[][][] kernel) {
    int rows = kernel.length == 0 ? 0 : kernel[0].length;
    return dense(
        spacing,
        new int[] {kernel.length, rows, rows == 0 ? 0 : kernel[0][0].length},
        Arrays.stream(kernel).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray());
  }

  /** The stencil that leaves a field as it is: one at the centre. */
  public static Stencil identity(double... spacing) {
    return of(spacing, new int[][] {new int[spacing.length]}, new double[] {1});
  }

  /** The stencil with exactly these moments; see {@link Moments#toStencil()}. */
  public static Stencil fromMoments(Moments moments) {
    return moments.toStencil();
  }

  /**
   * This stencil made ready for the fields of a grid.
   *
   * @throws InvalidInputException if the grid's spacing differs, or the grid is smaller than the
   *     stencil along a VALID axis
   */
  public StencilOperator on(Grid grid) {
    return StencilOperator.of(this, grid);
  }

  /** Number of dimensions: 1, 2 or 3. */
  public int dims() {
    return spacing.length;
  }

  /** Number of points. */
  public int size() {
    return coefficients.length;
  }

  /** Offsets from the centre, one row per point; a copy. */
  public int[][] offsets() {
    return Arrays.stream(offsets).map(int[]::clone).toArray(int[][]::new);
  }

  /** Coefficients as applied to field values, in the order of {@link #offsets()}; a copy. */
  public double[] coefficients() {
    return coefficients.clone();
  }

  /** The coefficient at an offset; zero where the stencil has no point. */
  public double coefficient(int... offset) {
    int k = Arrays.binarySearch(offsets, offset, Arrays::compare);
    return k < 0 ? 0 : coefficients[k];
  }

  /** Distance between grid points along each axis, negative where the coordinate falls; a copy. */
  public double[] spacing() {
    return spacing.clone();
  }

  /** Largest distance from the centre along one axis, in grid points. */
  public int radius(int axis) {
    return Arrays.stream(offsets).mapToInt(offset -> Math.abs(offset[axis])).max().orElse(0);
  }

  /** Points along each axis of the smallest centred box around the stencil, all odd. */
  public int[] extents() {
    return IntStream.range(0, dims()).map(axis -> 2 * radius(axis) + 1).toArray();
  }

  /** The kernel over {@link #extents()} in row-major order, zero where there is no point. */
  public double[] toDense() {
    return toDense(extents());
  }

  /** The kernel over a larger centred box of odd extents, in row-major order. */
  public double[] toDense(int... extents) {
    DenseKernel.requireExtents(extents, dims());
    for (int axis = 0; axis < dims(); axis++) {
      if (extents[axis] < 2 * radius(axis) + 1) {
        throw new InvalidInputException(
            "extents",
            Arrays.toString(extents),
            "at least " + Arrays.toString(extents()),
            "give a box that holds the whole stencil");
      }
    }
    return Arrays.stream(DenseKernel.offsets(extents)).mapToDouble(this::coefficient).toArray();
  }

  /** Sum of all coefficients: what becomes of a constant field of ones. */
  public double sum() {
    return Arrays.stream(coefficients).sum();
  }

  /** The largest magnitude of a coefficient. */
  public double largestCoefficient() {
    return Arrays.stream(coefficients).map(Math::abs).max().orElse(0);
  }

  /** Pointwise sum of two stencils on the same grid. */
  public Stencil plus(Stencil other) {
    requireSameGrid(other);
    TreeMap<int[], Double> points = points();
    for (int k = 0; k < other.size(); k++) {
      points.merge(other.offsets[k], other.coefficients[k], Double::sum);
    }
    return fromPoints(points, spacing);
  }

  /** Pointwise difference of two stencils on the same grid. */
  public Stencil minus(Stencil other) {
    return plus(other.times(-1));
  }

  /** Every coefficient times a factor. */
  public Stencil times(double factor) {
    return of(spacing, offsets, Arrays.stream(coefficients).map(c -> c * factor).toArray());
  }

  /** This stencil applied to the result of the other: {@code (K L) u = K (L u)}. */
  public Stencil compose(Stencil other) {
    requireSameGrid(other);
    TreeMap<int[], Double> points = new TreeMap<>(Arrays::compare);
    for (int a = 0; a < size(); a++) {
      for (int b = 0; b < other.size(); b++) {
        int[] sum = offsets[a].clone();
        for (int axis = 0; axis < dims(); axis++) {
          sum[axis] += other.offsets[b][axis];
        }
        points.merge(sum, coefficients[a] * other.coefficients[b], Double::sum);
      }
    }
    return fromPoints(points, spacing);
  }

  /** The adjoint K* with {@code <K u, v> = <u, K* v>} on periodic fields. */
  public Stencil adjoint() {
    int[][] negated =
        Arrays.stream(offsets)
            .map(offset -> Arrays.stream(offset).map(o -> -o).toArray())
            .toArray(int[][]::new);
    return of(spacing, negated, coefficients);
  }

  /** Turned by a quarter in the plane of two axes, the positive first axis onto the second. */
  public Stencil rotate90(int fromAxis, int ontoAxis) {
    int[] order = IntStream.range(0, dims()).toArray();
    order[requireAxis(fromAxis)] = ontoAxis;
    order[requireAxis(ontoAxis)] = fromAxis;
    return permute(order).reflect(fromAxis);
  }

  /** Mirrored along one axis. */
  public Stencil reflect(int axis) {
    requireAxis(axis);
    int[][] mirrored = offsets();
    for (int[] offset : mirrored) {
      offset[axis] = -offset[axis];
    }
    return of(spacing, mirrored, coefficients);
  }

  /** Axes in another order, spacings with them: the new axis i is the old axis {@code order[i]}. */
  public Stencil permute(int... order) {
    if (!Arrays.equals(
        Arrays.stream(order).sorted().toArray(), IntStream.range(0, dims()).toArray())) {
      throw new InvalidInputException(
          "order",
          Arrays.toString(order),
          "each axis from 0 to " + (dims() - 1) + " once",
          "list every axis exactly once");
    }
    int[][] permuted =
        Arrays.stream(offsets)
            .map(offset -> Arrays.stream(order).map(axis -> offset[axis]).toArray())
            .toArray(int[][]::new);
    return of(
        Arrays.stream(order).mapToDouble(axis -> spacing[axis]).toArray(), permuted, coefficients);
  }

  /**
   * The same scheme on a grid refined by a factor: the offsets stay, spacings shrink, coefficients
   * grow with {@code factor^m}, where m is the order of the lowest moment that does not vanish. So
   * a stencil of ∂^m stays consistent with it, and its truncation error shrinks with the grid.
   * Meant for stencils of one homogeneous operator; refine the parts of a sum one by one.
   *
   * @param factor old spacing over new spacing, positive, need not be whole
   */
  public Stencil refine(double factor) {
    requirePositive("factor", factor);
    int m = Accuracy.of(this).operator().lowestOrder();
    return times(Math.pow(factor, m)).withSpacing(shrunk(factor));
  }

  /**
   * The stencil of the same extents on a grid refined by a factor whose moments over the box of its
   * extents are, in physical units, those of this one: it acts alike on every polynomial within the
   * box, truncation error of this grid included.
   *
   * @param factor old spacing over new spacing, positive, need not be whole
   */
  public Stencil refineKeepingMoments(double factor) {
    requirePositive("factor", factor);
    return moments().onSpacing(shrunk(factor)).toStencil();
  }

  /**
   * The points spread apart by a whole factor on a grid refined by that factor: the same points in
   * space with the same coefficients, so the same operator with the same truncation error.
   */
  public Stencil dilate(int factor) {
    requirePositive("factor", factor);
    int[][] spread =
        Arrays.stream(offsets)
            .map(offset -> Arrays.stream(offset).map(o -> Math.multiplyExact(o, factor)).toArray())
            .toArray(int[][]::new);
    return of(shrunk(factor), spread, coefficients);
  }

  /** The same coefficients on a grid of another spacing. */
  public Stencil withSpacing(double... newSpacing) {
    requireSpacing(newSpacing);
    if (newSpacing.length != dims()) {
      throw new InvalidInputException(
          "spacing", Arrays.toString(newSpacing), dims() + " numbers", "give one per axis");
    }
    return new Stencil(offsets, coefficients, newSpacing.clone());
  }

  /** Without the points whose magnitude is at most a fraction of the largest coefficient. */
  public Stencil withoutSmallerThan(double fraction) {
    double limit = fraction * largestCoefficient();
    int[] kept =
        IntStream.range(0, size()).filter(k -> Math.abs(coefficients[k]) > limit).toArray();
    return of(
        spacing,
        Arrays.stream(kept).mapToObj(k -> offsets[k]).toArray(int[][]::new),
        Arrays.stream(kept).mapToDouble(k -> coefficients[k]).toArray());
  }

  /** Its moments over the box of its {@link #extents()}. */
  public Moments moments() {
    return Moments.of(this);
  }

  /** Its Fourier symbol. */
  public FourierSymbol symbol() {
    return FourierSymbol.of(this);
  }

  /** Its Taylor expansion {@code K u = Σ M_α ∂^α u} up to a total order, without rounding noise. */
  public DifferentialOperator taylor(int highestOrder) {
    return TaylorExpansion.of(this).upTo(highestOrder);
  }

  /** The differential operator it approximates, found from its moments, and how accurately. */
  public Accuracy accuracy() {
    return Accuracy.of(this);
  }

  /** How accurately it approximates a given operator. */
  public Accuracy accuracy(DifferentialOperator operator) {
    return Accuracy.of(this, operator);
  }

  /** The largest step of a time scheme for {@code du/dt = K u} at which no mode grows. */
  public StabilityLimit largestStableStep(TimeScheme scheme) {
    return StabilityLimit.of(this, scheme);
  }

  /** The classical stencil, or simple sum of them, that it is nearest to. */
  public Identification nearestClassical() {
    return Identification.of(this);
  }

  /**
   * As {@link #nearestClassical()} for coefficients known with errors.
   *
   * @param covariance of the coefficients, in the order of {@link #offsets()}
   */
  public Identification nearestClassical(RealMatrix covariance) {
    return Identification.of(this, covariance);
  }

  /**
   * Whether both live on the same grid and no coefficient differs by more than a fraction of the
   * largest one.
   */
  public boolean isCloseTo(Stencil other, double tolerance) {
    return sameGrid(other) && minus(other).largestCoefficient() <= tolerance * largestCoefficient();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Stencil that
        && Arrays.deepEquals(offsets, that.offsets)
        && Arrays.equals(coefficients, that.coefficients)
        && Arrays.equals(spacing, that.spacing);
  }

  @Override
  public int hashCode() {
    return List.of(
            Arrays.deepHashCode(offsets), Arrays.hashCode(coefficients), Arrays.hashCode(spacing))
        .hashCode();
  }

  /** The kernel as a table: rows along the axis before the last, columns along the last. */
  @Override
  public String toString() {
    return DenseKernel.table(this);
  }

  private static Stencil fromPoints(TreeMap<int[], Double> points, double[] spacing) {
    return new Stencil(
        points.keySet().toArray(int[][]::new),
        points.values().stream().mapToDouble(Double::doubleValue).toArray(),
        spacing);
  }

  private TreeMap<int[], Double> points() {
    TreeMap<int[], Double> points = new TreeMap<>(Arrays::compare);
    for (int k = 0; k < size(); k++) {
      points.put(offsets[k], coefficients[k]);
    }
    return points;
  }

  private double[] shrunk(double factor) {
    return Arrays.stream(spacing).map(h -> h / factor).toArray();
  }

  private boolean sameGrid(Stencil other) {
    return dims() == other.dims()
        && IntStream.range(0, dims())
            .allMatch(
                axis ->
                    Math.abs(spacing[axis] - other.spacing[axis])
                        <= SAME_SPACING * Math.abs(spacing[axis]));
  }

  private void requireSameGrid(Stencil other) {
    if (!sameGrid(other)) {
      throw new InvalidInputException(
          "spacing of the other stencil",
          Arrays.toString(other.spacing),
          Arrays.toString(spacing),
          "combine stencils of one grid");
    }
  }

  private int requireAxis(int axis) {
    if (axis < 0 || axis >= dims()) {
      throw new InvalidInputException(
          "axis", axis, "0 to " + (dims() - 1), "name an axis of the stencil");
    }
    return axis;
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new InvalidInputException(name, value, "a positive number", "give a positive number");
    }
  }

  private static void requireSpacing(double[] spacing) {
    if (spacing.length < 1 || spacing.length > 3) {
      throw new InvalidInputException(
          "spacing", Arrays.toString(spacing), "1, 2 or 3 numbers", "give one per axis");
    }
    for (double h : spacing) {
      if (!Double.isFinite(h) || h == 0) {
        throw new InvalidInputException(
            "spacing",
            Arrays.toString(spacing),
            "finite numbers other than zero",
            "give the distance between grid points, negative where a coordinate falls");
      }
    }
  }
}
