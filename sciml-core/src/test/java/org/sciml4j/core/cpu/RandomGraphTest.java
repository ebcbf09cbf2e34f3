package org.sciml4j.core.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Graph;
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

  static void agree(long seed, DType dtype, double tolerance, CompileOptions options) {
    Random random = new Random(seed);
    Graph graph = RandomGraph.of(random, dtype, 5 + random.nextInt(40));
    double[][] numbers =
        graph.inputs().stream()
            .map(input -> random.doubles(input.type().count(), -1, 1).toArray())
            .toArray(double[][]::new);
    Tensor[] tensors = new Tensor[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      long[] shape = graph.inputs().get(i).shape();
      try (Tensor wide = Tensor.of(numbers[i], shape)) {
        tensors[i] = wide.to(dtype);
      }
    }
    List<double[]> expected = ReferenceDevice.evaluate(graph, numbers);
    try (Program program = CpuDevice.common().compile(graph, options)) {
      List<Tensor> actual = program.call(tensors);
      for (int i = 0; i < expected.size(); i++) {
        double[] numbersOut = actual.get(i).toDoubles();
        for (int j = 0; j < numbersOut.length; j++) {
          double reference = expected.get(i)[j];
          assertThat(numbersOut[j])
              .as("seed %s, output %s (%s), element %s", seed, i, graph.outputs().get(i), j)
              .isCloseTo(reference, within(tolerance * Math.max(1, Math.abs(reference))));
        }
        actual.get(i).close();
      }
    } finally {
      for (Tensor tensor : tensors) {
        tensor.close();
      }
    }
  }
}
