package org.sciml4j.pde.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.ModelFile;
import org.sciml4j.pde.stepper.Stepper;
import org.sciml4j.pde.stepper.UnstableStep;
import org.sciml4j.pde.surrogate.Normalization;

class StepModelTest {
  private static final int N = 64;
  private static final TensorType STATE = new TensorType(DType.F64, 2, N);

  @TempDir Path folder;

  private static StateGrid grid(String boundary) {
    return new StateGrid(List.of("u", "v"), List.of(0.5), 0.1, List.of(boundary));
  }

  static Stream<StepDesign> designs() {
    Normalization normal = new Normalization(List.of(1.0, -2.0), List.of(2.0, 0.5));
    return Stream.of(
        new PdeNetDesign(
            grid("periodic"), 2, 5, 2, 0, 2, "rk4", List.of(), List.of(2.0, 0.3), false, List.of()),
        new EulerDesign(grid("zero"), 2, 3, 5, "heun", normal, List.of(1.0, 3.0)),
        new LearnedFdDesign(
            grid("periodic"), "u_t = 0.3 u_xx - d_x(u v); v_t = d_x(u)", 2, 3, 3, "euler", normal),
        new UNetDesign(grid("periodic"), 2, 2, 3, normal),
        new PdeNetDesign(
            grid("periodic"),
            2,
            5,
            2,
            5,
            0,
            "rk4",
            List.of(),
            List.of(2.0, 0.3),
            false,
            List.of(
                List.of(List.of(1, 1, 0, 0, 0, 0), List.of(0, 0, 1, 0, 0, 0)),
                List.of(List.of(0, 0, 0, 0, 0, 2)))));
  }

  /** Numbers of a model with no zero among them that its start would have. */
  static Parameters numbers(StepDesign design) {
    long[] batch = {1, 2, N};
    Parameters parameters =
        Parameters.initial(
            Traced.of(design.step(), new TensorType(DType.F64, batch), false).specs(),
            RandomKey.of(3));
    parameters
        .asMap()
        .forEach(
            (name, tensor) -> {
              for (long i = 0; i < tensor.count() && !name.contains("normalization"); i++) {
                tensor.setFlat(i, 0.1 + 0.1 * RandomKey.of(name.length()).uniform(i));
              }
            });
    return parameters;
  }

  private static double[] next(StepModel model, double... u) {
    try (Stepper stepper = stepper(model)) {
      double[] next = u.clone();
      stepper.step(next);
      return next;
    }
  }

  private static Stepper stepper(StepModel model) {
    return Stepper.of(
        model.step(), model.parameters(), STATE, CpuDevice.common(), UnstableStep.ALLOW);
  }

  private static double[] noise() {
    double[] u = new double[2 * N];
    Arrays.setAll(u, RandomKey.of(1)::normal);
    return u;
  }

  @ParameterizedTest
  @MethodSource("designs")
  void whatIsReadStepsAsWhatWasSaved(StepDesign design) {
    Path file = folder.resolve("model.safetensors");
    double[] mask = new double[N];
    Arrays.setAll(mask, i -> i % 5 == 0 ? 0 : 1);
    double[] expected;
    try (Parameters numbers = numbers(design);
        StepModel model = StepModel.of(design, numbers, Optional.of(Tensor.of(mask, N)))) {
      model.save(file);
      expected = next(model, noise());
    }
    try (StepModel read = StepModel.read(file)) {
      assertThat(read.design()).isEqualTo(design);
      assertThat(next(read, noise())).isEqualTo(expected);
      for (int i = 0; i < 2 * N; i++) {
        assertThat(expected[i] == noise()[i]).isEqualTo(i % N % 5 == 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("designs")
  void aBitThatFlipsInTheNumbersIsNoticed(StepDesign design) throws Exception {
    Path file = folder.resolve("model");
    try (Parameters numbers = numbers(design)) {
      new StepModel(design, numbers).save(file);
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 5] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> StepModel.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is damaged: its numbers are not those that were written");
  }

  @Test
  void whatAPointDependsOnEndsAtTheReach() {
    for (StepDesign design : List.of(designs().toList().get(1), designs().toList().get(3))) {
      long reach =
          design instanceof UNetDesign net
              ? net.net().reach()
              : 2L * ((EulerDesign) design).rate().reach();
      assertThat(reach).isLessThan(N / 2);
      try (StepModel model = new StepModel(design, numbers(design));
          Stepper stepper = stepper(model)) {
        double[] before = next(model, noise());
        long farthest = 0;
        for (int at = 0; at < N; at++) {
          double[] u = noise();
          u[at] += 0.5;
          stepper.step(u);
          for (int i = 0; i < N; i++) {
            if (u[i] != before[i]) {
              farthest = Math.max(farthest, Math.min(Math.abs(i - at), N - Math.abs(i - at)));
            }
          }
        }
        assertThat(farthest).isEqualTo(reach);
      }
    }
  }

  @Test
  void aRateOfOneLayerIsItsKernelInUnitsOfTheData() {
    Normalization normal = new Normalization(List.of(0.3, 0.0), List.of(2.0, 0.5));
    EulerDesign linear =
        new EulerDesign(grid("periodic"), 1, 1, 3, "euler", normal, List.of(4.0, 1.0));
    try (StepModel model = new StepModel(linear, numbers(linear))) {
      double[] kernel = model.parameters().get("convolutional_rate/linear/kernel").toDoubles();
      double[] u = noise();
      double expected = u[7];
      for (int k = 0; k < 3; k++) {
        expected += 0.1 * 4 * kernel[k] * (u[6 + k] - 0.3) / 2;
        expected += 0.1 * 4 * kernel[3 + k] * u[N + 6 + k] / 0.5;
      }
      assertThat(next(model, u)[7]).isCloseTo(expected, within(1e-13));
    }
  }

  @Test
  void filesOfSomethingElseAreRefusedInOneLine() throws Exception {
    StepDesign design = designs().toList().get(1);
    Path good = folder.resolve("good");
    try (Parameters numbers = numbers(design)) {
      new StepModel(design, numbers).save(good);
      String json = ModelFile.metadata(good).get("sciml4j.time_step");
      Map<String, String> wrong = new LinkedHashMap<>();
      wrong.put(json.replace("euler\",\"d", "magic\",\"d"), "model 'magic'");
      wrong.put(json.replace("\"version\":1", "\"version\":9"), "version 9");
      wrong.put(json.replace("\"extent\":5", "\"extent\":4"), "an odd number");
      wrong.put(json.replace("\"extent\":5,", ""), "extent");
      wrong.put(json.replace("\"channels\":3", "\"channels\":7"), "numbers of its design");
      wrong.put(json.replace("zero", "wall"), "'wall'");
      wrong.put("{\"version\":1,\"model\":\"euler\"}", "a damaged design");
      wrong.put(json.replace("[\"zero\"]", "null"), "a damaged design");
      wrong.put(json.substring(0, json.length() - 9), "a damaged design");
      for (Map.Entry<String, String> one : wrong.entrySet()) {
        assertThat(one.getKey()).isNotEqualTo(json);
        Path file = folder.resolve("wrong");
        ModelFile.save(file, numbers, Map.of("sciml4j.time_step", one.getKey()));
        assertThatThrownBy(() -> StepModel.read(file))
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining(one.getValue());
      }
      Path empty = folder.resolve("empty");
      ModelFile.save(empty, Parameters.of(Map.of()), Map.of("sciml4j.time_step", json));
      assertThatThrownBy(() -> StepModel.read(empty)).isInstanceOf(InvalidInputException.class);
      Path other = folder.resolve("other");
      ModelFile.save(other, numbers, Map.of());
      assertThatThrownBy(() -> StepModel.read(other)).hasMessageContaining("holds no time step");
    }
    byte[] bytes = Files.readAllBytes(good);
    Path cut = folder.resolve("cut");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 100));
    assertThatThrownBy(() -> StepModel.read(cut)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(
            () ->
                StepModel.of(design, numbers(design), Optional.of(Tensor.zeros(DType.F64, N)))
                    .step())
        .hasMessageContaining("0 at all points");
  }
}
