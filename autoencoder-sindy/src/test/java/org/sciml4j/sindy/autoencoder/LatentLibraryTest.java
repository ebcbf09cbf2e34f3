package org.sciml4j.sindy.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.sindy.expression.Evaluator;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Variable;

class LatentLibraryTest {
  @Test
  void termsAreNamedByAscendingDegree() {
    assertThat(
            new LatentLibrary(2, 3, true)
                .terms(List.of(new Variable("x"), new Variable("y"))).stream()
                    .map(Expression::text))
        .containsExactly(
            "1", "x", "y", "x^2", "x y", "y^2", "x^3", "x^2 y", "x y^2", "y^3", "sin(x)", "sin(y)");
  }

  @Test
  void sizesAreThoseOfThePaper() {
    assertThat(new LatentLibrary(3, 3, false).size()).isEqualTo(20);
    assertThat(new LatentLibrary(2, 3, true).size()).isEqualTo(12);
  }

  @Test
  void columnsAreTheTermsOfEachState() {
    LatentLibrary library = new LatentLibrary(3, 3, true);
    double[] numbers = {0.5, -1.5, 2, 0.25, 3, -0.75};
    Value z = Value.input("z", DType.F64, 2, 3);
    try (Tensor states = Tensor.of(numbers, 2, 3);
        var program = CpuDevice.common().compile(Graph.of(List.of(z), library.columns(z)))) {
      double[] columns = program.call(states).getFirst().toDoubles();
      List<Variable> names = List.of(new Variable("x"), new Variable("y"), new Variable("z"));
      Evaluator evaluator = Evaluator.of(names, library.terms(names));
      for (int n = 0; n < 2; n++) {
        double[] terms = evaluator.evaluate(Arrays.copyOfRange(numbers, 3 * n, 3 * n + 3));
        for (int k = 0; k < terms.length; k++) {
          assertThat(columns[n * terms.length + k]).isCloseTo(terms[k], within(1e-14 * 30));
        }
      }
    }
  }
}
