package org.sciml4j.core.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.NonFiniteException;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.device.nd4j.Nd4jDevice;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class CpuDeviceTest {
  private static final TensorType PAIR = new TensorType(DType.F64, 2);

  private final CpuDevice device = CpuDevice.common();
  private final Value x = Value.input("x", PAIR);
  private final Value y = Value.input("y", PAIR);

  @Test
  void wrapsTensorsWithoutACopy() {
    try (Tensor in = Tensor.of(new double[] {1, 2}, 2);
        Tensor out = Tensor.zeros(DType.F64, 2);
        Program program = device.compile(Graph.of(List.of(x), x.times(3)))) {
      Program.Run run = program.bind(List.of(device.wrap(in)), List.of(device.wrap(out)));
      run.run();
      assertThat(out.toDoubles()).containsExactly(3, 6);
      in.set(5, 0);
      run.run();
      assertThat(out.toDoubles()).containsExactly(15, 6);
    }
  }

  @Test
  void refusesToWrapJavaArrays() {
    assertThatThrownBy(() -> device.wrap(Tensor.wrap(new double[2], 2)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("upload");
  }

  @Test
  void swapsInputsInPlace() {
    CompileOptions options = CompileOptions.DEFAULT.overwriting(0, 0).overwriting(1, 1);
    try (Program program = device.compile(Graph.of(List.of(x, y), y, x), options);
        Tensor a = Tensor.of(new double[] {1, 2}, 2);
        Tensor b = Tensor.of(new double[] {3, 4}, 2)) {
      List<Buffer> both = List.of(device.wrap(a), device.wrap(b));
      program.bind(both, both).run();
      assertThat(a.toDoubles()).containsExactly(3, 4);
      assertThat(b.toDoubles()).containsExactly(1, 2);
    }
  }

  @Test
  void returnsInputsConstantsAndRepeatedOutputs() {
    Value twice = x.plus(x);
    Graph graph = Graph.of(List.of(x), x, Value.constant(PAIR, 7), twice, twice, x.reverse(0));
    try (Program program = device.compile(graph);
        Tensor a = Tensor.of(new double[] {1, 2}, 2)) {
      List<double[]> results = program.call(a).stream().map(Tensor::toDoubles).toList();
      assertThat(results.get(0)).containsExactly(1, 2);
      assertThat(results.get(1)).containsExactly(7, 7);
      assertThat(results.get(2)).containsExactly(2, 4);
      assertThat(results.get(3)).containsExactly(2, 4);
      assertThat(results.get(4)).containsExactly(2, 1);
    }
  }

  @Test
  void namesTheFirstOperationThatLeavesTheFiniteNumbers() {
    Graph graph = Graph.of(List.of(x), x.plus(1).log().labelled("growth").plus(1).exp());
    try (Program program = device.compile(graph, CompileOptions.DEFAULT.guarded());
        Tensor fine = Tensor.of(new double[] {1, 0}, 2);
        Tensor bad = Tensor.of(new double[] {1, -1}, 2);
        Tensor notFinite = Tensor.of(new double[] {1, Double.NaN}, 2)) {
      assertThat(program.call(fine).getFirst().get(1)).isEqualTo(Math.E);
      assertThatThrownBy(() -> program.call(bad))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("growth: log f64[2] produced -Infinity");
      assertThat(program.call(notFinite).getFirst().get(1)).isNaN();
    }
  }

  @Test
  void checksWhatIsBound() {
    Graph graph = Graph.of(List.of(x, y), x.plus(y));
    try (Program program = device.compile(graph);
        Buffer a = device.allocate(PAIR);
        Buffer b = device.allocate(PAIR);
        Buffer wide = device.allocate(new TensorType(DType.F64, 3));
        ThreadTeam others = ThreadTeam.of(1);
        Buffer foreign = CpuDevice.of(others).allocate(PAIR)) {
      refused(program, List.of(a), List.of(b), "1 buffers");
      refused(program, List.of(a, wide), List.of(b), "f64[3]");
      refused(program, List.of(a, foreign), List.of(b), "device");
      refused(program, List.of(a, a), List.of(a), "is shared");
      program.bind(List.of(a, a), List.of(b)).run();
    }
  }

  private static void refused(
      Program program, List<Buffer> inputs, List<Buffer> outputs, String message) {
    assertThatThrownBy(() -> program.bind(inputs, outputs))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void overwritingNeedsOneBufferForBoth() {
    CompileOptions options = CompileOptions.DEFAULT.overwriting(0, 0);
    try (Program program = device.compile(Graph.of(List.of(x), x.plus(1)), options);
        Buffer a = device.allocate(PAIR);
        Buffer b = device.allocate(PAIR)) {
      refused(program, List.of(a), List.of(b), "which it overwrites");
    }
    assertThatThrownBy(
            () -> device.compile(Graph.of(List.of(x), x), CompileOptions.DEFAULT.overwriting(1, 0)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void closedBuffersTensorsAndProgramsDoNotRun() {
    Program program = device.compile(Graph.of(List.of(x), x.plus(1)));
    Tensor tensor = Tensor.zeros(DType.F64, 2);
    Buffer in = device.wrap(tensor);
    Buffer out = device.allocate(PAIR);
    Program.Run run = program.bind(List.of(in), List.of(out));
    run.run();
    tensor.close();
    assertThatThrownBy(run::run).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> program.bind(List.of(in), List.of(out)))
        .isInstanceOf(InvalidInputException.class);
    program.close();
    assertThatThrownBy(() -> program.bind(List.of(out), List.of(out)))
        .hasMessageContaining("program");
    out.close();
  }

  @ParameterizedTest
  @MethodSource("devices")
  void closedTensorsAreNamed(Device any) {
    Tensor closed = Tensor.zeros(DType.F32, 2, 3);
    closed.close();
    try (Buffer buffer = any.allocate(new TensorType(DType.F32, 2, 3))) {
      for (ThrowingCallable use :
          List.<ThrowingCallable>of(
              () -> any.upload(closed),
              () -> buffer.copyFrom(closed),
              () -> buffer.copyTo(closed))) {
        assertThatThrownBy(use)
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining("closed tensor F32[2, 3]");
      }
    }
  }

  static List<Device> devices() {
    return List.of(CpuDevice.common(), new Nd4jDevice());
  }

  @Test
  void profileTimesEachInstructionAndRuns() {
    Value doubled = Value.of(new Add(), x, x);
    Value first = Value.input("first", x.type());
    Value step = Value.input("step", x.type());
    Graph body = Graph.of(List.of(first, step), first.plus(step.times(3)));
    List<Value> looped = new Loop(body, 4, 1, 0, false, Checkpointing.NONE).on(List.of(x, doubled));
    try (Program program = device.compile(Graph.of(List.of(x), looped.getFirst()));
        Buffer in = device.upload(Tensor.of(new double[] {1, 2}, 2));
        Buffer out = device.allocate(PAIR)) {
      Program.Run run = program.bind(List.of(in), List.of(out));
      assertThat(run.profile(3))
          .containsPattern(" ms +[0-9.]+ % +[0-9]+ loop .* 4 steps")
          .containsPattern(" ms +[0-9.]+ % {9}0 elementwise ")
          .containsPattern("3 runs of [0-9.]+ ms");
      Tensor result = Tensor.zeros(DType.F64, 2);
      out.copyTo(result);
      assertThat(result.toDoubles()).containsExactly(25, 50);
      assertThat(program.explain()).doesNotContain(" ms ");
    }
  }
}
