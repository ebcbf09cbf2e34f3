package org.sciml4j.pde.discretization;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.pde.boundary.FieldBoundary;

/**
 * A derivative at cell centres or faces whose coefficients are those of a standard scheme plus a
 * combination, point by point, of the directions that keep its accuracy.
 *
 * @param constraints what all its coefficients obey
 * @param standard coefficients of the standard scheme, in units of the grid
 * @param atFace whether it belongs to the faces {@code i - 1/2} rather than the centres i
 * @param variable of the field whose derivative it is
 * @param axis the space axis along which it lies
 */
public record LearnedStencil(
    AccuracyConstraints constraints,
    List<Double> standard,
    boolean atFace,
    int variable,
    int axis) {
  private static final double ROUNDING = 1e-9;

  /**
   * Checks the standard scheme.
   *
   * @throws InvalidInputException if it does not obey the constraints
   */
  public LearnedStencil {
    standard = List.copyOf(standard);
    double[][] rows = constraints.matrix();
    double factorial =
        IntStream.rangeClosed(2, constraints.derivative())
            .asDoubleStream()
            .reduce(1, (a, b) -> a * b);
    requireConsecutive(constraints.nodes(), atFace);
    if (standard.size() != constraints.nodes().size()) {
      throw new InvalidInputException(
          "standard scheme",
          standard.size() + " coefficients",
          constraints.nodes().size() + ", one for each node",
          "pad with zeros");
    }
    for (int power = 0; power < rows.length; power++) {
      double sum = 0;
      for (int j = 0; j < standard.size(); j++) {
        sum += rows[power][j] * standard.get(j);
      }
      double expected = power == constraints.derivative() ? factorial : 0;
      if (!(Math.abs(sum - expected) < ROUNDING)) {
        throw new InvalidInputException(
            "standard scheme " + standard,
            "moment " + power + " of " + sum,
            "" + expected,
            "lower the accuracy or give another scheme");
      }
    }
  }

  private static void requireConsecutive(List<BigFraction> nodes, boolean atFace) {
    BigFraction offset = atFace ? new BigFraction(1, 2) : BigFraction.ZERO;
    for (int j = 0; j < nodes.size(); j++) {
      BigFraction expected = nodes.getFirst().add(j);
      boolean onGrid = expected.subtract(offset).getDenominatorAsInt() == 1;
      if (!onGrid || !nodes.get(j).equals(expected)) {
        throw new InvalidInputException(
            "nodes of a stencil at " + (atFace ? "faces" : "points"),
            nodes,
            atFace ? "neighbouring half numbers" : "neighbouring whole numbers",
            "fill the gaps");
      }
    }
  }

  /**
   * A derivative at faces from cell averages, of the first variable along the first axis; accuracy
   * is kept at one, and the standard scheme is that of highest accuracy.
   *
   * @param derivative 0 for the value
   * @param left cells on the lower side
   * @param right cells on the upper side
   */
  public static LearnedStencil atFace(int derivative, int left, int right) {
    return highest(
        new AccuracyConstraints(
            Sampling.CELL_AVERAGES,
            derivative,
            1,
            IntStream.range(-left, right).mapToObj(j -> new BigFraction(2 * j + 1, 2)).toList()),
        true);
  }

  /**
   * A derivative at points from values at points, of the first variable along the first axis;
   * accuracy is kept at one, and the standard scheme is that of highest accuracy.
   *
   * @param derivative 1 or more
   * @param left points on the lower side
   * @param right points on the upper side
   */
  public static LearnedStencil atPoint(int derivative, int left, int right) {
    return highest(
        new AccuracyConstraints(
            Sampling.POINT_VALUES,
            derivative,
            1,
            IntStream.rangeClosed(-left, right).mapToObj(BigFraction::new).toList()),
        false);
  }

  private static LearnedStencil highest(AccuracyConstraints constraints, boolean atFace) {
    List<Double> standard =
        constraints.highestAccuracy().stream().map(BigFraction::doubleValue).toList();
    return new LearnedStencil(constraints, standard, atFace, 0, 0);
  }

  /** With another accuracy that all coefficients keep. */
  public LearnedStencil accuracy(int other) {
    AccuracyConstraints changed =
        new AccuracyConstraints(
            constraints.sampling(), constraints.derivative(), other, constraints.nodes());
    return new LearnedStencil(changed, standard, atFace, variable, axis);
  }

  /** With the coefficients of another standard scheme, one for each node. */
  public LearnedStencil standard(double... coefficients) {
    return new LearnedStencil(
        constraints, DoubleStream.of(coefficients).boxed().toList(), atFace, variable, axis);
  }

  /** Of another variable. */
  public LearnedStencil of(int otherVariable) {
    return new LearnedStencil(constraints, standard, atFace, otherVariable, axis);
  }

  /** Along another axis. */
  public LearnedStencil along(int otherAxis) {
    return new LearnedStencil(constraints, standard, atFace, variable, otherAxis);
  }

  /** Nodes on the lower side. */
  private int left() {
    return Math.toIntExact(Math.round((atFace ? 0.5 : 0) - first().doubleValue()));
  }

  private BigFraction first() {
    return constraints.nodes().getFirst();
  }

  /**
   * The standard scheme's value and the change by each free direction, {@code [n, 1 + free,
   * space...]}, with one face more than cells along its axis where it belongs to faces.
   *
   * @param u {@code [n, variables, space...]}
   */
  Value candidates(Value u, FieldBoundary boundary, double... spacing) {
    int nodes = constraints.nodes().size();
    int left = left();
    int right = nodes - left - (atFace ? 0 : 1);
    int[] reach = new int[spacing.length];
    reach[axis] = Math.max(left, right);
    Value extended = boundary.extend(u, reach, spacing).slice(1, variable, variable + 1L);
    long end = extended.type().size(2 + axis) - reach[axis] + right;
    Value seen = extended.slice(2 + axis, reach[axis] - left, end);
    long[] shape = new long[2 + spacing.length];
    Arrays.fill(shape, 1);
    shape[0] = 1L + constraints.free();
    shape[2 + axis] = nodes;
    Value kernels = Value.constant(new TensorType(u.type().dtype(), shape), rows(spacing[axis]));
    return seen.crossCorrelate(kernels, ConvolutionGeometry.dense(spacing.length));
  }

  /** The standard coefficients and what weights {@code [n, free, space...]} add to them. */
  Value coefficients(Value weights) {
    double[][] directions = constraints.nullSpace();
    int nodes = standard.size();
    double[] columns = new double[nodes * directions.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = directions[i % directions.length][i / directions.length];
    }
    long[] shape = new long[weights.rank()];
    Arrays.fill(shape, 1);
    shape[0] = nodes;
    shape[1] = directions.length;
    DType dtype = weights.type().dtype();
    Value kernel = Value.constant(new TensorType(dtype, shape), columns);
    shape[0] = 1;
    shape[1] = nodes;
    double[] fixed = standard.stream().mapToDouble(c -> c).toArray();
    return weights
        .crossCorrelate(kernel, ConvolutionGeometry.dense(weights.rank() - 2))
        .plus(Value.constant(new TensorType(dtype, shape), fixed));
  }

  /** The standard coefficients and the free directions in units of length, row by row. */
  private double[] rows(double h) {
    DoubleStream directions =
        Arrays.stream(constraints.nullSpace()).flatMapToDouble(Arrays::stream);
    double scale = Math.pow(h, -constraints.derivative());
    return DoubleStream.concat(standard.stream().mapToDouble(c -> c), directions)
        .map(c -> c * scale)
        .toArray();
  }
}
