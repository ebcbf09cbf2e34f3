package org.sciml4j.core.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.Tensor;

/** Holds the processor to the reference device. */
final class Agreement {
  private Agreement() {}

  /** On inputs between -1 and 1. */
  static void require(Graph graph, CompileOptions options, double tolerance, Random random) {
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
        Value output = graph.outputs().get(i);
        Tensor actual = Tensor.zeros(arena, output.type().dtype(), output.shape());
        outputs.get(i).copyTo(actual);
        requireClose(actual, expected.get(i), tolerance, "output " + i + " (" + output + ")");
      }
    } finally {
      outputs.forEach(Buffer::close);
    }
  }

  private static void requireClose(
      Tensor actual, double[] expected, double tolerance, String name) {
    for (int j = 0; j < actual.count(); j++) {
      assertThat(actual.getFlat(j))
          .as("%s, element %s", name, j)
          .isCloseTo(expected[j], within(tolerance * Math.max(1, Math.abs(expected[j]))));
    }
  }
}
