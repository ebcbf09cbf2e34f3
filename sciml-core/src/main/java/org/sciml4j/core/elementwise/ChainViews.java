package org.sciml4j.core.elementwise;

import java.util.ArrayList;
import java.util.List;

/** The views that a chain walks while it runs. */
final class ChainViews {
  private ChainViews() {}

  /**
   * The normal form of a chain's operands, stores and, where there is one, the result of its
   * reduction, in this order; a reduction's axes are marked. Uniform operands stand still,
   * coordinates walk in steps of one.
   */
  static NormalForm normalForm(ElementwiseChain chain, Reduction reduction) {
    long[] extents = chain.extents();
    List<View> views = new ArrayList<>();
    List<View> inputs = new ArrayList<>();
    List<View> outputs = new ArrayList<>();
    for (Operand operand : chain.operands()) {
      switch (operand) {
        case Operand.Strided(View view) -> {
          views.add(view);
          inputs.add(view);
        }
        case Operand.Uniform _ -> views.add(new View(0, new long[extents.length]));
        case Operand.Coordinate(int axis) -> {
          long[] strides = new long[extents.length];
          strides[axis] = 1;
          views.add(new View(0, strides));
        }
      }
    }
    for (Store store : chain.stores()) {
      views.add(store.view());
      outputs.add(store.view());
    }
    boolean[] marked = new boolean[extents.length];
    if (reduction == null) {
      outputs.addAll(inputs);
      return NormalForm.of(extents, marked, views, outputs);
    }
    long[] strides = reduction.result().strides();
    for (int axis : reduction.axes()) {
      marked[axis] = true;
      strides[axis] = 0;
    }
    View result = new View(reduction.result().offset(), strides);
    views.add(result);
    inputs.addAll(outputs);
    inputs.add(result);
    return NormalForm.of(extents, marked, views, inputs);
  }
}
