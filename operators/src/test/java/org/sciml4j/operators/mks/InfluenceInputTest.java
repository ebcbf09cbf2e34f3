package org.sciml4j.operators.mks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sciml4j.operators.mks.InfluenceFitTest.field;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.modelfile.SafetensorsFile;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class InfluenceInputTest {
  private static final PrimitiveBasis PHASES = new PrimitiveBasis(3, 0, 1);

  @TempDir Path folder;

  @Test
  void should_read_what_was_written() {
    InfluenceKernels kernels = LocalizationTest.random(new LegendreBasis(4, -1, 2), 6, 5);
    Path path = folder.resolve("kernels.safetensors");
    kernels.write(path);
    InfluenceKernels read = InfluenceKernels.read(path);
    assertThat(read.functions()).isEqualTo(kernels.functions());
    assertThat(read.axes()).isEqualTo(kernels.axes());
    assertThat(read.microstructure()).isEqualTo("h");
    assertThat(read.responses().getFirst())
        .usingRecursiveComparison()
        .isEqualTo(kernels.responses().getFirst());
  }

  @Test
  void should_leave_nothing_beside_the_file() throws IOException {
    LocalizationTest.random(PHASES, 4).write(folder.resolve("k.safetensors"));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void should_refuse_a_damaged_file() throws IOException {
    Path path = folder.resolve("k.safetensors");
    LocalizationTest.random(PHASES, 4, 4).write(path);
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, java.util.Arrays.copyOf(bytes, bytes.length - 9));
    assertThatThrownBy(() -> InfluenceKernels.read(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("truncated");
  }

  @Test
  void should_refuse_a_file_of_something_else() {
    Path path = folder.resolve("other.safetensors");
    try (Tensor weights = Tensor.zeros(DType.F64, 2)) {
      SafetensorsFile.write(path, Map.of("w", weights), Map.of());
      assertThatThrownBy(() -> InfluenceKernels.read(path))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("without a description of influence kernels");
      SafetensorsFile.write(path, Map.of("w", weights), Map.of("influence", "{\"functions\": 3"));
      assertThatThrownBy(() -> InfluenceKernels.read(path))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("not JSON");
    }
  }

  @Test
  void should_refuse_states_out_of_range_and_name_the_first() {
    try (Tensor states = Tensor.zeros(DType.F64, 4, 5);
        Tensor response = Tensor.zeros(DType.F64, 4, 5)) {
      states.set(1.5, 2, 3);
      assertThatThrownBy(() -> InfluenceFit.of(PHASES, field("h", states), field("p", response)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "microstructure 'h' is 1.5 at point 3 of sample 2, expected states from 0.0 to 1.0;"
                  + " give the functions the whole range of states, or correct the data");
      states.set(Double.NaN, 2, 3);
      assertThatThrownBy(() -> InfluenceFit.of(PHASES, field("h", states), field("p", response)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("NaN at point 3 of sample 2");
    }
  }

  @Test
  void should_take_states_beyond_the_range_by_rounding_for_its_end() {
    try (Tensor states = RandomKey.of(1).uniform(DType.F64, 6, 5);
        Tensor response = RandomKey.of(2).uniform(DType.F64, 6, 5)) {
      states.set(1 + 1e-8, 0, 0);
      assertThat(InfluenceFit.of(PHASES, field("h", states), field("p", response)).samples())
          .isEqualTo(6);
    }
  }

  @Test
  void should_refuse_gaps_in_the_response() {
    try (Tensor states = Tensor.zeros(DType.F64, 4, 5);
        Tensor response = Tensor.zeros(DType.F64, 4, 5)) {
      response.set(Double.NaN, 3, 1);
      assertThatThrownBy(() -> InfluenceFit.of(PHASES, field("h", states), field("p", response)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("response 'p' is NaN at point 1 of sample 3");
    }
  }

  @Test
  void should_refuse_fewer_samples_than_functions() {
    try (Tensor states = Tensor.zeros(DType.F64, 2, 5)) {
      assertThatThrownBy(() -> InfluenceFit.of(PHASES, field("h", states), field("p", states)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(
              "samples of 'h' is 2, expected at least as many as the 3 functions");
    }
  }

  @Test
  void should_refuse_other_grids() {
    try (Tensor states = Tensor.zeros(DType.F64, 4, 5);
        Tensor other = Tensor.zeros(DType.F64, 4, 6)) {
      assertThatThrownBy(() -> InfluenceFit.of(PHASES, field("h", states), field("p", other)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("response 'p' is of shape [4, 6], expected that of 'h', [4, 5]");
      assertThatThrownBy(
              () ->
                  InfluenceFit.of(
                      PHASES, field("h", states), TensorField.inTime("p", states, 1, 0.5)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("spacing of 'p' along x is 0.5");
      assertThatThrownBy(
              () ->
                  InfluenceFit.of(PHASES, TensorField.inSpace("h", Tensor.zeros(DType.F64, 9), 1)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("an axis of samples");
    }
  }

  @Test
  void should_refuse_a_domain_of_another_size() {
    InfluenceKernels kernels = LocalizationTest.random(PHASES, 6, 5);
    try (Tensor states = Tensor.zeros(DType.F64, 6, 6)) {
      assertThatThrownBy(() -> kernels.localization().predict(states, states))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("of shape [6, 6], expected the domain [6, 5]");
    }
    assertThatThrownBy(() -> kernels.resized(6, 4))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("domain is [6, 4], expected at least [6, 5]");
    assertThatThrownBy(() -> kernels.resized(6))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("domain is [6]");
  }

  @Test
  void should_refuse_bases_that_make_no_sense() {
    assertThatThrownBy(() -> new PrimitiveBasis(1, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2 or more");
    assertThatThrownBy(() -> new LegendreBasis(3, 1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("from 1.0 to 1.0");
    assertThatThrownBy(() -> MicrostructureFunctions.of("fourier", 3, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("primitive or legendre");
  }

  @Test
  void should_refuse_kernels_that_do_not_fit() {
    assertThatThrownBy(() -> LocalizationTest.kernels(PHASES, 0, new double[1][4], 4))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2 of 4 numbers");
    double[][] infinite = {{1, 2}, {Double.POSITIVE_INFINITY, 0}};
    assertThatThrownBy(() -> LocalizationTest.kernels(PHASES, 0, infinite, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("partly not finite");
    ResponseKernels one = new ResponseKernels("p", "", 0, new double[2][3]);
    assertThatThrownBy(
            () ->
                new InfluenceKernels(
                    "h", PHASES, List.of(new DomainAxis("x", "", 3, 1)), List.of(one, one)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'p' twice");
  }
}
