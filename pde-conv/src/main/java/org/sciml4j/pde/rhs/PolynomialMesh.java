package org.sciml4j.pde.rhs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.Tensor;

/**
 * Continuous piecewise polynomials on a mesh of equal cells: products of Lagrange polynomials of
 * one degree along each axis, given by values at nodes, {@code degree} to a cell. Grid point i of N
 * lies at i/N of a periodic axis, at i/(N-1) of any other.
 *
 * @param cells cells along each axis
 * @param degree degree along each axis, 1 or more
 * @param periodic whether each axis closes on itself
 */
public record PolynomialMesh(int[] cells, int degree, boolean[] periodic) {
  /**
   * Copies and checks the numbers.
   *
   * @throws InvalidInputException if there are not one to three axes or a number is below 1
   */
  public PolynomialMesh {
    cells = cells.clone();
    periodic = periodic.clone();
    boolean fits = cells.length >= 1 && cells.length <= 3 && cells.length == periodic.length;
    if (!fits || degree < 1 || Arrays.stream(cells).anyMatch(count -> count < 1)) {
      throw new InvalidInputException(
          "mesh",
          Arrays.toString(cells) + " cells of degree " + degree,
          "one to three axes of 1 or more cells, degree 1 or more",
          "correct them");
    }
  }

  /** Periodic along all axes. */
  public static PolynomialMesh periodic(int degree, int... cells) {
    boolean[] periodic = new boolean[cells.length];
    Arrays.fill(periodic, true);
    return new PolynomialMesh(cells, degree, periodic);
  }

  /** A copy. */
  @Override
  public int[] cells() {
    return cells.clone();
  }

  /** A copy. */
  @Override
  public boolean[] periodic() {
    return periodic.clone();
  }

  /** Number of nodes along each axis. */
  public long[] nodes() {
    return IntStream.range(0, cells.length)
        .mapToLong(axis -> (long) cells[axis] * degree + (periodic[axis] ? 0 : 1))
        .toArray();
  }

  /**
   * Values on a grid.
   *
   * @param nodes {@code [..., nodes...]}
   * @param space points of the grid along each axis
   * @return {@code [..., space...]}
   * @throws InvalidInputException if the numbers of axes differ
   */
  public Value interpolate(Value nodes, long... space) {
    if (space.length != cells.length) {
      throw new InvalidInputException(
          "space axes", space.length, cells.length + ", as the mesh has", "change the mesh");
    }
    Value values = nodes;
    for (int axis = 0; axis < cells.length; axis++) {
      int position = nodes.rank() - cells.length + axis;
      int[] swap = IntStream.range(0, nodes.rank()).toArray();
      swap[position] = nodes.rank() - 1;
      swap[nodes.rank() - 1] = position;
      int points = Math.toIntExact(space[axis]);
      TensorType type = new TensorType(nodes.type().dtype(), values.shape()[position], points);
      values =
          values.transpose(swap).matmul(Value.constant(type, matrix(axis, points))).transpose(swap);
    }
    return values;
  }

  /** Values on a grid, owned by the caller. */
  public Tensor interpolate(Tensor nodes, long... space) {
    Value input = Value.input("nodes", nodes.dtype(), nodes.shape());
    try (Program program =
        CpuDevice.common().compile(Graph.of(List.of(input), interpolate(input, space)))) {
      return program.call(nodes).getFirst();
    }
  }

  /** {@code [nodes, points]}: the value at a point is the sum over nodes of weight times value. */
  private double[] matrix(int axis, int points) {
    int count = Math.toIntExact(nodes()[axis]);
    double[] matrix = new double[count * points];
    for (int point = 0; point < points; point++) {
      double x = (double) point / (periodic[axis] ? points : Math.max(1, points - 1)) * cells[axis];
      int cell = Math.min((int) x, cells[axis] - 1);
      double at = (x - cell) * degree;
      for (int node = 0; node <= degree; node++) {
        int index = (cell * degree + node) % count;
        matrix[index * points + point] += lagrange(node, at);
      }
    }
    return matrix;
  }

  /** The Lagrange polynomial of a node among 0, 1, ..., degree. */
  private double lagrange(int node, double at) {
    double product = 1;
    for (int other = 0; other <= degree; other++) {
      if (other != node) {
        product *= (at - other) / (node - other);
      }
    }
    return product;
  }
}
