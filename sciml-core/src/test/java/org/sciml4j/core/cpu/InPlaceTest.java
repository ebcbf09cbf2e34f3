package org.sciml4j.core.cpu;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

/** An input that is overwritten keeps its old numbers for as long as something reads them. */
class InPlaceTest {
  private static final CompileOptions OVER_FIRST = CompileOptions.DEFAULT.overwriting(0, 0);

  private final Value x = Value.input("x", DType.F64, 40, 40);
  private final Value y = Value.input("y", DType.F64, 40, 40);

  private void agrees(Value... outputs) {
    Agreement.require(Graph.of(List.of(x, y), outputs), OVER_FIRST, 1e-10, new Random(1));
  }

  @Test
  void partsOfAConcatenationDoNotOverwriteWhatLaterPartsRead() {
    agrees(Value.concat(0, x.slice(0, 10, 40).sin(), x.slice(0, 0, 10).cos()));
    agrees(Value.concat(0, x.slice(0, 1, 40), y.slice(0, 0, 1)));
  }

  @Test
  void partsOfAConcatenationWaitForOtherReaders() {
    Value joined = Value.concat(0, y.slice(0, 10, 40).sin(), y.slice(0, 0, 10).cos());
    agrees(joined, x.exp().matmul(y), x.sum(1));
  }

  @Test
  void copiesOfTheOldNumbersAreNotTakenForTheNew() {
    Value updated = x.minus(x.reverse(0, 1).matmul(x));
    agrees(updated, updated.reverse(0, 1).matmul(updated));
  }

  @Test
  void loopsOverTheOldAndTheNewNumbersReadTheirOwn() {
    Value h = Value.input("h", x.type());
    Value w = Value.input("w", x.type());
    Loop loop =
        new Loop(Graph.of(List.of(h, w), h.matmul(w).sin()), 2, 1, 0, false, Checkpointing.NONE);
    Value before = loop.on(List.of(y, x.transpose())).getFirst();
    Value updated = x.minus(before.times(0.1));
    agrees(updated, loop.on(List.of(y, updated.transpose())).getFirst());
  }

  @Test
  void copiesBesideTheUpdateReadTheOldNumbers() {
    agrees(x.times(2), Value.concat(1, y, x, x));
  }
}
