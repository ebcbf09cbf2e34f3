package org.sciml4j.pde.stepper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.graph.Abs;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Concat;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Divide;
import org.sciml4j.core.graph.Exp;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Less;
import org.sciml4j.core.graph.MatMul;
import org.sciml4j.core.graph.Maximum;
import org.sciml4j.core.graph.Minimum;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Negate;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.Select;
import org.sciml4j.core.graph.Slice;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.StopGradient;
import org.sciml4j.core.graph.Subtract;
import org.sciml4j.core.graph.Sum;
import org.sciml4j.core.graph.Tanh;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.pde.stepper.PointExpression.Combined;
import org.sciml4j.pde.stepper.PointExpression.Element;
import org.sciml4j.pde.stepper.PointExpression.Literal;

/**
 * A trained step as a C99 function without dependencies but {@code math.h}, for one grid:
 *
 * <pre>{@code
 * void name(const double *u, double *next, double *work);
 * }</pre>
 *
 * <p>It can say steps that are made of stencils with boundary modes and of arithmetic at points:
 * polynomials, symbolic networks, variable coefficients, forcing, masks, small convolutional
 * networks. It refuses others, such as edges with given values and schemes that carry earlier
 * values.
 */
public final class StepSource {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final ShiftAlgebra grid;
  private final CStep code;
  private final Map<Value, List<PointExpression>> known = new HashMap<>();

  private StepSource(ShiftAlgebra grid, CStep code) {
    this.grid = grid;
    this.code = code;
  }

  /**
   * The source file.
   *
   * @param step one time step
   * @param parameters its trained numbers
   * @param state type of a state, {@code [variables, space...]}
   * @param name of the function
   * @throws InvalidInputException if the step cannot be said in these terms, naming what cannot
   */
  public static String c(Layer step, Parameters parameters, TensorType state, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInputException("name", "'" + name + "'", "a C identifier", "choose another");
    }
    long[] one = LongStream.concat(LongStream.of(1), LongStream.of(state.shape())).toArray();
    List<Graph> graphs = StepGraphs.of(step, parameters, state.withShape(one), CpuDevice.common());
    if (graphs.size() > 1) {
      throw new InvalidInputException(
          "step", "with values of earlier steps", "a one-step scheme", "export a Runge-Kutta step");
    }
    Graph graph = graphs.getFirst();
    long[] space = Arrays.copyOfRange(state.shape(), 1, state.rank());
    CStep code = new CStep(name, state.dtype(), space);
    new StepSource(new ShiftAlgebra(space), code).write(graph, Math.toIntExact(state.size(0)));
    return code.file(
        "A step of " + state.size(0) + " variables on " + Arrays.toString(space) + " points.");
  }

  private void write(Graph graph, int variables) {
    long points = graph.inputs().getFirst().type().count() / variables;
    List<PointExpression> inputs = new ArrayList<>();
    List<Element> outputs = new ArrayList<>();
    for (int i = 0; i < variables; i++) {
      inputs.add(new Element("u", i * points));
      outputs.add(new Element("next", i * points));
    }
    known.put(graph.inputs().getFirst(), inputs);
    for (Value value : graph.values()) {
      if (!known.containsKey(value) && !(value.primitive() instanceof Pad) && !isKernel(value)) {
        known.put(value, channels(value));
      }
    }
    code.store(outputs, known.get(graph.outputs().getFirst()));
  }

  /** Numbers that only convolutions and products read. */
  private boolean isKernel(Value value) {
    return grid.lead(value) == null
        && (value.primitive() instanceof Constant
            || value.operands().stream().allMatch(one -> one.primitive() instanceof Constant));
  }

  private List<PointExpression> channels(Value value) {
    return switch (value.primitive()) {
      case Constant constant -> numbers(value, constant, value);
      case Broadcast _ when value.operand(0).primitive() instanceof Constant constant ->
          numbers(value, constant, value.operand(0));
      case Add _ -> each(value, "%s + %s");
      case Subtract _ -> each(value, "%s - %s");
      case Multiply _ -> each(value, "%s * %s");
      case Divide _ -> each(value, "%s / %s");
      case Negate _ -> each(value, "-%s");
      case Abs _ -> each(value, "fabs(%s)");
      case Exp _ -> each(value, "exp(%s)");
      case Tanh _ -> each(value, "tanh(%s)");
      case Maximum _ -> each(value, "fmax(%s, %s)");
      case Minimum _ -> each(value, "fmin(%s, %s)");
      case Less _ -> each(value, "%s < %s");
      case Select _ -> each(value, "%s != 0 ? %s : %s");
      case StopGradient _ -> known.get(value.operand(0));
      case Reshape _ when grid.lead(value) != null && known(value.operand(0)) ->
          known.get(value.operand(0));
      case Slice slice -> slice(slice, value);
      case Concat concat when grid.lead(value) != null && concat.axis() < grid.lead(value).length ->
          concat(concat.axis(), value);
      case Sum sum when grid.lead(value) != null -> sum(sum, value);
      case MatMul _ -> matmul(value);
      case Convolution one -> convolution(one, value);
      default -> throw refused(value);
    };
  }

  private boolean known(Value value) {
    return known.containsKey(value);
  }

  private static InvalidInputException refused(Value value) {
    return new InvalidInputException(
        "step with " + value,
        "which cannot be written as loops over points",
        "stencils with boundary modes and arithmetic at points",
        "call the stepper instead");
  }

  /** As many as there are leading indices, from numbers that broadcasting repeats. */
  private List<PointExpression> numbers(Value value, Constant constant, Value given) {
    long[] lead = grid.lead(value);
    if (lead == null) {
      throw refused(value);
    }
    int channels = ShiftSums.count(lead);
    if (constant.isUniform()) {
      return IntStream.range(0, channels)
          .<PointExpression>mapToObj(_ -> new Literal(constant.value(0)))
          .toList();
    }
    long[] shape = value.shape();
    long[] from = given.shape();
    int added = shape.length - from.length;
    int points = Math.toIntExact(value.type().count() / channels);
    List<PointExpression> all = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      double[] numbers = new double[points];
      for (int p = 0; p < points; p++) {
        long rest = (long) channel * points + p;
        long at = 0;
        long stride = 1;
        for (int axis = shape.length - 1; axis >= added; axis--) {
          at += from[axis - added] == 1 ? 0 : rest % shape[axis] * stride;
          rest /= shape[axis];
          stride *= from[axis - added];
        }
        numbers[p] = constant.value(at);
      }
      boolean uniform = Arrays.stream(numbers).allMatch(x -> x == numbers[0]);
      all.add(uniform ? new Literal(numbers[0]) : code.table(numbers, 0));
    }
    return all;
  }

  private List<PointExpression> each(Value value, String format) {
    if (grid.lead(value) == null || !value.operands().stream().allMatch(this::known)) {
      throw refused(value);
    }
    List<List<PointExpression>> operands = value.operands().stream().map(known::get).toList();
    return IntStream.range(0, operands.getFirst().size())
        .<PointExpression>mapToObj(
            c -> new Combined(format, operands.stream().map(one -> one.get(c)).toList()))
        .toList();
  }

  private List<PointExpression> slice(Slice slice, Value value) {
    long[] lead = grid.lead(value);
    long[] from = grid.lead(value.operand(0));
    if (lead == null || from == null || lead.length != from.length || !known(value.operand(0))) {
      throw refused(value);
    }
    for (int axis = lead.length; axis < value.rank(); axis++) {
      if (!slice.spans().get(axis).equals(Span.all(value.operand(0).type().size(axis)))) {
        throw refused(value);
      }
    }
    List<PointExpression> all = new ArrayList<>();
    for (int c = 0; c < ShiftSums.count(lead); c++) {
      int at = 0;
      int rest = c;
      int stride = 1;
      for (int axis = lead.length - 1; axis >= 0; axis--) {
        Span span = slice.spans().get(axis);
        at += (int) (span.from() + rest % lead[axis] * span.step()) * stride;
        rest /= (int) lead[axis];
        stride *= (int) from[axis];
      }
      all.add(known.get(value.operand(0)).get(at));
    }
    return all;
  }

  private List<PointExpression> concat(int axis, Value value) {
    int outer = ShiftSums.count(Arrays.copyOf(grid.lead(value), axis));
    List<PointExpression> all = new ArrayList<>();
    for (int i = 0; i < outer; i++) {
      for (Value operand : value.operands()) {
        if (!known(operand)) {
          throw refused(value);
        }
        List<PointExpression> part = known.get(operand);
        int size = part.size() / outer;
        all.addAll(part.subList(i * size, (i + 1) * size));
      }
    }
    return all;
  }

  private List<PointExpression> sum(Sum sum, Value value) {
    long[] lead = grid.lead(value);
    long[] from = grid.lead(value.operand(0));
    if (from == null
        || from.length != lead.length
        || !known(value.operand(0))
        || sum.axes().stream().anyMatch(axis -> axis >= lead.length)) {
      throw refused(value);
    }
    PointExpression[] sums = new PointExpression[ShiftSums.count(lead)];
    List<PointExpression> terms = known.get(value.operand(0));
    for (int c = 0; c < terms.size(); c++) {
      int at = 0;
      int rest = c;
      int stride = 1;
      for (int axis = lead.length - 1; axis >= 0; axis--) {
        at += lead[axis] == 1 ? 0 : (int) (rest % from[axis]) * stride;
        rest /= (int) from[axis];
        stride *= (int) lead[axis];
      }
      sums[at] =
          sums[at] == null
              ? terms.get(c)
              : new Combined("%s + %s", List.of(sums[at], terms.get(c)));
    }
    return List.of(sums);
  }

  private List<PointExpression> matmul(Value value) {
    Value left = value.operand(0);
    Value matrix = left.primitive() instanceof Broadcast ? left.operand(0) : left;
    int rows = (int) left.type().size(left.rank() - 2);
    int columns = (int) left.type().size(left.rank() - 1);
    if (!(matrix.primitive() instanceof Constant numbers)
        || matrix.type().count() != (long) rows * columns
        || !known(value.operand(1))
        || known.get(value.operand(1)).size() != columns) {
      throw refused(value);
    }
    List<PointExpression> all = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      double[] weights = new double[columns];
      for (int column = 0; column < columns; column++) {
        weights[column] = numbers.value((long) row * columns + column);
      }
      all.add(combination(weights, known.get(value.operand(1))));
    }
    return all;
  }

  private static PointExpression combination(double[] weights, List<PointExpression> terms) {
    PointExpression sum = null;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        PointExpression term =
            new Combined("%s * %s", List.of(new Literal(weights[i]), terms.get(i)));
        sum = sum == null ? term : new Combined("%s + %s", List.of(sum, term));
      }
    }
    return sum == null ? new Literal(0) : sum;
  }

  private List<PointExpression> convolution(Convolution one, Value value) {
    Value padded = value.operand(0);
    boolean pads = padded.primitive() instanceof Pad;
    Value field = pads ? padded.operand(0) : padded;
    long[] kernel = value.operand(1).shape();
    long[] extents = Arrays.copyOfRange(kernel, 2, kernel.length);
    boolean onGrid = grid.lead(value) != null && grid.lead(value).length == 2 && known(field);
    if (!onGrid
        || !one.geometry().equals(ConvolutionGeometry.dense(grid.dims()))
        || !(value.operand(1).primitive() instanceof Constant numbers)) {
      throw refused(value);
    }
    List<Padding> padding = new ArrayList<>();
    for (int axis = 0; axis < grid.dims(); axis++) {
      padding.add(pads ? ((Pad) padded.primitive()).padding().get(2 + axis) : Padding.NONE);
    }
    int in = (int) kernel[1];
    int box = ShiftSums.count(extents);
    List<PointExpression> all = new ArrayList<>();
    for (long sample = 0; sample < value.type().size(0); sample++) {
      List<PointExpression> x =
          known.get(field).subList((int) sample * in, (int) (sample + 1) * in);
      List<Element> sources = box == 1 ? List.of() : x.stream().map(code::stored).toList();
      for (int out = 0; out < kernel[0]; out++) {
        List<double[]> kernels = new ArrayList<>();
        for (int c = 0; c < in; c++) {
          double[] weights = new double[box];
          for (int point = 0; point < box; point++) {
            weights[point] = numbers.value(((long) out * in + c) * box + point);
          }
          kernels.add(weights);
        }
        all.add(
            box == 1
                ? combination(kernels.stream().mapToDouble(w -> w[0]).toArray(), x)
                : code.stencil(sources, kernels, extents, padding));
      }
    }
    return all;
  }
}
