package org.sciml4j.pde.stepper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Concat;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.MatMul;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Negate;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.Slice;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.Subtract;
import org.sciml4j.core.graph.Sum;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.stencil.BoundaryMode;

/** What linear operations make of sums of shifted fields on one grid. */
final class ShiftAlgebra {
  /** Products with more numbers are left to matrix kernels. */
  private static final long MOST_FACTORS = 64;

  private static final long MOST_ROWS = 4;

  private final long[] space;
  private final long points;
  private final boolean shifts;
  private final long mostFactors;
  private final long mostRows;

  ShiftAlgebra(long[] space) {
    this(space, true, MOST_FACTORS, MOST_ROWS);
  }

  private ShiftAlgebra(long[] space, boolean shifts, long mostFactors, long mostRows) {
    this.space = space.clone();
    this.shifts = shifts;
    this.mostFactors = mostFactors;
    this.mostRows = mostRows;
    points = Arrays.stream(space).reduce(1, (a, b) -> a * b);
  }

  /** What takes values of one point only, products with any matrices among it. */
  static ShiftAlgebra ofPoints(long[] space) {
    return new ShiftAlgebra(space, false, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  int dims() {
    return space.length;
  }

  /** {@code lead} with the extents of the grid behind it. */
  long[] onGrid(long... lead) {
    long[] shape = Arrays.copyOf(lead, lead.length + space.length);
    System.arraycopy(space, 0, shape, lead.length, space.length);
    return shape;
  }

  /** The axes before those of the grid, or of all its points; null for values of other grids. */
  long[] lead(Value value) {
    long[] shape = value.shape();
    int from = shape.length - space.length;
    if (from >= 0 && Arrays.equals(Arrays.copyOfRange(shape, from, shape.length), space)) {
      return Arrays.copyOf(shape, from);
    }
    boolean flat = shape.length > 0 && shape[shape.length - 1] == points;
    return flat ? Arrays.copyOf(shape, shape.length - 1) : null;
  }

  /**
   * A value as sums, or null where its operation is no linear one of fields.
   *
   * @param known what is known of operands
   */
  ShiftSums of(Value value, Function<Value, ShiftSums> known) {
    long[] lead = lead(value);
    if (lead == null || !(value.primitive() instanceof Operation operation)) {
      return null;
    }
    List<ShiftSums> x = value.operands().stream().map(known).toList();
    return switch (operation) {
      case Constant _, Broadcast _ -> constant(value, lead);
      case Add _ -> both(x) ? x.get(0).plus(1, x.get(1), 1) : null;
      case Subtract _ -> both(x) ? x.get(0).plus(1, x.get(1), -1) : null;
      case Negate _ -> scaled(x.get(0), -1);
      case Multiply _ -> both(x) ? product(x.get(0), x.get(1)) : null;
      case Reshape _ -> x.get(0) == null ? null : x.get(0).withLead(lead);
      case Slice slice -> slice(slice, lead, value.operand(0), x.get(0));
      case Concat concat -> concat.axis() < lead.length ? concat(concat.axis(), lead, x) : null;
      case Sum sum -> sum(sum, lead, value.operand(0), x.get(0));
      case MatMul _ -> matmul(value, lead, x.get(1));
      case Convolution one -> convolution(one, lead, value, known);
      default -> null;
    };
  }

  private static boolean both(List<ShiftSums> x) {
    return x.get(0) != null && x.get(1) != null;
  }

  private static ShiftSums scaled(ShiftSums x, double factor) {
    double[] factors = new double[x == null ? 0 : x.channels().size()];
    Arrays.fill(factors, factor);
    return x == null ? null : x.times(factors);
  }

  /** Numbers that are the same at all points. */
  private ShiftSums constant(Value value, long[] lead) {
    int channels = StridedView.count(lead);
    double[] numbers = new double[channels];
    if (value.primitive() instanceof Constant constant) {
      if (!constant.isUniform()) {
        return null;
      }
      Arrays.fill(numbers, constant.value(0));
    } else if (value.operand(0).primitive() instanceof Constant constant) {
      StridedView view = StridedView.rowMajor(value.operand(0).shape()).broadcastTo(value.shape());
      StridedView points = view.axes(lead.length, view.rank());
      if (points.withoutRepetition().count() > 1) {
        return null;
      }
      numbers =
          Arrays.stream(view.axes(0, lead.length).positions())
              .mapToDouble(constant::value)
              .toArray();
    } else {
      return null;
    }
    List<Map<ShiftTerm, Double>> sums = new ArrayList<>();
    for (double number : numbers) {
      sums.add(Map.of(ShiftTerm.one(), number));
    }
    return new ShiftSums(lead, sums, false, Set.of());
  }

  private static ShiftSums product(ShiftSums a, ShiftSums b) {
    double[] first = numbers(a);
    double[] second = numbers(b);
    return first != null ? b.times(first) : second != null ? a.times(second) : null;
  }

  private static double[] numbers(ShiftSums x) {
    boolean constant =
        x.channels().stream().allMatch(c -> c.keySet().stream().allMatch(ShiftTerm::isOne));
    return constant
        ? x.channels().stream().mapToDouble(c -> c.getOrDefault(ShiftTerm.one(), 0.0)).toArray()
        : null;
  }

  private ShiftSums slice(Slice slice, long[] lead, Value operand, ShiftSums x) {
    long[] from = x == null ? null : lead(operand);
    if (from == null || from.length != lead.length) {
      return null;
    }
    for (int axis = lead.length; axis < operand.rank(); axis++) {
      if (!slice.spans().get(axis).equals(Span.all(operand.type().size(axis)))) {
        return null;
      }
    }
    StridedView view = StridedView.rowMajor(from).slice(slice.spans().subList(0, lead.length));
    return x.select(lead, view.positions());
  }

  private static ShiftSums concat(int axis, long[] lead, List<ShiftSums> x) {
    if (x.stream().anyMatch(one -> one == null)) {
      return null;
    }
    int outer = StridedView.count(Arrays.copyOf(lead, axis));
    List<Map<ShiftTerm, Double>> channels = new ArrayList<>();
    for (int i = 0; i < outer; i++) {
      for (ShiftSums part : x) {
        int size = part.channels().size() / outer;
        channels.addAll(part.channels().subList(i * size, (i + 1) * size));
      }
    }
    return new ShiftSums(
        lead, channels, x.stream().anyMatch(ShiftSums::contracted), ShiftSums.union(x));
  }

  private ShiftSums sum(Sum sum, long[] lead, Value operand, ShiftSums x) {
    long[] from = x == null ? null : lead(operand);
    if (from == null
        || from.length != lead.length
        || x.terms() > mostFactors
        || sum.axes().stream().anyMatch(axis -> axis >= lead.length)) {
      return null;
    }
    List<Map<ShiftTerm, Double>> sums = new ArrayList<>();
    for (int c = 0; c < StridedView.count(lead); c++) {
      sums.add(new LinkedHashMap<>());
    }
    int[] targets = StridedView.rowMajor(lead).broadcastTo(from).positions();
    for (int c = 0; c < targets.length; c++) {
      ShiftSums.add(sums.get(targets[c]), x.channels().get(c), 1);
    }
    return new ShiftSums(lead, sums, true, x.convolutions());
  }

  /** A matrix of numbers times channels. */
  private ShiftSums matmul(Value value, long[] lead, ShiftSums x) {
    Value left = value.operand(0);
    Value matrix = left.primitive() instanceof Broadcast ? left.operand(0) : left;
    if (x == null || !(matrix.primitive() instanceof Constant numbers)) {
      return null;
    }
    int rows = (int) left.type().size(left.rank() - 2);
    int columns = (int) left.type().size(left.rank() - 1);
    boolean one = matrix.type().count() == (long) rows * columns;
    if (!one
        || x.channels().size() != columns
        || rows > mostRows
        || (long) rows * columns > mostFactors) {
      return null;
    }
    List<Map<ShiftTerm, Double>> sums = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      Map<ShiftTerm, Double> sum = new LinkedHashMap<>();
      for (int column = 0; column < columns; column++) {
        ShiftSums.add(sum, x.channels().get(column), numbers.value((long) row * columns + column));
      }
      sums.add(sum);
    }
    return new ShiftSums(lead, sums, true, x.convolutions());
  }

  private ShiftSums convolution(
      Convolution one, long[] lead, Value value, Function<Value, ShiftSums> known) {
    Value padded = value.operand(0);
    boolean dense = one.geometry().equals(ConvolutionGeometry.dense(dims()));
    if (!dense || !(value.operand(1).primitive() instanceof Constant kernel)) {
      return null;
    }
    boolean pads = padded.primitive() instanceof Pad;
    ShiftSums x = known.apply(pads ? padded.operand(0) : padded);
    long[] shape = kernel.type().shape();
    int box = StridedView.count(Arrays.copyOfRange(shape, 2, shape.length));
    if (x == null || lead.length != 2 || lead[0] * shape[1] != x.channels().size()) {
      return null;
    }
    if (!pads) {
      return box == 1 && shape[0] <= mostRows && kernel.type().count() <= mostFactors
          ? pointwise(lead, kernel, x)
          : null;
    }
    List<Padding> padding = ((Pad) padded.primitive()).padding();
    boolean simple =
        padding.subList(0, 2).stream().allMatch(Padding.NONE::equals)
            && x.channels().stream()
                .allMatch(c -> c.size() == 1 && isField(c.keySet().iterator().next()));
    return simple && shifts
        ? shifted(lead, value, kernel, padding.subList(2, padding.size()), x)
        : null;
  }

  private static boolean isField(ShiftTerm term) {
    return term.isHere() && !term.isOne();
  }

  private static ShiftSums pointwise(long[] lead, Constant kernel, ShiftSums x) {
    int in = (int) kernel.type().size(1);
    List<Map<ShiftTerm, Double>> sums = new ArrayList<>();
    for (int c = 0; c < StridedView.count(lead); c++) {
      int sample = c / (int) lead[1];
      int out = c % (int) lead[1];
      Map<ShiftTerm, Double> sum = new LinkedHashMap<>();
      for (int k = 0; k < in; k++) {
        ShiftSums.add(sum, x.channels().get(sample * in + k), kernel.value((long) out * in + k));
      }
      sums.add(sum);
    }
    return new ShiftSums(lead, sums, true, x.convolutions());
  }

  private ShiftSums shifted(
      long[] lead, Value value, Constant kernel, List<Padding> padding, ShiftSums x) {
    List<BoundaryMode> low = padding.stream().map(Padding::lowMode).toList();
    List<BoundaryMode> high = padding.stream().map(Padding::highMode).toList();
    long[] shape = kernel.type().shape();
    int in = (int) shape[1];
    int box = StridedView.count(Arrays.copyOfRange(shape, 2, shape.length));
    List<Map<ShiftTerm, Double>> sums = new ArrayList<>();
    for (int c = 0; c < StridedView.count(lead); c++) {
      int sample = c / (int) lead[1];
      int out = c % (int) lead[1];
      Map<ShiftTerm, Double> sum = new LinkedHashMap<>();
      for (int k = 0; k < in; k++) {
        Map.Entry<ShiftTerm, Double> field =
            x.channels().get(sample * in + k).entrySet().iterator().next();
        for (int point = 0; point < box; point++) {
          ShiftTerm term =
              new ShiftTerm(
                  field.getKey().base(),
                  low,
                  high,
                  field.getKey().channel(),
                  offset(point, shape, padding));
          double weight = kernel.value(((long) out * in + k) * box + point);
          sum.merge(term, field.getValue() * weight, Double::sum);
        }
      }
      sums.add(sum);
    }
    return new ShiftSums(lead, sums, x.contracted(), Set.of(value));
  }

  private List<Integer> offset(int point, long[] kernel, List<Padding> padding) {
    Integer[] offset = new Integer[dims()];
    int rest = point;
    for (int axis = dims() - 1; axis >= 0; axis--) {
      offset[axis] = (int) (rest % kernel[2 + axis] - padding.get(axis).low());
      rest /= (int) kernel[2 + axis];
    }
    return List.of(offset);
  }
}
