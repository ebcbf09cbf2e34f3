package org.sciml4j.core.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Cast;
import org.sciml4j.core.graph.Cos;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.graph.Erf;
import org.sciml4j.core.graph.Exp;
import org.sciml4j.core.graph.Expm1;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Input;
import org.sciml4j.core.graph.Leaf;
import org.sciml4j.core.graph.Log;
import org.sciml4j.core.graph.Log1p;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Power;
import org.sciml4j.core.graph.Primitive;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.Reverse;
import org.sciml4j.core.graph.Sigmoid;
import org.sciml4j.core.graph.Sin;
import org.sciml4j.core.graph.Slice;
import org.sciml4j.core.graph.StopGradient;
import org.sciml4j.core.graph.Tanh;
import org.sciml4j.core.graph.Transpose;
import org.sciml4j.core.graph.Value;

/**
 * Which values of a forward step are kept for the reverse step: the fewest bytes from which all
 * that the reverse step needs follows by cheap operations, a minimum cut of the step's graph.
 */
final class Residuals {
  private final Set<Value> free;
  private final Set<Value> computed;
  private final Set<Value> varying;

  /**
   * Describes the step.
   *
   * @param free values at hand in every reverse step anyway
   * @param computed values of the forward step, preferred to others of the same size
   * @param varying values that differ from step to step
   */
  Residuals(Set<Value> free, Set<Value> computed, Set<Value> varying) {
    this.free = free;
    this.computed = computed;
    this.varying = varying;
  }

  /**
   * Chooses what to keep.
   *
   * @param needed values the reverse step computes from
   * @param asTheyAre values to be kept themselves, not what they can be computed from
   */
  Set<Value> choose(Set<Value> needed, Set<Value> asTheyAre) {
    List<Value> ends = new ArrayList<>(needed);
    ends.addAll(asTheyAre);
    List<Value> order = Graph.order(ends);
    MinimumCut cut = new MinimumCut();
    int source = cut.node();
    int sink = cut.node();
    Map<Value, Integer> places = new HashMap<>();
    for (Value value : order) {
      int before = cut.node();
      int after = cut.node();
      places.put(value, before);
      cut.edge(before, after, cost(value));
      if (asTheyAre.contains(value) || !canBeComputedAgain(value)) {
        cut.edge(source, before, MinimumCut.INFINITE);
      }
      value.operands().forEach(x -> cut.edge(places.get(x) + 1, before, MinimumCut.INFINITE));
    }
    for (Value end : ends) {
      cut.edge(places.get(end) + 1, sink, MinimumCut.INFINITE);
    }
    boolean[] sinkSide = cut.sinkSide(source, sink);
    Set<Value> kept = new LinkedHashSet<>();
    for (Value value : order) {
      int before = places.get(value);
      if (!sinkSide[before] && sinkSide[before + 1]) {
        kept.add(value);
      }
    }
    return kept;
  }

  private long cost(Value value) {
    if (value.primitive() instanceof Loop) {
      return MinimumCut.INFINITE;
    }
    if (free.contains(value)) {
      return 0;
    }
    return 2 * value.type().bytes() + (computed.contains(value) ? 0 : 1);
  }

  private boolean canBeComputedAgain(Value value) {
    return !(value.primitive() instanceof Input)
        && (!varying.contains(value) || isCheap(value.primitive()));
  }

  private static boolean isCheap(Primitive primitive) {
    return switch (primitive) {
      case Exp _, Expm1 _, Log _, Log1p _, Sin _, Cos _, Tanh _, Sigmoid _, Erf _, Power _ -> false;
      case Elementwise _, Leaf _ -> true;
      case Broadcast _, Reshape _, Transpose _, Slice _, Reverse _, Cast _, StopGradient _ -> true;
      default -> false;
    };
  }
}
