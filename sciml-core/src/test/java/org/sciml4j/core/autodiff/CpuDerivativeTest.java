package org.sciml4j.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.Tensor;

/** The processor computes every primitive and its derivatives as the reference device does. */
class CpuDerivativeTest {
  static Stream<Case> cases() {
    return PrimitiveDerivativeTest.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAndDerivativesAreThoseOfTheReference(Case one) {
    List<Value> inputs = one.inputs();
    Value result = one.function().apply(inputs);
    Value bent = result.sin().sum();
    List<Value> outputs = new ArrayList<>(List.of(result));
    outputs.addAll(Autodiff.jvp(List.of(result), inputs, inputs));
    List<Value> gradient = Autodiff.grad(bent, inputs);
    outputs.addAll(gradient);
    outputs.addAll(Autodiff.jvp(gradient, inputs, inputs));
    Graph graph = new Graph(inputs, outputs);

    double[][] at = Arrays.stream(one.points()).map(Point::elements).toArray(double[][]::new);
    List<double[]> expected = ReferenceDevice.evaluate(graph, at);
    Device device = CpuDevice.common();
    try (Program program = device.compile(graph)) {
      Tensor[] tensors =
          Arrays.stream(one.points())
              .map(point -> Tensor.wrap(point.elements(), point.type().shape()))
              .toArray(Tensor[]::new);
      List<Tensor> actual = program.call(tensors);
      for (int i = 0; i < expected.size(); i++) {
        double size = Arrays.stream(expected.get(i)).map(Math::abs).max().orElse(0);
        assertThat(actual.get(i).toDoubles())
            .as("output %d", i)
            .containsExactly(expected.get(i), within(1e-12 * (1 + size)));
        actual.get(i).close();
      }
    }
  }
}
