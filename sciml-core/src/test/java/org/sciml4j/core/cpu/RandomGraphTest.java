package org.sciml4j.core.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Whatever the graph, the processor computes what the reference device computes. */
class RandomGraphTest {
  @Property(tries = 150, seed = "1", shrinking = ShrinkingMode.OFF)
  void doublePrecisionAgreesWithTheReference(@ForAll long seed) {
    agree(seed, DType.F64, 1e-9, CompileOptions.DEFAULT);
  }

  @Property(tries = 150, seed = "2", shrinking = ShrinkingMode.OFF)
  void singlePrecisionAgreesWithTheReference(@ForAll long seed) {
    agree(seed, DType.F32, 2e-3, CompileOptions.DEFAULT);
  }

  @Property(tries = 50, seed = "3", shrinking = ShrinkingMode.OFF)
  void guardedProgramsAgreeWithTheReference(@ForAll long seed) {
    agree(seed, DType.F64, 1e-9, CompileOptions.DEFAULT.guarded());
  }

  @Property(tries = 100, seed = "4", shrinking = ShrinkingMode.OFF)
  void resultsMayOverwriteInputs(@ForAll long seed) {
    Random random = new Random(seed);
    Graph graph = RandomGraph.of(random, DType.F64, 5 + random.nextInt(40));
    List<Value> outputs = new ArrayList<>(graph.outputs());
    CompileOptions options = CompileOptions.DEFAULT;
    for (int i = 0; i < graph.inputs().size(); i++) {
      Value input = graph.inputs().get(i);
      Value source = outputs.get(random.nextInt(outputs.size()));
      Value shift = source.type().equals(input.type()) ? source : source.mean();
      Value update =
          switch (random.nextInt(3)) {
            case 0 -> input.minus(shift.broadcastTo(input.shape()).times(0.1));
            case 1 -> input.sin().plus(shift.broadcastTo(input.shape()));
            default -> shift.broadcastTo(input.shape());
          };
      options = options.overwriting(i, outputs.size());
      outputs.add(update);
    }
    agree(seed, random, new Graph(graph.inputs(), outputs), 1e-9, options);
  }

  static void agree(long seed, DType dtype, double tolerance, CompileOptions options) {
    Random random = new Random(seed);
    Graph graph = RandomGraph.of(random, dtype, 5 + random.nextInt(40));
    agree(seed, random, graph, tolerance, options);
  }

  private static void agree(
      long seed, Random random, Graph graph, double tolerance, CompileOptions options) {
    double[][] numbers =
        graph.inputs().stream()
            .map(input -> random.doubles(input.type().count(), -1, 1).toArray())
            .toArray(double[][]::new);
    List<double[]> expected = ReferenceDevice.evaluate(graph, numbers);
    CpuDevice device = CpuDevice.common();
    List<Buffer> inputs = new ArrayList<>();
    List<Buffer> outputs = new ArrayList<>();
    try (Arena arena = Arena.ofConfined();
        Program program = device.compile(graph, options)) {
      for (int i = 0; i < numbers.length; i++) {
        TensorType type = graph.inputs().get(i).type();
        try (Tensor wide = Tensor.of(numbers[i], type.shape())) {
          inputs.add(device.wrap(Tensor.zeros(arena, type.dtype(), type.shape()).copyFrom(wide)));
        }
      }
      for (int i = 0; i < expected.size(); i++) {
        Integer overwritten = options.inPlace().get(i);
        TensorType type = graph.outputs().get(i).type();
        outputs.add(overwritten == null ? device.allocate(type) : inputs.get(overwritten));
      }
      program.bind(inputs, outputs).run();
      for (int i = 0; i < expected.size(); i++) {
        TensorType type = graph.outputs().get(i).type();
        Tensor actual = Tensor.zeros(arena, type.dtype(), type.shape());
        outputs.get(i).copyTo(actual);
        for (int j = 0; j < actual.count(); j++) {
          double reference = expected.get(i)[j];
          assertThat(actual.getFlat(j))
              .as("seed %s, output %s (%s), element %s", seed, i, graph.outputs().get(i), j)
              .isCloseTo(reference, within(tolerance * Math.max(1, Math.abs(reference))));
        }
      }
    } finally {
      outputs.forEach(Buffer::close);
    }
  }
}
