package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.TensorType;

/** The kernels that read one staged tile, and the slot of each result. */
final class BandKernels {
  private record Row(Constant weights, int number) {}

  private final List<Row> rows = new ArrayList<>();
  private final List<Integer> slots = new ArrayList<>();

  void add(Constant weights, int row, int slot) {
    rows.add(new Row(weights, row));
    slots.add(slot);
  }

  int count() {
    return rows.size();
  }

  List<Integer> slots() {
    return slots;
  }

  /** All kernels one after the other. */
  Constant numbers(BandStage stage) {
    int each = stage.numbers();
    double[] numbers = new double[rows.size() * each];
    for (int k = 0; k < rows.size(); k++) {
      for (int i = 0; i < each; i++) {
        numbers[k * each + i] = rows.get(k).weights.value((long) rows.get(k).number * each + i);
      }
    }
    return new Constant(new TensorType(stage.input().dtype(), numbers.length), numbers);
  }
}
