package org.sciml4j.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.LoopMerging;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** A loop and its derivatives are what its steps written one after the other are. */
class UnrolledLoopTest {
  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void aLoopIsItsStepsOneAfterTheOther(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int steps,
      @ForAll boolean reverse,
      @ForAll Checkpointing checkpointing) {
    Trial trial = Trial.of(seed, steps, reverse, checkpointing);
    List<double[]> actual = ReferenceDevice.evaluate(LoopMerging.of(trial.looped()), trial.at());
    assertSame(actual, ReferenceDevice.evaluate(trial.unrolled(), trial.at()));
  }

  @Property(tries = 20, seed = "5", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void soItIsOnTheProcessor(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int steps,
      @ForAll boolean reverse,
      @ForAll Checkpointing checkpointing) {
    Trial trial = Trial.of(seed, steps, reverse, checkpointing);
    List<double[]> expected = ReferenceDevice.evaluate(trial.unrolled(), trial.at());
    assertSame(onProcessor(trial.looped(), trial.at()), expected);
    assertSame(onProcessor(trial.unrolled(), trial.at()), expected);
  }

  private static List<double[]> onProcessor(Graph graph, double[]... at) {
    Tensor[] inputs =
        IntStream.range(0, at.length)
            .mapToObj(i -> Tensor.wrap(at[i], graph.inputs().get(i).shape()))
            .toArray(Tensor[]::new);
    try (Program program = CpuDevice.common().compile(graph)) {
      List<Tensor> results = program.call(inputs);
      List<double[]> numbers = results.stream().map(Tensor::toDoubles).toList();
      results.forEach(Tensor::close);
      return numbers;
    }
  }

  /** A loop and its steps written out, some of their results, and derivatives of these. */
  private record Trial(Graph looped, Graph unrolled, double[][] at) {
    static Trial of(long seed, int steps, boolean reverse, Checkpointing checkpointing) {
      Random random = new Random(seed);
      Graph body = RandomStep.of(random);
      List<Value> operands =
          List.of(
              Value.input("h", DType.F64, 2, 3),
              Value.input("c", DType.F64, 2, 3),
              Value.input("x", DType.F64, steps, 2, 3),
              Value.input("b", DType.F64, 2, 3),
              Value.input("w", DType.F64, 3, 3));
      Loop loop =
          new Loop(body, steps, RandomStep.CARRIES, RandomStep.SEQUENCES, reverse, checkpointing);
      List<Value> results = new ArrayList<>(loop.on(operands));
      List<Value> written = new ArrayList<>(stepByStep(loop, operands));
      while (results.size() > 1 && random.nextInt(3) == 0) {
        int unused = random.nextInt(results.size());
        results.remove(unused);
        written.remove(unused);
      }
      List<Value> by = operands.stream().filter(_ -> random.nextInt(4) > 0).toList();
      double[][] at =
          operands.stream()
              .map(one -> random.doubles(one.type().count(), -1, 1).toArray())
              .toArray(double[][]::new);
      return new Trial(
          new Graph(operands, withDerivatives(results, by)),
          new Graph(operands, withDerivatives(written, by)),
          at);
    }
  }

  private static List<Value> stepByStep(Loop loop, List<Value> operands) {
    int steps = (int) loop.steps();
    List<Value> carries = operands.subList(0, loop.carries());
    Value[][] results = new Value[loop.body().outputs().size() - loop.carries()][steps];
    for (int step = 0; step < steps; step++) {
      int slice = loop.reverse() ? steps - 1 - step : step;
      List<Value> inputs = new ArrayList<>(carries);
      for (int i = loop.carries(); i < operands.size(); i++) {
        Value operand = operands.get(i);
        inputs.add(loop.isSequence(i) ? operand.at(0, slice) : operand);
      }
      List<Value> outputs = loop.body().on(inputs);
      carries = outputs.subList(0, loop.carries());
      for (int i = 0; i < results.length; i++) {
        results[i][slice] = outputs.get(loop.carries() + i);
      }
    }
    List<Value> all = new ArrayList<>(carries);
    Arrays.stream(results).forEach(result -> all.add(Value.stack(0, result)));
    return all;
  }

  /** Values, tangents, gradients and Hessian-vector products. */
  private static List<Value> withDerivatives(List<Value> results, List<Value> by) {
    Value loss =
        IntStream.range(0, results.size())
            .mapToObj(i -> results.get(i).times(1.0 + i).sin().sum())
            .reduce(Value::plus)
            .orElseThrow();
    List<Value> directions = by.stream().map(Value::cos).toList();
    List<Value> gradient = Autodiff.grad(loss, by);
    List<Value> all = new ArrayList<>(results);
    all.addAll(Autodiff.jvp(results, by, directions));
    all.addAll(gradient);
    all.addAll(Autodiff.jvp(gradient, by, directions));
    all.addAll(Autodiff.vjp(gradient, by, directions));
    return all;
  }

  private static void assertSame(List<double[]> actual, List<double[]> expected) {
    for (int i = 0; i < expected.size(); i++) {
      double size = Arrays.stream(expected.get(i)).map(Math::abs).max().orElse(0);
      assertThat(actual.get(i))
          .as("output %d", i)
          .containsExactly(expected.get(i), within(1e-9 * (1 + size)));
    }
  }
}
