package org.sciml4j.pde.stepper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Cast;
import org.sciml4j.core.graph.Concat;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.graph.Gather;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.MatMul;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Power;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.Reverse;
import org.sciml4j.core.graph.Slice;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.StopGradient;
import org.sciml4j.core.graph.Sum;
import org.sciml4j.core.graph.Transpose;
import org.sciml4j.core.graph.Value;
import org.sciml4j.pde.stepper.PointExpression.Combined;
import org.sciml4j.pde.stepper.PointExpression.Literal;

/** A graph of fields as the body of a C function: value by value, each as channels on a box. */
final class StepTranslation {
  private final CFile file;
  private final FieldViews views;
  private final FieldProducts products;
  private final Map<Value, StepFields> known = new HashMap<>();

  StepTranslation(CFile file, CFunction code) {
    this.file = file;
    views = new FieldViews(code);
    products = new FieldProducts(file, code);
  }

  /** An input is these arrays. */
  void give(Value input, StepFields arrays) {
    known.put(input, arrays);
  }

  /** What a graph's outputs are. */
  List<StepFields> translate(Graph graph) {
    List<Value> order = graph.values();
    Set<Value> read = new HashSet<>(graph.outputs());
    for (Value value : order.reversed()) {
      if (read.contains(value)) {
        read.addAll(fieldsOf(value));
      }
    }
    for (Value value : order) {
      if (read.contains(value) && !known.containsKey(value) && ConstantFields.of(value) == null) {
        StepFields fields = fields(value);
        if (fields == null) {
          throw UntranslatedLayer.of(value, graph);
        }
        known.put(value, fields);
      }
    }
    StepFields state = known.get(graph.inputs().getFirst());
    return graph.outputs().stream().map(output -> operand(output, state)).toList();
  }

  /** Operands that are read as fields: no kernels, and nothing padded that is padded on the way. */
  private static List<Value> fieldsOf(Value value) {
    return switch (value.primitive()) {
      case Convolution _, Slice _ -> List.of(unpadded(value.operand(0)));
      case Gather _ -> List.of(value.operand(1));
      default -> value.operands();
    };
  }

  private static Value unpadded(Value value) {
    return value.primitive() instanceof Pad ? value.operand(0) : value;
  }

  /** A value, or null where there is no way to say it. */
  private StepFields fields(Value value) {
    if (value.primitive() instanceof Elementwise operation) {
      return each(operation, value);
    }
    if (value.primitive() instanceof Concat concat) {
      return views.concat(concat.axis(), value, operands(value));
    }
    StepFields x =
        fieldsOf(value).stream().map(known::get).filter(Objects::nonNull).findFirst().orElse(null);
    if (x == null) {
      return null;
    }
    return switch (value.primitive()) {
      case StopGradient _ -> x;
      case Cast _ when value.operand(0).type().equals(value.type()) -> x;
      case Reshape _ -> x.reshaped(value.shape());
      case Broadcast _ -> views.broadcast(value, x);
      case Pad _ ->
          views.slice(Arrays.stream(value.shape()).mapToObj(Span::all).toList(), value, x);
      case Slice(List<Span> spans) -> views.slice(spans, value.operand(0), x);
      case Reverse(List<Integer> axes) -> views.reverse(axes, value, x);
      case Transpose(List<Integer> permutation) -> views.transpose(permutation, value, x);
      case Sum sum -> FieldProducts.sum(sum.axes(), x);
      case Convolution one -> products.convolution(one, value, x);
      case MatMul _ -> products.matmul(value, x);
      case Gather _ -> products.gather(value, x);
      default -> null;
    };
  }

  /** The fields of an operand, where numbers have the leading axes of another operand. */
  private StepFields operand(Value value, StepFields like) {
    ConstantFields numbers = ConstantFields.of(value);
    if (numbers == null) {
      return known.get(value);
    }
    if (like.lead() != null) {
      return numbers.on(like.lead().length, like.box(), file);
    }
    PointExpression one = new Literal(numbers.numbers().value(0));
    return numbers.numbers().isUniform()
        ? new StepFields(null, like.box(), Collections.nCopies(like.channels().size(), one))
        : null;
  }

  /** All operands, with as many channels each; null where one is unknown. */
  private List<StepFields> operands(Value value) {
    StepFields like =
        value.operands().stream().map(known::get).filter(Objects::nonNull).findFirst().orElse(null);
    if (like == null) {
      return null;
    }
    List<StepFields> all = value.operands().stream().map(one -> operand(one, like)).toList();
    return all.stream().allMatch(Objects::nonNull) ? all : null;
  }

  private StepFields each(Elementwise operation, Value value) {
    List<StepFields> x = operands(value);
    if (x == null
        || x.stream().anyMatch(one -> !Arrays.equals(one.box(), x.getFirst().box()))
        || x.stream().mapToInt(one -> one.channels().size()).distinct().count() > 1) {
      return null;
    }
    String format = new PointFormats(file.dtype()).of(operation);
    List<PointExpression> channels = new ArrayList<>();
    for (int c = 0; c < x.getFirst().channels().size(); c++) {
      int channel = c;
      List<PointExpression> operands = x.stream().map(one -> one.channels().get(channel)).toList();
      boolean square = operation instanceof Power && operands.get(1).equals(new Literal(2));
      channels.add(
          square
              ? new Combined("%1$s * %1$s", operands.subList(0, 1))
              : new Combined(format, operands));
    }
    return new StepFields(x.getFirst().lead(), x.getFirst().box(), channels);
  }
}
