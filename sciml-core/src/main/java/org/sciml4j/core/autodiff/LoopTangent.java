package org.sciml4j.core.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;

/**
 * Forward derivative of a loop: a loop whose body computes the tangents of what it computes, and
 * carries over the tangents of those carried values that move.
 */
final class LoopTangent {
  private final Loop loop;
  private final List<Value> operands;
  private final Value[] inputTangents;
  private final Value[] bodyTangents;

  private LoopTangent(Value node, List<Value> tangents) {
    loop = (Loop) node.primitive();
    operands = node.operands();
    inputTangents = tangents.toArray(Value[]::new);
    bodyTangents =
        new FreshInputs(loop.body().inputs())
            .like("tangent", loop.body().inputs())
            .toArray(Value[]::new);
  }

  /**
   * Tangents of the loop's results.
   *
   * @param node the loop
   * @param tangents of its operands, {@code null} where zero
   * @return one for each result, {@code null} where zero
   */
  static List<Value> of(Value node, List<Value> tangents) {
    return new LoopTangent(node, tangents).results();
  }

  private List<Value> results() {
    ForwardMode forward = step();
    LoopAssembly assembly = new LoopAssembly();
    List<Value> inputs = loop.body().inputs();
    List<Value> outputs = loop.body().outputs();
    for (int i = 0; i < loop.carries(); i++) {
      assembly.carry(inputs.get(i), operands.get(i), outputs.get(i));
    }
    int[] places = new int[outputs.size()];
    Arrays.fill(places, -1);
    for (int i = 0; i < loop.carries(); i++) {
      if (inputTangents[i] != null) {
        Value after = forward.tangent(outputs.get(i));
        places[i] =
            assembly.carry(
                bodyTangents[i],
                inputTangents[i],
                after == null ? outputs.get(i).filled(0) : after);
      }
    }
    for (int i = loop.carries(); i < inputs.size(); i++) {
      add(assembly, i, inputs.get(i), operands.get(i));
      if (inputTangents[i] != null) {
        add(assembly, i, bodyTangents[i], inputTangents[i]);
      }
    }
    for (int i = loop.carries(); i < outputs.size(); i++) {
      Value tangent = forward.tangent(outputs.get(i));
      places[i] = tangent == null ? -1 : assembly.result(tangent);
    }
    LoopAssembly.Results results = assembly.like(loop, loop.reverse());
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      boolean carried = i < loop.carries();
      all.add(
          places[i] < 0 ? null : carried ? results.last(places[i]) : results.stacked(places[i]));
    }
    return all;
  }

  /** The body's tangents; carried values move once their initial or their next value does. */
  private ForwardMode step() {
    while (true) {
      ForwardMode forward = new ForwardMode();
      for (int i = 0; i < inputTangents.length; i++) {
        if (inputTangents[i] != null) {
          forward.set(loop.body().inputs().get(i), bodyTangents[i]);
        }
      }
      forward.run(loop.body().outputs());
      boolean complete = true;
      for (int i = 0; i < loop.carries(); i++) {
        if (inputTangents[i] == null && forward.tangent(loop.body().outputs().get(i)) != null) {
          inputTangents[i] = operands.get(i).filled(0);
          complete = false;
        }
      }
      if (complete) {
        return forward;
      }
    }
  }

  private void add(LoopAssembly assembly, int i, Value input, Value operand) {
    if (loop.isSequence(i)) {
      assembly.sequence(input, operand);
    } else {
      assembly.constant(input, operand);
    }
  }
}
