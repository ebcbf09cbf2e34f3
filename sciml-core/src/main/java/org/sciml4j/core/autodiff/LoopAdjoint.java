package org.sciml4j.core.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;

/** Reverse derivative of a loop: what one step does to cotangents, repeated by a loop again. */
final class LoopAdjoint {
  private final Loop loop;
  private final List<Value> inputs;
  private final List<Value> outputs;
  private final Set<Value> active;
  private final List<Value> bars;
  private final boolean[] live;

  private LoopAdjoint(Loop loop, List<Value> cotangents, List<Boolean> wanted) {
    this.loop = loop;
    inputs = loop.body().inputs();
    outputs = loop.body().outputs();
    active = active(wanted);
    bars = new FreshInputs(inputs).like("cotangent", outputs);
    live = new boolean[outputs.size()];
    for (int i = 0; i < live.length; i++) {
      live[i] =
          cotangents.get(i) != null && (i >= loop.carries() || active.contains(inputs.get(i)));
    }
  }

  /**
   * Cotangents of the loop's operands.
   *
   * @param node the loop
   * @param cotangents of its results, {@code null} where zero
   * @param wanted for which operands
   * @return one for each operand, {@code null} where zero or not wanted
   */
  static List<Value> of(Value node, List<Value> cotangents, List<Boolean> wanted) {
    Loop loop = (Loop) node.primitive();
    if (loop.steps() == 0) {
      return cotangents.subList(0, loop.carries());
    }
    LoopAdjoint adjoint = new LoopAdjoint(loop, cotangents, wanted);
    Map<Value, Value> perStep = adjoint.step();
    List<Value> liveBars = new ArrayList<>(adjoint.bars);
    liveBars.replaceAll(bar -> adjoint.live[adjoint.bars.indexOf(bar)] ? bar : null);
    return new BackwardLoop(node, perStep, liveBars).on(cotangents);
  }

  /** Inputs of the body that depend on wanted operands, carried values after some steps. */
  private Set<Value> active(List<Boolean> wanted) {
    Set<Value> sources = new LinkedHashSet<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (wanted.get(i)) {
        sources.add(inputs.get(i));
      }
    }
    boolean grown = true;
    while (grown) {
      Set<Value> dependent = Dependence.on(sources, loop.body().values());
      grown = false;
      for (int i = 0; i < loop.carries(); i++) {
        grown |= dependent.contains(outputs.get(i)) && sources.add(inputs.get(i));
      }
    }
    return sources;
  }

  /**
   * Cotangents of the body's inputs, where not zero, as functions of those of its outputs. A
   * carried value's is live once that of its last value or of a later step's is.
   */
  private Map<Value, Value> step() {
    while (true) {
      ReverseMode reverse = new ReverseMode(outputs, active);
      for (int i = 0; i < live.length; i++) {
        reverse.add(outputs.get(i), live[i] ? bars.get(i) : null);
      }
      reverse.run();
      boolean grown = false;
      for (int i = 0; i < loop.carries(); i++) {
        if (!live[i] && reverse.cotangent(inputs.get(i)) != null) {
          live[i] = true;
          grown = true;
        }
      }
      if (!grown) {
        Map<Value, Value> cotangents = new HashMap<>();
        active.stream()
            .filter(input -> reverse.cotangent(input) != null)
            .forEach(input -> cotangents.put(input, reverse.cotangent(input)));
        return cotangents;
      }
    }
  }
}
