package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

class ModelFileTest {
  private final Model model =
      Model.of(Sequential.of(Dense.of(5), Dense.of(2).named("head")), DType.F32, 3);

  @Test
  void should_keep_the_parameters_and_say_what_the_model_is(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (Parameters parameters = model.initialize(RandomKey.of(1))) {
      ModelFile.save(file, model, parameters);
      try (Parameters read = ModelFile.load(file)) {
        assertThat(read.names()).containsExactlyInAnyOrderElementsOf(parameters.names());
        for (String name : parameters.names()) {
          assertThat(read.get(name).toFloats()).containsExactly(parameters.get(name).toFloats());
        }
      }
    }
    JsonNode json = new ObjectMapper().readTree(ModelFile.metadata(file).get(ModelFile.MODEL));
    assertThat(json.get("version").intValue()).isEqualTo(1);
    assertThat(json.get("dtype").textValue()).isEqualTo("F32");
    assertThat(json.get("shape")).hasToString("[3]");
    assertThat(json.get("layers").findValuesAsText("name")).hasSize(2).contains("head");
    assertThat(json.get("layers").get(0).get("shape")).hasToString("[1,5]");
    assertThat(json.get("summary").textValue()).isEqualTo(model.summary());
  }

  @Test
  void should_refuse_the_parameters_of_another_model(@TempDir Path folder) {
    Path file = folder.resolve("model.safetensors");
    try (Parameters other = Model.of(Dense.of(5), DType.F32, 3).initialize(RandomKey.of(1))) {
      assertThatThrownBy(() -> ModelFile.save(file, model, other))
          .isInstanceOf(InvalidInputException.class);
      assertThat(file).doesNotExist();
    }
  }
}
