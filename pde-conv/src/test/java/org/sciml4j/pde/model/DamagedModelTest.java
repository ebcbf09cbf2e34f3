package org.sciml4j.pde.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.training.ModelFile;

/** Every field of the design of a saved model damaged in turn. */
class DamagedModelTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "sciml4j.time_step";

  /** What no field of a design may be. */
  private static final List<String> NEVER = List.of("null", "{}", "[[1]]");

  /** What no number of a design may be, besides. */
  private static final List<String> NO_NUMBER = List.of("\"3\"", "[3]", "\"NaN\"", "1e999");

  @TempDir Path folder;

  static Stream<StepDesign> designs() {
    return Stream.concat(
        StepModelTest.designs(), VaryingPdeNetDesignTest.designs().limit(1).map(one -> one));
  }

  @ParameterizedTest
  @MethodSource("designs")
  void everyDamageIsToldInOneLine(StepDesign design) throws IOException {
    Path good = folder.resolve("good");
    try (Parameters numbers = numbers(design)) {
      new StepModel(design, numbers).save(good);
      String text = ModelFile.metadata(good).get(KEY);
      List<String> accepted = new ArrayList<>();
      for (String place : places("", JSON.readTree(text))) {
        List<String> damages = new ArrayList<>(NEVER);
        JsonNode old = JSON.readTree(text).at(place);
        damages.add(old.isBoolean() ? "1" : "true");
        if (old.isNumber()) {
          damages.addAll(NO_NUMBER);
          if (!place.contains("/mean/") && !place.contains("/coordinates/")) {
            damages.add("-0.5");
          }
        }
        if (old.isTextual()) {
          damages.addAll(List.of("3", "2.5", "[]"));
        }
        if (old.isIntegralNumber()) {
          damages.addAll(List.of("-1", "2.5"));
        }
        if (!place.contains("/coordinates/")) {
          damages.add("missing");
        }
        for (String damage : damages) {
          Throwable thrown = catchThrowable(() -> read(damaged(text, place, damage), numbers));
          if (thrown == null) {
            accepted.add(place + " = " + damage);
          } else {
            assertThat(thrown).as(place + " = " + damage).isInstanceOf(InvalidInputException.class);
            assertThat(thrown.getMessage().lines()).as(thrown.getMessage()).hasSize(1);
          }
        }
      }
      assertThat(accepted).isEmpty();
    }
  }

  /** Writes a file only where it takes one to tell. */
  private void read(String text, Parameters numbers) {
    Path file = folder.resolve("damaged");
    DesignJson.read(file, text);
    ModelFile.save(file, numbers, Map.of(KEY, text));
    StepModel.read(file).close();
  }

  private static Parameters numbers(StepDesign design) {
    if (!(design instanceof VaryingPdeNetDesign net)) {
      return StepModelTest.numbers(design);
    }
    long[] axes = net.axes().stream().mapToLong(Axis::size).toArray();
    TensorType state =
        new TensorType(
            DType.F64, LongStream.concat(LongStream.of(1, 1), LongStream.of(axes)).toArray());
    return Parameters.initial(Traced.of(net.step(), state, false).specs(), RandomKey.of(3));
  }

  /** All values but the equations, which are for readers. */
  private static List<String> places(String place, JsonNode node) {
    List<String> places = new ArrayList<>();
    if (!place.isEmpty()) {
      places.add(place);
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("equations")) {
                places.addAll(places(place + "/" + name, node.get(name)));
              }
            });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      places.addAll(places(place + "/" + i, node.get(i)));
    }
    return places;
  }

  private static String damaged(String text, String place, String damage) throws IOException {
    JsonNode root = JSON.readTree(text);
    int last = place.lastIndexOf('/');
    JsonNode parent = root.at(place.substring(0, last));
    String name = place.substring(last + 1);
    String mark = "\"DAMAGE\"";
    if (parent instanceof ArrayNode array) {
      if (damage.equals("missing")) {
        array.remove(Integer.parseInt(name));
      } else {
        array.set(Integer.parseInt(name), JSON.readTree(mark));
      }
    } else if (damage.equals("missing")) {
      ((ObjectNode) parent).remove(name);
    } else {
      ((ObjectNode) parent).set(name, JSON.readTree(mark));
    }
    return root.toString().replace(mark, damage);
  }
}
