package org.sciml4j.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Input;
import org.sciml4j.core.graph.RandomUniform;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.tensor.DType;

class ScopeTest {
  private static final TensorType PAIR = new TensorType(DType.F64, 2, 3);

  private static List<String> names(Layer layer) {
    return Traced.of(layer, PAIR, true).specs().stream().map(ParameterSpec::name).toList();
  }

  @Test
  void defaultNamesCountUpWithinAKind() {
    assertThat(names(Sequential.of(Dense.of(4), Dense.of(5).withoutBias(), Dense.of(6))))
        .containsExactly(
            "dense/kernel", "dense/bias", "dense_1/kernel", "dense_2/kernel", "dense_2/bias");
  }

  @Test
  void oneObjectAppliedTwiceSharesItsParameters() {
    Dense shared = Dense.of(3);

    assertThat(names(Sequential.of(shared, shared))).containsExactly("dense/kernel", "dense/bias");
    assertThat(names(Sequential.of(shared.named("a"), shared.named("a"))))
        .containsExactly("a/kernel", "a/bias");
  }

  @Test
  void aNamedGroupHoldsTheNamesOfItsLayers() {
    Layer encoder = Sequential.of(Dense.of(4), Dense.of(2)).named("encoder");

    assertThat(names(Sequential.of(encoder, Dense.of(3).named("out"))))
        .contains("encoder/dense/kernel", "encoder/dense_1/bias", "out/kernel");
  }

  @Test
  void twoLayersOfOneNameAreAnErrorThatNamesBoth() {
    Layer twice = Sequential.of(Dense.of(4).named("a"), Dense.of(5).named("a"));

    assertThatThrownBy(() -> names(twice))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'a' for two layers, a Dense and a Dense, expected");
  }

  @Test
  void aLayerAppliedToOtherWidthsIsAnErrorThatNamesBothShapes() {
    Dense shared = Dense.of(5);

    assertThatThrownBy(() -> names(Sequential.of(shared, shared)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("parameter 'dense/kernel' is f64[3, 5]")
        .hasMessageContaining("again f64[5, 5]");
  }

  @Test
  void aDefaultNameGivesWayToAChosenOne() {
    assertThat(names(Sequential.of(Dense.of(3).named("dense"), Dense.of(3))))
        .contains("dense/kernel", "dense_1/kernel");
  }

  @Test
  void namesAreOneStepOfAPath() {
    assertThatThrownBy(() -> Dense.of(3).named("a/b"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'a/b'");
  }

  @Test
  void frozenParametersAreNotTrainable() {
    Dense shared = Dense.of(3);
    Traced traced = Traced.of(Sequential.of(Freeze.of(shared), shared, Dense.of(2)), PAIR, true);

    assertThat(traced.parameters()).filteredOn(ParameterSpec::trainable).hasSize(2);
    assertThat(traced.trainableInputs())
        .extracting(input -> ((Input) input.primitive()).label())
        .containsExactly("dense_1/kernel", "dense_1/bias");
  }

  @Test
  void statesGoOnFromTheirLastUpdate() {
    Layer counter =
        (x, scope) -> {
          Value count = scope.state("count", 0);
          scope.update("count", count.plus(1));
          return x;
        };
    Traced traced = Traced.of(Sequential.of(counter, counter), PAIR, true);

    assertThat(traced.states()).extracting(ParameterSpec::name).containsExactly("count");
    Value next = traced.newStates().getFirst();
    assertThat(next.operand(0).operand(0)).isSameAs(traced.stateInputs().getFirst());
  }

  @Test
  void updatesOfUnknownOrOtherStatesAreErrors() {
    assertThatThrownBy(
            () ->
                names(
                    (x, scope) -> {
                      scope.state("mean", 0, 3);
                      scope.update("means", x);
                      return x;
                    }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("did you mean 'mean'");
    assertThatThrownBy(
            () ->
                names(
                    (x, scope) -> {
                      scope.state("mean", 0, 3);
                      scope.update("mean", x);
                      return x;
                    }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("f64[2, 3], expected f64[3]");
  }

  @Test
  void drawsHaveAStreamEachThatDoesNotDependOnOtherLayers() {
    Layer drawing = (x, scope) -> x.plus(scope.uniform(2, 3)).plus(scope.uniform(2, 3));
    Layer named = drawing.named("noise");

    List<Long> alone = streams(Traced.of(named, PAIR, true));
    List<Long> among = streams(Traced.of(Sequential.of(drawing, named), PAIR, true));

    assertThat(alone).doesNotHaveDuplicates().hasSize(2);
    assertThat(among).doesNotHaveDuplicates().hasSize(4).containsAll(alone);
  }

  @Test
  void bernoulliDrawsAreOnesWithTheirProbability() {
    int count = 10_000;
    double[] draws = LayerProbe.training((x, scope) -> scope.bernoulli(0.2, count), 1, 1).output();

    assertThat(draws).containsOnly(0, 1);
    assertThat(Arrays.stream(draws).sum()).isCloseTo(0.2 * count, within(4 * 40.0));
    assertThat(LayerProbe.training((x, scope) -> scope.bernoulli(1, 3), 1, 1).output())
        .containsExactly(1, 1, 1);
    assertThat(LayerProbe.training((x, scope) -> scope.bernoulli(0, 3), 1, 1).output())
        .containsExactly(0, 0, 0);
    assertThatThrownBy(() -> names((x, scope) -> scope.bernoulli(1.5, 3)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("probability is 1.5, expected 0 to 1");
  }

  private static List<Long> streams(Traced traced) {
    return traced.graph().values().stream()
        .map(Value::primitive)
        .filter(RandomUniform.class::isInstance)
        .map(draw -> ((RandomUniform) draw).stream())
        .toList();
  }

  @Test
  void penaltiesOfASharedParameterCountOnce() {
    Dense shared = Dense.of(3).kernelRegularizer(weights -> weights.square().sum());
    Traced once = Traced.of(shared, PAIR, true);
    Traced twice = Traced.of(Sequential.of(shared, shared), PAIR, true);

    assertThat(twice.penalty().primitive()).isEqualTo(once.penalty().primitive());
    assertThat(twice.penalty().rank()).isZero();
  }

  @Test
  void anObjectiveReturnsASingleNumber() {
    Objective objective = (scope, batch) -> batch.getFirst();

    assertThatThrownBy(() -> Traced.of(objective, DType.F64, List.of(PAIR), true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("loss is f64[2, 3], expected a single number");
  }

  @Test
  void aParameterDeclaredTwiceWithOtherInitialNumbersIsAnError() {
    assertThatThrownBy(
            () ->
                names(
                    (x, scope) -> {
                      scope.parameter("w", Initializers.ZEROS, 3);
                      scope.parameter("w", Initializers.ONES, 3);
                      return x;
                    }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'w'");
  }
}
