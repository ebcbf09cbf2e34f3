package org.sciml4j.core.autodiff;

import java.util.Arrays;
import java.util.Random;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

/**
 * Where a function is differentiated: the elements of one of its inputs.
 *
 * @param type type of the input
 * @param elements its elements
 */
public record Point(TensorType type, double... elements) {
  /** These elements. */
  public static Point of(double[] elements, long... shape) {
    return new Point(new TensorType(DType.F64, shape), elements);
  }

  /** Elements spread over an interval, the same each time. */
  public static Point between(double low, double high, long... shape) {
    TensorType type = new TensorType(DType.F64, shape);
    Random random = new Random(Arrays.hashCode(shape) + Double.hashCode(low));
    double[] elements =
        random.doubles(type.count()).map(draw -> low + (high - low) * draw).toArray();
    return new Point(type, elements);
  }

  Value input(String label) {
    return Value.input(label, type);
  }
}
