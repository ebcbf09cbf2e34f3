package org.sciml4j.pde.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.ModelFile;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingResult;

class SurrogateTest {
  private static final int N = 32;
  private static final int TIMES = 3;
  private static final List<BoundaryMode> MIXED =
      List.of(BoundaryMode.REFLECT, BoundaryMode.PERIODIC);

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(new ResidualCnn(2, 3, 3, MIXED, Activations.TANH), new long[] {2, 2, 8, 4}),
        Arguments.of(new UNet(2, 2, 3, MIXED, Activations.TANH), new long[] {2, 2, 8, 4}),
        Arguments.of(new ConvLstm(2, 3, MIXED), new long[] {2, 3, 2, 4, 5}),
        Arguments.of(
            new CnnLstm(List.of(2L, 3L), 4, 3, MIXED, Activations.TANH),
            new long[] {2, 3, 2, 8, 4}));
  }

  /** The gradient by all parameters along a random direction, against central differences. */
  @ParameterizedTest
  @MethodSource("networks")
  void gradientsAreThoseOfDifferences(Layer network, long[] shape) {
    Traced traced = Traced.of(network, new TensorType(DType.F64, shape), true);
    List<Value> parameters = traced.parameterInputs();
    Value loss = traced.result().square().mean();
    List<Value> outputs = new ArrayList<>(List.of(loss));
    outputs.addAll(Autodiff.grad(loss, parameters));
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < traced.graph().inputs().size(); i++) {
      TensorType type = traced.graph().inputs().get(i).type();
      inputs.add(RandomKey.of(i).uniform(type.dtype(), type.shape()));
    }
    try (Program program =
        CpuDevice.common().compile(new Graph(traced.graph().inputs(), outputs))) {
      double along = 0;
      List<Tensor> gradients = program.call(inputs.toArray(Tensor[]::new));
      for (int i = 0; i < parameters.size(); i++) {
        Tensor gradient = gradients.get(1 + i);
        for (long k = 0; k < gradient.count(); k++) {
          along += gradient.getFlat(k) * direction(i, k);
        }
      }
      double h = 1e-5;
      double ahead = moved(program, inputs, parameters.size(), h);
      double behind = moved(program, inputs, parameters.size(), -h);

      assertThat(along).isNotZero();
      assertThat((ahead - behind) / (2 * h)).isCloseTo(along, within(1e-7 * (1 + Math.abs(along))));
    }
  }

  private static double direction(int parameter, long k) {
    return RandomKey.of(100 + parameter).uniform(k) - 0.5;
  }

  private static double moved(Program program, List<Tensor> inputs, int parameters, double h) {
    List<Tensor> all = new ArrayList<>(inputs);
    for (int i = 0; i < parameters; i++) {
      Tensor moved = inputs.get(1 + i).copy();
      for (long k = 0; k < moved.count(); k++) {
        moved.setFlat(k, moved.getFlat(k) + h * direction(i, k));
      }
      all.set(1 + i, moved);
    }
    return program.call(all.toArray(Tensor[]::new)).getFirst().get();
  }

  static Stream<Arguments> forecasters() {
    return Stream.of(
        Arguments.of(ResidualCnn.periodic(1, 1, 8), 1),
        Arguments.of(UNet.periodic(1, 2, 6), 1),
        Arguments.of(ConvLstm.periodic(1, 8), TIMES),
        Arguments.of(CnnLstm.periodic(1, 32, 8L, 16L), TIMES));
  }

  /** {@code 2 + 3 (a sin(x - t) + b sin(2 (x - t) + φ))}, a step moves it by 1.5 points. */
  private static Tensor waves(int samples, int times, int seed) {
    Tensor waves = Tensor.zeros(DType.F32, samples, times, 1, N);
    RandomKey key = RandomKey.of(seed);
    for (int sample = 0; sample < samples; sample++) {
      double a = 0.5 + key.uniform(4L * sample);
      double b = key.uniform(4L * sample + 1) - 0.5;
      double start = 2 * Math.PI * key.uniform(4L * sample + 2);
      double phase = 2 * Math.PI * key.uniform(4L * sample + 3);
      for (int t = 0; t < times; t++) {
        for (int i = 0; i < N; i++) {
          double x = 2 * Math.PI / N * (i - 1.5 * t) + start;
          waves.set(2 + 3 * (a * Math.sin(x) + b * Math.sin(2 * x + phase)), sample, t, 0, i);
        }
      }
    }
    return waves;
  }

  private static Tensor part(Tensor series, int from, int times) {
    int samples = (int) series.size(0);
    Tensor part =
        times == 1
            ? Tensor.zeros(DType.F32, samples, 1, N)
            : Tensor.zeros(DType.F32, samples, times, 1, N);
    for (int sample = 0; sample < samples; sample++) {
      for (int t = 0; t < times; t++) {
        for (int i = 0; i < N; i++) {
          part.setFlat(((long) sample * times + t) * N + i, series.get(sample, from + t, 0, i));
        }
      }
    }
    return part;
  }

  private static double meanSquare(Tensor a, Tensor b, long from) {
    double sum = 0;
    long steps = a.count() / b.count();
    for (long sample = 0; sample < b.size(0); sample++) {
      for (long i = 0; i < N; i++) {
        double one = a.getFlat((sample * steps + from) * N + i);
        sum += Math.pow(one - b.getFlat(sample * N + i), 2);
      }
    }
    return sum / b.count();
  }

  @ParameterizedTest
  @MethodSource("forecasters")
  void learnsHowAWaveTravels(Layer network, int times, @TempDir Path folder) {
    try (Tensor data = waves(64, times + 1, 1);
        Tensor test = waves(32, times + 1, 2);
        Tensor inputs = part(data, 0, times);
        Tensor targets = part(data, times, 1);
        Tensor testInputs = part(test, 0, times);
        Tensor testTargets = part(test, times, 1)) {
      Normalization normalization = Normalization.of(inputs, times == 1 ? 1 : 2);
      Layer forecaster =
          times == 1 ? normalization.around(network) : normalization.aroundSeries(network);
      double persistence = meanSquare(testInputs, testTargets, times - 1);
      long[] sample = times == 1 ? new long[] {1, N} : new long[] {times, 1, N};
      Model model = Model.of(forecaster, DType.F32, sample);
      try (TrainingResult result =
              Trainer.of(
                      Objective.supervised(forecaster, Losses.MSE),
                      Adam.of(0.01),
                      CpuDevice.common())
                  .dtype(DType.F32)
                  .key(RandomKey.of(3))
                  .batchSize(8)
                  .epochs(20)
                  .train(TensorDataset.of(inputs, targets));
          Tensor forecast = model.predict(result.parameters(), testInputs, CpuDevice.common())) {
        assertThat(meanSquare(forecast, testTargets, 0)).isLessThan(0.1 * persistence);

        Path file = folder.resolve("forecaster.safetensors");
        ModelFile.save(file, model, result.parameters());
        try (Parameters restored = ModelFile.load(file);
            Tensor again = model.predict(restored, testInputs, CpuDevice.common())) {
          assertThat(again.toFloats()).containsExactly(forecast.toFloats());
          assertThat(restored.get("normalization_mean").get(0))
              .isCloseTo(normalization.mean().getFirst(), within(1e-6));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void beginsAsPersistence(Layer network, long[] shape) {
    long[] sample = Arrays.copyOfRange(shape, 1, shape.length);
    try (Parameters initial = Model.of(network, DType.F64, sample).initialize(RandomKey.of(1));
        Tensor u = RandomKey.of(2).uniform(DType.F64, shape);
        Tensor next =
            Model.of(network, DType.F64, sample).predict(initial, u, CpuDevice.common())) {
      int state = (int) (next.count() / shape[0]);
      double[] all = u.toDoubles();
      double[] last = new double[state];
      System.arraycopy(all, all.length - state, last, 0, state);
      assertThat(next.at(shape[0] - 1).toDoubles()).containsExactly(last, within(1e-15));
    }
  }

  @Test
  void oneNetworkAppliedTwiceHasOneSetOfParameters() {
    UNet network = UNet.periodic(1, 1, 2);
    Layer twice = (u, scope) -> network.apply(network.apply(u, scope), scope);

    assertThat(Model.of(twice, DType.F32, 1, 8).parameters())
        .isEqualTo(Model.of(network, DType.F32, 1, 8).parameters());
  }

  @Test
  void normalizationIsTheStatisticsOfEachVariable() {
    double[] numbers = {1, 3, 5, 5, 2, 4, 5, Double.NaN};
    try (Tensor states = Tensor.of(numbers, 2, 2, 2)) {
      Normalization learned = Normalization.of(states, 1);
      assertThat(learned.mean()).containsExactly(2.5, 5.0);
      assertThat(learned.scale().getFirst()).isCloseTo(Math.sqrt(1.25), within(1e-15));
      assertThat(learned.scale().getLast()).isEqualTo(1);
    }
    Normalization two = new Normalization(List.of(0.0, 1.0), List.of(1.0, 2.0));
    assertThatThrownBy(() -> Model.of(two.around((u, _) -> u), DType.F64, 3, 8).parameters())
        .hasMessageContaining("2 variables on axis 1");
    assertThatThrownBy(() -> new Normalization(List.of(0.0), List.of(0.0)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void gridsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Model.of(UNet.periodic(1, 3, 2), DType.F32, 1, 12).parameters())
        .hasMessageContaining("multiples of 8");
    assertThatThrownBy(() -> Model.of(ResidualCnn.periodic(2, 1, 2), DType.F32, 1, 8).parameters())
        .hasMessageContaining("2 space axes");
    assertThatThrownBy(() -> new ConvLstm(2, 4, MIXED)).hasMessageContaining("odd");
  }
}
