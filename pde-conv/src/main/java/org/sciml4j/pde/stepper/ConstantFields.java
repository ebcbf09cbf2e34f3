package org.sciml4j.pde.stepper;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Value;
import org.sciml4j.pde.stepper.PointExpression.Element;
import org.sciml4j.pde.stepper.PointExpression.Literal;

/**
 * Numbers of a graph as parts of a C program: one that is the same at all points as a literal, each
 * table of others once, without what broadcasting repeats.
 *
 * @param numbers all of them
 * @param view those of the value
 */
record ConstantFields(Constant numbers, StridedView view) {
  /** A constant, or one that is repeated; null for other values. */
  static ConstantFields of(Value value) {
    return switch (value.primitive()) {
      case Constant constant -> new ConstantFields(constant, StridedView.rowMajor(value.shape()));
      case Broadcast _ -> {
        ConstantFields given = of(value.operand(0));
        yield given == null
            ? null
            : new ConstantFields(given.numbers, given.view.broadcastTo(value.shape()));
      }
      default -> null;
    };
  }

  /** The numbers as a matrix in row-major order. */
  double[] matrix() {
    return Arrays.stream(view.axes(view.rank() - 2, view.rank()).positions())
        .mapToDouble(numbers::value)
        .toArray();
  }

  /** Whether all but the last two axes repeat one matrix. */
  boolean isOneMatrix() {
    return view.rank() >= 2
        && IntStream.range(0, view.rank() - 2)
            .allMatch(axis -> view.extents()[axis] == 1 || view.strides()[axis] == 0);
  }

  /**
   * The channels that fields of this shape have.
   *
   * @param leading number of leading axes
   * @param box of the fields; where the value has as many axes, its own extents take their place
   */
  StepFields on(int leading, long[] box, CFile file) {
    boolean axes = view.rank() == leading + box.length;
    StridedView points = view.axes(leading, view.rank()).from(0);
    if (!axes) {
      long stride = points.strides()[0];
      StridedView dense = StridedView.rowMajor(box);
      points = stride == 0 ? StridedView.rowMajor().broadcastTo(box) : dense;
    }
    StridedView at = points;
    StridedView lead = view.axes(0, leading);
    return new StepFields(
        lead.extents(),
        at.extents(),
        Arrays.stream(lead.positions()).mapToObj(first -> channel(at.from(first), file)).toList());
  }

  private PointExpression channel(StridedView points, CFile file) {
    StridedView once = points.withoutRepetition();
    double[] values = Arrays.stream(once.positions()).mapToDouble(numbers::value).toArray();
    if (Arrays.stream(values).allMatch(x -> Double.compare(x, values[0]) == 0)) {
      return new Literal(values[0]);
    }
    StridedView own = StridedView.rowMajor(once.extents()).broadcastTo(points.extents());
    return new Element(file.table(values), own);
  }
}
