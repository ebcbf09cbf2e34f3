package org.sciml4j.pde.stepper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sciml4j.core.graph.Abs;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Divide;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Leaf;
import org.sciml4j.core.graph.Less;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Power;
import org.sciml4j.core.graph.Select;
import org.sciml4j.core.graph.Sqrt;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;

/**
 * Arithmetic at points as polynomials, field by field, each factor taken out that most terms share:
 * {@code a x² + b x y + c x = x (a x + b y + c)}, about one fused operation for each term. Products
 * of sums, as in symbolic networks, are not expanded. Matrices of numbers become sums, so that a
 * device can compute all of it at a point without keeping what is between in memory.
 */
final class PolynomialForm {
  private static final int MOST_OPERATIONS = 3000;
  private static final int MOST_CHOICES = 8;

  /** A field that is no polynomial of others, or a sum as a factor. */
  private sealed interface Factor {
    record Field(Value base, int channel) implements Factor {}

    record Total(Map<List<Integer>, Double> sum) implements Factor {}
  }

  private record Channel(Value value, int number) {}

  private final ShiftAlgebra algebra;
  private final Map<Value, ShiftSums> linear = new IdentityHashMap<>();
  private final List<Factor> factors = new ArrayList<>();
  private final Map<Factor, Integer> numbers = new HashMap<>();
  private final Map<Channel, Map<List<Integer>, Double>> sums = new HashMap<>();
  private final Map<Map<List<Integer>, Double>, Value> written = new HashMap<>();
  private final Map<Integer, Value> fields = new HashMap<>();
  private final Map<Value, Value> images = new IdentityHashMap<>();
  private int operations;
  private boolean known = true;

  private PolynomialForm(ShiftAlgebra algebra) {
    this.algebra = algebra;
  }

  /** An equal graph up to rounding; the same one where it has no products or others beside. */
  static Graph factored(Graph graph) {
    TensorType state = graph.inputs().getFirst().type();
    long[] space = Arrays.copyOfRange(state.shape(), 2, state.rank());
    PolynomialForm form = new PolynomialForm(ShiftAlgebra.ofPoints(space));
    return form.isPolynomial(graph) ? form.graph(graph) : graph;
  }

  private Graph graph(Graph graph) {
    List<Value> outputs = graph.outputs().stream().map(this::image).toList();
    return known ? new Graph(graph.inputs(), outputs) : graph;
  }

  /** Finds what is linear, and whether all the rest is known. */
  private boolean isPolynomial(Graph graph) {
    boolean products = false;
    for (Value value : graph.values()) {
      ShiftSums sum = value.primitive() instanceof Leaf ? null : algebra.of(value, this::linearOf);
      if (sum != null) {
        linear.put(value, sum);
      } else if (value.primitive() instanceof Elementwise && algebra.lead(value) != null) {
        if (!isKnown(value) && !isChoice(value)) {
          return false;
        }
        products |= isProduct(value);
      }
    }
    return products;
  }

  private static boolean isKnown(Value value) {
    return isProduct(value)
        || value.primitive() instanceof Abs
        || value.primitive() instanceof Sqrt
        || value.primitive() instanceof Divide;
  }

  /** Masks and directions of transport; not the kinks of networks, which have many channels. */
  private boolean isChoice(Value value) {
    return (value.primitive() instanceof Select || value.primitive() instanceof Less)
        && StridedView.count(algebra.lead(value)) <= MOST_CHOICES;
  }

  private static boolean isProduct(Value value) {
    return value.primitive() instanceof Multiply || isSquare(value);
  }

  private static boolean isSquare(Value value) {
    return value.primitive() instanceof Power
        && value.operand(1).primitive() instanceof Constant exponent
        && exponent.isUniform()
        && exponent.value(0) == 2;
  }

  private ShiftSums linearOf(Value value) {
    ShiftSums sum = linear.get(value);
    long[] lead = sum == null ? algebra.lead(value) : null;
    return lead == null ? sum : ShiftSums.of(value, lead);
  }

  /** A channel as weights of products of factors. */
  private Map<List<Integer>, Double> sum(Value value, int channel) {
    Channel key = new Channel(value, channel);
    Map<List<Integer>, Double> sum = sums.get(key);
    if (sum == null) {
      sum = new TreeMap<>(PolynomialForm::compare);
      for (Map.Entry<ShiftTerm, Double> entry :
          linearOf(value).channels().get(channel).entrySet()) {
        ShiftTerm term = entry.getKey();
        if (term.isOne()) {
          sum.merge(List.of(), entry.getValue(), Double::sum);
        } else {
          addProduct(sum, term.base(), term.channel(), entry.getValue());
        }
      }
      sum.values().removeIf(weight -> weight == 0);
      sums.put(key, sum);
    }
    return sum;
  }

  private static int compare(List<Integer> a, List<Integer> b) {
    return Arrays.compare(
        a.stream().mapToInt(Integer::intValue).toArray(),
        b.stream().mapToInt(Integer::intValue).toArray());
  }

  private void addProduct(Map<List<Integer>, Double> sum, Value base, int channel, double weight) {
    if (!isProduct(base)) {
      sum.merge(List.of(number(new Factor.Field(base, channel))), weight, Double::sum);
      return;
    }
    double coefficient = weight;
    List<Integer> product = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Value operand = base.operand(isSquare(base) ? 0 : i);
      Map<List<Integer>, Double> factor = sum(operand, channel);
      if (factor.isEmpty()) {
        return;
      }
      if (factor.size() == 1) {
        coefficient *= factor.values().iterator().next();
        product.addAll(factor.keySet().iterator().next());
      } else {
        product.add(number(new Factor.Total(factor)));
      }
    }
    Collections.sort(product);
    sum.merge(List.copyOf(product), coefficient, Double::sum);
  }

  private int number(Factor factor) {
    return numbers.computeIfAbsent(
        factor,
        _ -> {
          factors.add(factor);
          return factors.size() - 1;
        });
  }

  /** The value in the new graph. */
  private Value image(Value value) {
    Value known = images.get(value);
    if (known == null) {
      known = newImage(value);
      images.put(value, known);
    }
    return known;
  }

  private Value newImage(Value value) {
    if (value.operands().isEmpty()) {
      return value;
    }
    if (!linear.containsKey(value) && !isPointwise(value)) {
      return value.withOperands(value.operands().stream().map(this::image).toList());
    }
    int channels = StridedView.count(algebra.lead(value));
    Value view = viewOf(value, channels);
    if (view != null) {
      return view;
    }
    Value[] all = new Value[channels];
    Arrays.setAll(all, channel -> onGrid(value, channel));
    return (channels == 1 ? all[0] : Value.concat(1, all)).reshape(value.shape());
  }

  /** Neighbouring channels of another value in their order; null where it is something else. */
  private Value viewOf(Value value, int channels) {
    Value base = null;
    int first = 0;
    for (int channel = 0; channel < channels; channel++) {
      Map<ShiftTerm, Double> sum = linearOf(value).channels().get(channel);
      ShiftTerm only = sum.size() == 1 ? sum.keySet().iterator().next() : ShiftTerm.one();
      if (only.isOne() || sum.get(only) != 1 || only.base() == value) {
        return null;
      }
      if (channel == 0) {
        base = only.base();
        first = only.channel();
      }
      if (only.base() != base || only.channel() != first + channel) {
        return null;
      }
    }
    int all = StridedView.count(algebra.lead(base));
    return image(base)
        .reshape(algebra.onGrid(1, all))
        .slice(1, first, first + channels)
        .reshape(value.shape());
  }

  private boolean isPointwise(Value value) {
    return value.primitive() instanceof Elementwise && algebra.lead(value) != null;
  }

  /** A channel of a value, {@code [1, 1, space...]}. */
  private Value onGrid(Value value, int channel) {
    return written(sum(value, channel), value.type());
  }

  private Value written(Map<List<Integer>, Double> sum, TensorType like) {
    Value value = written.get(sum);
    if (value == null) {
      value = write(sum, like);
      written.put(sum, value);
    }
    return value;
  }

  private Value write(Map<List<Integer>, Double> sum, TensorType like) {
    if (operations > MOST_OPERATIONS) {
      known = false;
    }
    int shared = mostShared(sum);
    if (!known || shared < 0) {
      return writeTerms(sum, like);
    }
    Map<List<Integer>, Double> with = new TreeMap<>(PolynomialForm::compare);
    Map<List<Integer>, Double> without = new TreeMap<>(PolynomialForm::compare);
    sum.forEach(
        (product, weight) -> {
          if (product.contains(shared)) {
            List<Integer> rest = new ArrayList<>(product);
            rest.remove((Integer) shared);
            with.put(List.copyOf(rest), weight);
          } else {
            without.put(product, weight);
          }
        });
    operations++;
    Value product = factor(shared, like).times(written(with, like));
    return without.isEmpty() ? product : product.plus(written(without, like));
  }

  /** The factor in most terms, of those that are in several; -1 where none is. */
  private static int mostShared(Map<List<Integer>, Double> sum) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (List<Integer> product : sum.keySet()) {
      product.stream().distinct().forEach(factor -> counts.merge(factor, 1, Integer::sum));
    }
    int best = -1;
    int most = 1;
    for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        best = entry.getKey();
        most = entry.getValue();
      }
    }
    return best;
  }

  /** Term after term; the constant last, so that every term before is fused with its sum. */
  private Value writeTerms(Map<List<Integer>, Double> sum, TensorType like) {
    double constant = sum.getOrDefault(List.of(), 0.0);
    Value total = null;
    for (Map.Entry<List<Integer>, Double> entry : sum.entrySet()) {
      Value term = null;
      for (int factor : entry.getKey()) {
        Value next = factor(factor, like);
        boolean first = term == null;
        boolean scaled = first && entry.getValue() != 1;
        term = first ? (scaled ? next.times(entry.getValue()) : next) : term.times(next);
        operations++;
      }
      if (term != null) {
        total = total == null ? term : total.plus(term);
      }
    }
    if (total == null) {
      return Value.constant(like.withShape(algebra.onGrid(1, 1)), constant);
    }
    return constant == 0 ? total : total.plus(constant);
  }

  private Value factor(int number, TensorType like) {
    Value value = fields.get(number);
    if (value == null) {
      value = newFactor(factors.get(number), like);
      fields.put(number, value);
    }
    return value;
  }

  private Value newFactor(Factor factor, TensorType like) {
    return switch (factor) {
      case Factor.Total(Map<List<Integer>, Double> sum) -> written(sum, like);
      case Factor.Field(Value base, int channel) -> {
        if (isPointwise(base)) {
          operations++;
          yield base.withOperands(
              base.operands().stream().map(operand -> onGrid(operand, channel)).toList());
        }
        int channels = StridedView.count(algebra.lead(base));
        Value fields = image(base).reshape(algebra.onGrid(1, channels));
        yield channels == 1 ? fields : fields.slice(1, channel, channel + 1);
      }
    };
  }
}
