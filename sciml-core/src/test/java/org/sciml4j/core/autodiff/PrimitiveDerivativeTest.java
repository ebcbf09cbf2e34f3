package org.sciml4j.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Primitive;
import org.sciml4j.core.graph.Value;

class PrimitiveDerivativeTest {
  static Stream<Case> cases() {
    return Stream.of(ElementwiseCases.all(), ArrayCases.all(), WindowCases.all())
        .flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivativesAgreeWithDifferencesAndEachOther(Case one) {
    DerivativeCheck.of(one.function(), one.points());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theCaseIsOneOfItsPrimitive(Case one) {
    Value result = one.function().apply(one.inputs());
    assertThat(Graph.order(List.of(result)).stream().map(value -> value.primitive().getClass()))
        .anyMatch(one.primitive()::equals);
  }

  @Test
  void everyPrimitiveHasACase() {
    Set<Class<?>> covered = cases().map(Case::primitive).collect(Collectors.toSet());
    assertThat(covered).isEqualTo(leaves(Primitive.class).collect(Collectors.toSet()));
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(PrimitiveDerivativeTest::leaves)
        : Stream.of(type);
  }
}
