package org.sciml4j.core.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

/** Programs at the edge of what a graph can say. */
class AwkwardGraphTest {
  private final Value x = Value.input("x", DType.F64, 5, 3);
  private final Value empty = Value.input("empty", DType.F64, 0, 3);

  private static void agrees(CompileOptions options, List<Value> inputs, Value... outputs) {
    Agreement.require(Graph.of(inputs, outputs), options, 1e-10, new Random(1));
  }

  @Test
  void aResultOfWhichNothingIsReadTakesNoPlaceThatAnotherTakes() {
    Value sums = x.cumulativeSum(0);
    Value idle = sums.sin();
    Value bell = sums.square().negate().exp();
    Value read = idle.minus(bell.tanh()).cumulativeSum(0);
    agrees(
        CompileOptions.DEFAULT,
        List.of(x),
        Value.concat(0, idle.slice(0, 0, 0), read.plus(bell.cumulativeSum(1))));
  }

  @Test
  void sumsAndProductsOverNothingAreZero() {
    agrees(
        CompileOptions.DEFAULT.overwriting(0, 0),
        List.of(empty, x),
        empty.times(2),
        empty.sin().sum(0),
        empty.transpose().matmul(empty).plus(x.slice(0, 0, 3)),
        x.matmul(empty.transpose()),
        Value.concat(0, empty.cos(), x, empty),
        Autodiff.grad(empty.matmul(x.slice(0, 0, 3)).sin().sum().plus(x.sum()), x));
  }

  @Test
  void paddedImagesMayBeReshapedBeforeAndAfterTheirConvolution() {
    Value u = Value.input("u", DType.F64, 2, 3, 5);
    Value w = Value.input("w", DType.F64, 2, 1, 3);
    Padding around = Padding.both(1, BoundaryMode.PERIODIC);
    Value images = u.pad(List.of(Padding.NONE, Padding.NONE, around)).reshape(6, 1, 7);
    Value result = images.crossCorrelate(w, ConvolutionGeometry.dense(1)).reshape(2, 6, 5);
    List<Value> outputs = new ArrayList<>(List.of(result));
    outputs.addAll(Autodiff.grad(result.sin().sum(), List.of(u, w)));
    agrees(CompileOptions.DEFAULT, List.of(u, w), outputs.toArray(Value[]::new));
  }

  @Test
  void outputsMayBeConstantsInputsAndOneAnother() {
    Value constant = Value.constant(new TensorType(DType.F64, 2, 2), 1, 2, 3, 4);
    Value sum = x.plus(1);
    agrees(
        CompileOptions.DEFAULT.overwriting(0, 3),
        List.of(x),
        constant.matmul(constant.transpose()),
        x,
        sum,
        sum,
        x.transpose(),
        constant.filled(2).sum(0));
    agrees(CompileOptions.DEFAULT, List.of(), constant.sin().sum(), constant.reverse(1));
  }

  @Test
  void oneInstructionHoldsOnlySoManyOperationsAndOperands() {
    List<Value> inputs =
        IntStream.range(0, 70).mapToObj(i -> Value.input("x" + i, DType.F64, 11)).toList();
    Value chain = inputs.getFirst();
    List<Value> links = new ArrayList<>();
    for (Value input : inputs) {
      chain = chain.plus(input).sin();
      links.add(chain);
    }
    links.add(Value.stack(0, inputs.stream().map(Value::cos).toArray(Value[]::new)));
    agrees(CompileOptions.DEFAULT.overwriting(7, 40), inputs, links.toArray(Value[]::new));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void carriedValuesMaySwapRepeatAndOverwriteWhatTheyBeganWith(int steps) {
    Value y = Value.input("y", x.type());
    Value a = Value.input("a", x.type());
    Value b = Value.input("b", x.type());
    CompileOptions options = CompileOptions.DEFAULT.overwriting(0, 1).overwriting(1, 0);
    Graph swap = Graph.of(List.of(a, b), b, a, a.plus(b), a);
    List<Value> swapped = new Loop(swap, steps, 2, 0, false, Checkpointing.NONE).on(List.of(x, y));
    agrees(options, List.of(x, y), swapped.toArray(Value[]::new));
    Graph twice = Graph.of(List.of(a, b), a.plus(b), a.plus(b), b.filled(3), b);
    List<Value> doubled = new Loop(twice, steps, 2, 0, true, Checkpointing.NONE).on(List.of(x, x));
    agrees(CompileOptions.DEFAULT.overwriting(0, 1), List.of(x), doubled.toArray(Value[]::new));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7})
  void trainsThroughFewStepsWithAndWithoutCheckpoints(int steps) {
    Value h = Value.input("h", DType.F64, 2, 3);
    Value u = Value.input("u", h.type());
    Value w = Value.input("w", DType.F64, 3, 3);
    Value next = h.matmul(w).plus(u).tanh();
    List<Value> by =
        List.of(
            Value.input("h0", h.type()),
            Value.input("us", DType.F64, steps, 2, 3),
            Value.input("w0", w.type()));
    for (Checkpointing checkpointing : Checkpointing.values()) {
      Graph body = Graph.of(List.of(h, u, w), next, u.times(h));
      List<Value> results = new Loop(body, steps, 1, 1, true, checkpointing).on(by);
      Value loss = results.get(0).square().sum().plus(results.get(1).sin().sum());
      List<Value> slopes = Autodiff.grad(loss, by);
      List<Value> directions = by.stream().map(Value::cos).toList();
      List<Value> outputs = new ArrayList<>(Autodiff.jvp(slopes, by, directions));
      outputs.addAll(Autodiff.vjp(slopes, by, directions));
      outputs.add(results.get(0));
      outputs.add(by.get(2).minus(slopes.get(2).times(0.1)));
      agrees(
          CompileOptions.DEFAULT.overwriting(0, 6).overwriting(2, 7),
          by,
          outputs.toArray(Value[]::new));
    }
  }
}
