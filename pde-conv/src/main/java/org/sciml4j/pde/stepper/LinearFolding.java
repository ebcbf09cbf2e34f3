package org.sciml4j.pde.stepper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * Linear parts of a step folded: a combination of many stencils on one field becomes one stencil,
 * since {@code Σ_i c_i (K_i u) = (Σ_i c_i K_i) u}, and products with small matrices of numbers
 * become sums that are computed with what is around them. What else is done to fields stays.
 */
final class LinearFolding {
  private static final int MOST_STENCILS = 8;

  private final ShiftAlgebra algebra;
  private final Map<Value, ShiftSums> sums = new HashMap<>();
  private final Set<Value> shared = new HashSet<>();
  private final Map<Value, Value> images = new HashMap<>();
  private final Map<Map.Entry<ShiftTerm, Map<List<Integer>, Double>>, Value> stencils =
      new HashMap<>();

  private LinearFolding(ShiftAlgebra algebra) {
    this.algebra = algebra;
  }

  /** An equal graph on fields {@code [1, variables, space...]}, up to rounding. */
  static Graph folded(Graph graph) {
    LinearFolding folding = new LinearFolding(gridOf(graph));
    folding.analyse(graph);
    return new Graph(graph.inputs(), graph.outputs().stream().map(folding::image).toList());
  }

  private static ShiftAlgebra gridOf(Graph graph) {
    TensorType state = graph.inputs().getFirst().type();
    return new ShiftAlgebra(Arrays.copyOfRange(state.shape(), 2, state.rank()));
  }

  private void analyse(Graph graph) {
    Map<Value, Long> users =
        Stream.concat(
                graph.outputs().stream(),
                graph.values().stream().flatMap(value -> value.operands().stream()))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    graph.inputs().forEach(input -> images.put(input, input));
    graph.inputs().forEach(input -> sums.put(input, ShiftSums.of(input, algebra.lead(input))));
    for (Value value : graph.values()) {
      if (!sums.containsKey(value)) {
        ShiftSums sum = algebra.of(value, this::sumsOf);
        if (sum != null) {
          sums.put(value, sum);
          if (sum.pays(MOST_STENCILS) && !sum.isHere() && users.get(value) > 1) {
            shared.add(value);
          }
        }
      }
    }
  }

  /** A field that is no sum of others, or a costly one that is used again, is one of its own. */
  private ShiftSums sumsOf(Value value) {
    ShiftSums known = shared.contains(value) ? null : sums.get(value);
    long[] lead = known == null ? algebra.lead(value) : null;
    return lead == null ? known : ShiftSums.of(value, lead);
  }

  /** The value in the new graph. */
  private Value image(Value value) {
    Value known = images.get(value);
    if (known == null) {
      ShiftSums sum = sums.get(value);
      known =
          sum != null && sum.pays(MOST_STENCILS)
              ? written(sum, value)
              : value.withOperands(value.operands().stream().map(this::image).toList());
      images.put(value, known);
    }
    return known;
  }

  private Value written(ShiftSums sum, Value value) {
    Value[] channels =
        sum.channels().stream().map(one -> channel(one, value)).toArray(Value[]::new);
    Value joined = channels.length == 1 ? channels[0] : Value.concat(1, channels);
    return joined.reshape(value.shape());
  }

  /** {@code [1, 1, space...]}. */
  private Value channel(Map<ShiftTerm, Double> terms, Value value) {
    Map<ShiftTerm, Map<List<Integer>, Double>> kernels = new LinkedHashMap<>();
    Value total = null;
    double constant = 0;
    for (Map.Entry<ShiftTerm, Double> entry : terms.entrySet()) {
      ShiftTerm term = entry.getKey();
      double weight = entry.getValue();
      if (term.isOne()) {
        constant += weight;
      } else if (term.isHere()) {
        if (weight != 0) {
          Value field = field(term);
          total = sum(total, weight == 1 ? field : field.times(weight));
        }
      } else {
        kernels
            .computeIfAbsent(term.source(), _ -> new LinkedHashMap<>())
            .put(term.offset(), weight);
      }
    }
    for (Map.Entry<ShiftTerm, Map<List<Integer>, Double>> kernel : kernels.entrySet()) {
      Value known = stencils.get(kernel);
      if (known == null) {
        known = stencil(kernel);
        stencils.put(Map.entry(kernel.getKey(), kernel.getValue()), known);
      }
      total = sum(total, known);
    }
    if (total == null) {
      return Value.constant(value.type().withShape(algebra.onGrid(1, 1)), constant);
    }
    return constant == 0 ? total : total.plus(constant);
  }

  private static Value sum(Value total, Value term) {
    return total == null ? term : total.plus(term);
  }

  private Value field(ShiftTerm term) {
    Value base = image(term.base());
    int channels = StridedView.count(algebra.lead(term.base()));
    Value fields = base.reshape(algebra.onGrid(1, channels));
    return channels == 1 ? fields : fields.slice(1, term.channel(), term.channel() + 1);
  }

  private Value stencil(Map.Entry<ShiftTerm, Map<List<Integer>, Double>> kernelOfSource) {
    ShiftTerm source = kernelOfSource.getKey();
    Map<List<Integer>, Double> weights = kernelOfSource.getValue();
    int dims = algebra.dims();
    int[] low = new int[dims];
    int[] high = new int[dims];
    weights.forEach(
        (offset, weight) -> {
          for (int axis = 0; weight != 0 && axis < dims; axis++) {
            low[axis] = Math.max(low[axis], -offset.get(axis));
            high[axis] = Math.max(high[axis], offset.get(axis));
          }
        });
    List<Padding> padding = new ArrayList<>(List.of(Padding.NONE, Padding.NONE));
    long[] shape = new long[2 + dims];
    shape[0] = 1;
    shape[1] = 1;
    int count = 1;
    for (int axis = 0; axis < dims; axis++) {
      padding.add(
          new Padding(
              low[axis],
              high[axis],
              mode(source.low().get(axis), low[axis]),
              mode(source.high().get(axis), high[axis])));
      shape[2 + axis] = 1L + low[axis] + high[axis];
      count *= (int) shape[2 + axis];
    }
    double[] kernel = new double[count];
    weights.forEach(
        (offset, weight) -> {
          if (weight != 0) {
            int at = 0;
            for (int axis = 0; axis < dims; axis++) {
              at = (int) (at * shape[2 + axis]) + offset.get(axis) + low[axis];
            }
            kernel[at] = weight;
          }
        });
    Value field = field(source);
    Value numbers = Value.constant(new TensorType(field.type().dtype(), shape), kernel);
    boolean pads = IntStream.range(0, dims).anyMatch(axis -> low[axis] + high[axis] > 0);
    return (pads ? field.pad(padding) : field)
        .crossCorrelate(numbers, ConvolutionGeometry.dense(dims));
  }

  private static BoundaryMode mode(BoundaryMode given, int points) {
    return points == 0 && given != BoundaryMode.PERIODIC ? BoundaryMode.ZERO : given;
  }
}
