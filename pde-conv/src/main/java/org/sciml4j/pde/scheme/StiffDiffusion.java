package org.sciml4j.pde.scheme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;

/**
 * The linear part {@code L = d (L_1 + L_2 + ...)} of a stiff equation: a symmetric matrix along
 * each space axis, times a diffusivity for each variable. Functions of L are computed in the
 * matrices' eigenvectors, by one dense product along each axis there and back: exact, and cheap for
 * up to some hundred points an axis.
 */
public final class StiffDiffusion {
  private final double[] diffusivities;
  private final List<RealMatrix> vectors = new ArrayList<>();
  private final List<double[]> eigenvalues = new ArrayList<>();

  private StiffDiffusion(double[] diffusivities, List<RealMatrix> alongAxes) {
    this.diffusivities = diffusivities.clone();
    for (RealMatrix matrix : alongAxes) {
      EigenDecompositionSymmetric decomposition = new EigenDecompositionSymmetric(matrix);
      vectors.add(decomposition.getV());
      eigenvalues.add(decomposition.getEigenvalues());
    }
  }

  /**
   * Any symmetric operators along the axes.
   *
   * @param diffusivities one for each variable
   * @param alongAxes one square matrix for each space axis
   * @throws InvalidInputException if there is no variable or axis, or a matrix is not symmetric
   */
  public static StiffDiffusion of(double[] diffusivities, List<RealMatrix> alongAxes) {
    require(diffusivities.length > 0, "diffusivities", "none", "one for each variable");
    require(!alongAxes.isEmpty(), "matrices", "none", "one for each space axis");
    for (RealMatrix matrix : alongAxes) {
      require(
          matrix.isSquare() && MatrixUtils.isSymmetric(matrix, 1e-12),
          "matrix along an axis",
          matrix.getRowDimension() + " by " + matrix.getColumnDimension() + " numbers",
          "a symmetric one");
    }
    return new StiffDiffusion(diffusivities, alongAxes);
  }

  /**
   * {@code d ∇²} by second-order differences on a periodic grid.
   *
   * @param diffusivities d, one for each variable
   * @param shape points along each space axis, 3 or more
   * @param spacing distance between them
   */
  public static StiffDiffusion periodic(double[] diffusivities, long[] shape, double... spacing) {
    require(
        shape.length == spacing.length, "spacing", spacing.length, shape.length + ", one an axis");
    return of(
        diffusivities,
        IntStream.range(0, shape.length).mapToObj(i -> periodic(shape[i], spacing[i])).toList());
  }

  private static RealMatrix periodic(long points, double spacing) {
    require(points >= 3 && points <= 4096, "points along an axis", points, "3 to 4096");
    int n = (int) points;
    RealMatrix matrix = MatrixUtils.createRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      matrix.setEntry(i, i, -2 / (spacing * spacing));
      matrix.setEntry(i, (i + 1) % n, 1 / (spacing * spacing));
      matrix.setEntry((i + 1) % n, i, 1 / (spacing * spacing));
    }
    return matrix;
  }

  private static void require(boolean holds, String argument, Object value, String expected) {
    if (!holds) {
      throw new InvalidInputException(argument, value, expected, "correct it");
    }
  }

  /**
   * A function of L applied to a field batch.
   *
   * @param u {@code [n, variables, space...]}
   * @param function of an eigenvalue of L
   * @throws InvalidInputException if the shape is not that of L
   */
  public Value apply(Value u, DoubleUnaryOperator function) {
    requireShape(u);
    Value inModes = u;
    for (int axis = 0; axis < vectors.size(); axis++) {
      inModes = along(axis, inModes, vectors.get(axis));
    }
    Value result = inModes.times(ofEigenvalues(u.type(), function));
    for (int axis = 0; axis < vectors.size(); axis++) {
      result = along(axis, result, vectors.get(axis).transpose());
    }
    return result;
  }

  private void requireShape(Value u) {
    long[] expected = new long[2 + vectors.size()];
    expected[0] = u.rank() == 0 ? 0 : u.type().size(0);
    expected[1] = diffusivities.length;
    for (int axis = 0; axis < vectors.size(); axis++) {
      expected[2 + axis] = eigenvalues.get(axis).length;
    }
    require(
        Arrays.equals(u.shape(), expected),
        "state of a diffusion",
        u.type(),
        Arrays.toString(expected));
  }

  private Value ofEigenvalues(TensorType state, DoubleUnaryOperator function) {
    long[] shape = state.shape();
    shape[0] = 1;
    TensorType type = state.withShape(shape);
    double[] values = new double[Math.toIntExact(type.count())];
    for (int at = 0; at < values.length; at++) {
      double sum = 0;
      int rest = at;
      for (int axis = vectors.size() - 1; axis >= 0; axis--) {
        double[] along = eigenvalues.get(axis);
        sum += along[rest % along.length];
        rest /= along.length;
      }
      values[at] = function.applyAsDouble(diffusivities[rest] * sum);
    }
    return Value.constant(type, values);
  }

  /** Each line along an axis as a row vector times a matrix. */
  private Value along(int axis, Value u, RealMatrix matrix) {
    int n = matrix.getRowDimension();
    double[] numbers = new double[n * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(matrix.getRow(i), 0, numbers, i * n, n);
    }
    Value factor = Value.constant(new TensorType(u.type().dtype(), n, n), numbers);
    int[] swap = IntStream.range(0, u.rank()).toArray();
    swap[2 + axis] = u.rank() - 1;
    swap[u.rank() - 1] = 2 + axis;
    return u.transpose(swap).matmul(factor).transpose(swap);
  }
}
