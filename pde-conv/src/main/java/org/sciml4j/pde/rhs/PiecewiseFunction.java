package org.sciml4j.pde.rhs;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.tensor.Tensor;

/**
 * A function f of one number, applied to every number of a field: a continuous piecewise polynomial
 * on equal cells between two values, continued beyond them by its first and last polynomial. Its
 * trainable numbers are its values at the nodes, {@code degree} to a cell and one, zero at first:
 * the nonlinear source of PDE-Net (Long, Lu, Ma, Dong 2018, section 4).
 *
 * @param low where the first cell begins
 * @param high where the last cell ends
 * @param cells number of cells
 * @param degree degree of the polynomials
 */
public record PiecewiseFunction(double low, double high, int cells, int degree)
    implements NamedLayer {
  private static final String NODES = "nodes";

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if the interval is empty or a number below 1
   */
  public PiecewiseFunction {
    if (!(low < high) || !Double.isFinite(high - low) || cells < 1 || degree < 1) {
      throw new InvalidInputException(
          "piecewise function",
          cells + " cells of degree " + degree + " on [" + low + ", " + high + "]",
          "1 or more of degree 1 or more on an interval",
          "correct the numbers");
    }
  }

  @Override
  public String kind() {
    return "PiecewiseFunction";
  }

  /** Number of nodes. */
  public int nodes() {
    return cells * degree + 1;
  }

  /** Where node {@code i} lies. */
  public double node(int i) {
    return low + (high - low) * i / (nodes() - 1);
  }

  /** The values at the nodes that parameters stand for, the caller's. */
  public Tensor values(Parameters parameters, String path) {
    return parameters.get(path + "/" + NODES).copy();
  }

  @Override
  public Value compute(Value input, Scope own) {
    Value values = own.parameter(NODES, Initializers.ZEROS, nodes());
    Value x = input.minus(low).times(cells / (high - low));
    Value cell = x.floor().maximum(0).minimum(cells - 1.0).stopGradient();
    Value at = x.minus(cell).times(degree);
    Value first = cell.times(degree).reshape(input.type().count());
    Value sum = null;
    for (int node = 0; node <= degree; node++) {
      Value term =
          values.gather(0, first.plus(node)).reshape(input.shape()).times(lagrange(node, at));
      sum = sum == null ? term : sum.plus(term);
    }
    return sum;
  }

  /** The Lagrange polynomial of a node among 0, 1, ..., degree. */
  private Value lagrange(int node, Value at) {
    Value product = at.filled(1);
    for (int other = 0; other <= degree; other++) {
      if (other != node) {
        product = product.times(at.minus(other).dividedBy(node - other));
      }
    }
    return product;
  }
}
