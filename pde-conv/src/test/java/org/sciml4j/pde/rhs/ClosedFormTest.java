package org.sciml4j.pde.rhs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.pde.LayerRun;
import org.sciml4j.pde.symbolic.FieldPolynomial;

class ClosedFormTest {
  static List<ClosedForm> forms() {
    return List.of(
        Polynomial.of(2, 3),
        Polynomial.of(1, 1),
        new SelectedTerms(
            List.of(
                FieldPolynomial.factor(3, 0).times(FieldPolynomial.factor(3, 2)),
                FieldPolynomial.constant(3, 2)
                    .plus(FieldPolynomial.factor(3, 1).times(FieldPolynomial.factor(3, 1))))),
        SymbolicNetwork.of(2, 3),
        SymbolicNetwork.of(3, 0),
        SymbolicNetwork.of(1, 1));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void theExpansionIsWhatTheLayerComputes(ClosedForm form) {
    SplittableRandom random = new SplittableRandom(1);
    double[] x = random.doubles(2 * 3 * 4, -1, 1).toArray();
    FieldPolynomial[] expanded = new FieldPolynomial[form.variables()];
    double[] values =
        LayerRun.of(
            form,
            parameters -> {
              for (var tensor : parameters.asMap().values()) {
                for (long i = 0; i < tensor.count(); i++) {
                  tensor.setFlat(i, random.nextDouble(-1, 1));
                }
              }
              String path = parameters.names().getFirst().replaceAll("/.*", "");
              form.expand(parameters, path, 3, 100).toArray(expanded);
              return parameters;
            },
            x,
            2,
            3,
            4);

    for (int n = 0; n < 2; n++) {
      for (int point = 0; point < 4; point++) {
        for (int variable = 0; variable < form.variables(); variable++) {
          int first = n * 12 + point;
          assertThat(values[(n * form.variables() + variable) * 4 + point])
              .isCloseTo(
                  expanded[variable].at(x[first], x[first + 4], x[first + 8]), within(1e-13));
        }
      }
    }
  }

  /** Long, Lu, Dong 2019, section 3.2: 486 numbers, of which 6 kernels of 25. */
  @Test
  void networksForBurgersEquationsHaveAsManyNumbersAsPublished() {
    Model model = Model.of(SymbolicNetwork.of(2, 5), DType.F64, 12, 4, 4);
    long count =
        model.parameters().stream().map(ParameterSpec::type).mapToLong(type -> type.count()).sum();

    assertThat(count).isEqualTo(486 - 6 * 25);
  }

  @Test
  void oneNameStandsForOneSetOfNumbers() {
    SymbolicNetwork network = SymbolicNetwork.of(1, 1);
    Layer twice =
        new Layer() {
          @Override
          public Value apply(Value input, Scope scope) {
            return network.apply(input, scope).plus(network.apply(input, scope));
          }
        };
    assertThat(Model.of(twice, DType.F64, 2, 3).parameters())
        .extracting(ParameterSpec::name)
        .containsExactly(
            "symbolic_network/inputs", "symbolic_network/bias", "symbolic_network/products");
  }

  @Test
  void penaltiesAreSmoothedMagnitudes() {
    SmoothedL1 penalty = new SmoothedL1(2, 0.5);
    double[] value =
        LayerRun.of((x, scope) -> penalty.of(x).reshape(1, 1), new double[] {0.25, -3, 0}, 1, 3);

    assertThat(value[0]).isCloseTo(2 * (0.0625 / 1 + 2.75), within(1e-14));
    assertThatThrownBy(() -> new SelectedTerms(List.of(FieldPolynomial.constant(2, 0))))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new SmoothedL1(-1, 1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Polynomial.of(1, 0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SymbolicNetwork.of(0, 1)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void parametersOfAnotherPathAreNamed() {
    try (Parameters none = Parameters.of(Map.of())) {
      assertThatThrownBy(() -> Polynomial.of(1, 1).expand(none, "polynomial", 1, 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("polynomial/coefficients");
    }
  }
}
