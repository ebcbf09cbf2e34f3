package org.sciml4j.core.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;

/**
 * The loop that carries cotangents against the direction of another loop.
 *
 * <p>What its steps need of the forward steps comes as further results of the forward loop ({@link
 * Residuals}); when checkpointing, it is computed again from the carried values. Contributions to
 * the cotangents of constants add up from step to step, or after the loop ({@link StepSums}).
 */
final class BackwardLoop {
  private final Value node;
  private final Loop loop;
  private final List<Value> carries;
  private final List<Value> sequences;
  private final List<Value> constants;
  private final List<Value> results;
  private final Map<Value, Value> perStep;
  private final List<Value> bars;
  private final Set<Value> backward;
  private final Set<Value> varying;
  private final StepSums sums;
  private final FreshInputs fresh;
  private final LoopAssembly assembly = new LoopAssembly();
  private final Map<Value, Integer> places = new HashMap<>();
  private final Map<Value, Value> stacks = new HashMap<>();
  private final Map<Value, Value> images = new HashMap<>();

  /**
   * Describes one step.
   *
   * @param node the forward loop
   * @param perStep cotangents of the body's inputs, where not zero
   * @param bars what these are functions of: inputs for the cotangents of the body's outputs,
   *     {@code null} where zero
   */
  BackwardLoop(Value node, Map<Value, Value> perStep, List<Value> bars) {
    this.node = node;
    this.perStep = perStep;
    this.bars = bars;
    loop = (Loop) node.primitive();
    List<Value> inputs = loop.body().inputs();
    int firstConstant = loop.carries() + loop.sequences();
    carries = inputs.subList(0, loop.carries());
    sequences = inputs.subList(loop.carries(), firstConstant);
    constants = inputs.subList(firstConstant, inputs.size());
    List<Value> outputs = loop.body().outputs();
    results = outputs.subList(loop.carries(), outputs.size());

    Set<Value> changing = new HashSet<>();
    bars.stream().filter(Objects::nonNull).forEach(changing::add);
    fresh = new FreshInputs(Stream.concat(inputs.stream(), changing.stream()).toList());
    List<Value> order = Graph.order(List.copyOf(perStep.values()));
    backward = Dependence.on(changing, order);
    changing.addAll(carries);
    changing.addAll(sequences);
    varying = Dependence.on(changing, order);
    sums = new StepSums(varying);
  }

  /**
   * Repeats the step.
   *
   * @param cotangents of the forward loop's results, {@code null} where zero
   * @return cotangents of its operands, {@code null} where zero
   */
  List<Value> on(List<Value> cotangents) {
    if (loop.checkpointing() == Checkpointing.NONE) {
      sums.postpone(constants.stream().flatMap(this::terms).toList());
    }
    Map<Value, Value> growing = growing();
    List<Value> emitted = sums.stacked().stream().filter(backward::contains).toList();
    Set<Value> ends = new LinkedHashSet<>(growing.values());
    ends.addAll(emitted);
    Stream.concat(carries.stream(), sequences.stream())
        .map(perStep::get)
        .filter(Objects::nonNull)
        .forEach(ends::add);

    Set<Value> kept = kept(List.copyOf(ends));
    stack(kept);
    Set<Value> used = new HashSet<>(Graph.order(rewrite(List.copyOf(ends), kept)));

    carryCotangents(cotangents);
    growing.forEach(this::carrySum);
    sequences.stream()
        .filter(perStep::containsKey)
        .forEach(slice -> places.put(slice, assembly.result(images.get(perStep.get(slice)))));
    emitted.forEach(value -> places.put(value, assembly.result(images.get(value))));
    supply(used, kept, cotangents);

    LoopAssembly.Results all = assembly.like(loop, !loop.reverse());
    emitted.forEach(value -> stacks.put(value, all.stacked(places.get(value))));
    List<Value> operands = new ArrayList<>();
    carries.forEach(x -> operands.add(perStep.containsKey(x) ? all.last(places.get(x)) : null));
    sequences.forEach(
        x -> operands.add(perStep.containsKey(x) ? all.stacked(places.get(x)) : null));
    constants.forEach(
        x -> operands.add(total(x, growing.containsKey(x) ? all.last(places.get(x)) : null)));
    return operands;
  }

  private Stream<Value> terms(Value constant) {
    Value cotangent = perStep.get(constant);
    return cotangent == null ? Stream.empty() : StepSums.terms(cotangent).stream();
  }

  /** What each step adds to the cotangents of constants, apart from what is summed afterwards. */
  private Map<Value, Value> growing() {
    Map<Value, Value> growing = new LinkedHashMap<>();
    for (Value constant : constants) {
      terms(constant)
          .filter(term -> !sums.isPostponed(term))
          .reduce(this::sum)
          .ifPresent(sum -> growing.put(constant, sum));
    }
    return growing;
  }

  private Value sum(Value a, Value b) {
    Value sum = a.plus(b);
    backward.add(sum);
    return sum;
  }

  private Value total(Value constant, Value grown) {
    return terms(constant)
        .filter(sums::isPostponed)
        .map(term -> sums.total(term, stacks::get))
        .reduce(grown, (sum, term) -> sum == null ? term : sum.plus(term));
  }

  /** The values of the forward step that the backward step is given. */
  private Set<Value> kept(List<Value> ends) {
    List<Value> order = Graph.order(ends);
    Set<Value> reverse = Dependence.on(bars.stream().filter(Objects::nonNull).toList(), order);
    Set<Value> needed = new LinkedHashSet<>();
    for (Value value : order) {
      if (reverse.contains(value)) {
        needed.addAll(value.operands());
      }
    }
    needed.addAll(ends);
    needed.removeAll(reverse);
    if (loop.checkpointing() != Checkpointing.NONE) {
      Set<Value> given = new LinkedHashSet<>(Graph.order(List.copyOf(needed)));
      given.retainAll(loop.body().inputs());
      return given;
    }
    Set<Value> free = new HashSet<>(results);
    free.addAll(sequences);
    free.addAll(constants);
    Set<Value> stacked = new LinkedHashSet<>(sums.stacked());
    stacked.removeAll(backward);
    Set<Value> computed = new HashSet<>(loop.body().values());
    return new Residuals(free, computed, varying).choose(needed, stacked);
  }

  /** Has the forward loop return what is kept of every step. */
  private void stack(Set<Value> kept) {
    for (int i = 0; i < sequences.size(); i++) {
      stacks.put(sequences.get(i), operand(sequences.get(i)));
    }
    List<Value> missing =
        kept.stream()
            .filter(x -> !constants.contains(x) && !sequences.contains(x) && !results.contains(x))
            .toList();
    Value forward = missing.isEmpty() ? node : returning(missing);
    List<Value> returned = new ArrayList<>(results);
    returned.addAll(missing);
    for (Value value : kept) {
      if (returned.contains(value)) {
        int item = carries.size() + returned.indexOf(value);
        stacks.computeIfAbsent(value, _ -> Value.item(forward, item));
      }
    }
  }

  private Value returning(List<Value> more) {
    List<Value> outputs = new ArrayList<>(loop.body().outputs());
    outputs.addAll(more);
    Loop longer =
        new Loop(
            new Graph(loop.body().inputs(), outputs),
            loop.steps(),
            loop.carries(),
            loop.sequences(),
            loop.reverse(),
            loop.checkpointing());
    return longer.on(node.operands()).getFirst().operand(0);
  }

  /** The step as a function of what it is given. */
  private List<Value> rewrite(List<Value> ends, Set<Value> kept) {
    kept.stream()
        .filter(value -> !loop.body().inputs().contains(value))
        .forEach(value -> images.put(value, fresh.next("kept", value.type())));
    List<Value> rewritten = Graph.substitute(ends, images);
    for (int i = 0; i < ends.size(); i++) {
      images.put(ends.get(i), rewritten.get(i));
    }
    return rewritten;
  }

  private void carryCotangents(List<Value> cotangents) {
    for (int i = 0; i < carries.size(); i++) {
      Value bar = bars.get(i);
      if (bar != null) {
        Value zeros = bar.filled(0);
        Value last = cotangents.get(i);
        Value before = images.getOrDefault(perStep.get(carries.get(i)), zeros);
        places.put(carries.get(i), assembly.carry(bar, last == null ? zeros : last, before));
      }
    }
  }

  private void carrySum(Value constant, Value contribution) {
    Value sum = fresh.next("sum", constant.type());
    Value zeros = constant.filled(0);
    places.put(constant, assembly.carry(sum, zeros, sum.plus(images.get(contribution))));
  }

  /** Gives the step what it is a function of, besides what it carries. */
  private void supply(Set<Value> used, Set<Value> kept, List<Value> cotangents) {
    for (int i = carries.size(); i < bars.size(); i++) {
      if (used.contains(bars.get(i))) {
        assembly.sequence(bars.get(i), cotangents.get(i));
      }
    }
    for (Value value : kept) {
      Value input = images.getOrDefault(value, value);
      if (used.contains(input)) {
        if (constants.contains(value)) {
          assembly.constant(value, operand(value));
        } else {
          assembly.sequence(input, stacks.get(value));
        }
      }
    }
  }

  private Value operand(Value input) {
    return node.operand(loop.body().inputs().indexOf(input));
  }
}
