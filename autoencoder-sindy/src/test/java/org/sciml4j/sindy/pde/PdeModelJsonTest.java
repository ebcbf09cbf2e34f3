package org.sciml4j.sindy.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Call;
import org.sciml4j.sindy.expression.ElementaryFunction;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Power;
import org.sciml4j.sindy.expression.Product;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Variable;

/** Every field of a saved model damaged in turn. */
class PdeModelJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private static PdeModel model() {
    Variable u = new Variable("u");
    Variable v = new Variable("v");
    List<Expression> terms =
        List.of(
            u,
            Product.of(List.of(v, SpaceDerivative.of(u, "x"))),
            Power.of(v, 2),
            Call.of(ElementaryFunction.SIN, List.of(u)));
    double[][] coefficients = {{1, 0, -2.5, 0}, {0, 3, 0, 0.25}};
    double[][] inclusion = {{1, 0.1, 0.9, 0}, {0, 0.8, 0, 1}};
    return new PdeModel(
        List.of(u, v), terms, coefficients, new double[] {0.99, 0.5}, inclusion, 1000);
  }

  /**
   * What stands for something else in a term may be a term again and need not be refused, and no
   * shares are those of a fit without an ensemble.
   */
  @Test
  void everyDamageIsToldInOneLine() throws IOException {
    Path file = folder.resolve("model.json");
    model().save(file);
    assertThat(PdeModel.load(file)).usingRecursiveComparison().isEqualTo(model());
    String text = Files.readString(file);
    List<String> accepted = new ArrayList<>();
    for (String place : places("", JSON.readTree(text))) {
      for (String damage : damages(JSON.readTree(text).at(place))) {
        Files.writeString(file, damaged(text, place, damage));
        Throwable thrown = catchThrowable(() -> PdeModel.load(file));
        if (thrown != null) {
          assertThat(thrown).as(place + " = " + damage).isInstanceOf(InvalidInputException.class);
          assertThat(thrown.getMessage().lines()).as(thrown.getMessage()).hasSize(1);
        } else if (!place.startsWith("/terms/") && !(place + damage).equals("/inclusion[]")) {
          accepted.add(place + " = " + damage);
        }
      }
    }
    assertThat(accepted).isEmpty();
  }

  private static List<String> damages(JsonNode old) {
    List<String> damages =
        new ArrayList<>(List.of("null", "{}", "true", "[[1]]", "[]", "1e999", "missing"));
    if (old.isNumber()) {
      damages.add("\"NaN\"");
    }
    if (old.isTextual()) {
      damages.addAll(List.of("3", "\"\"", "\"a b\""));
    }
    if (old.isIntegralNumber()) {
      damages.addAll(List.of("-1", "2.5", "1e30"));
    }
    return damages;
  }

  /** All values but the text of the equations, which is for readers. */
  private static List<String> places(String place, JsonNode node) {
    List<String> places = new ArrayList<>();
    if (!place.isEmpty()) {
      places.add(place);
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("text")) {
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
    boolean isMissing = damage.equals("missing");
    if (parent instanceof ArrayNode array) {
      int index = Integer.parseInt(name);
      JsonNode _ = isMissing ? array.remove(index) : array.set(index, JSON.readTree(mark));
    } else {
      ObjectNode object = (ObjectNode) parent;
      JsonNode _ = isMissing ? object.remove(name) : object.set(name, JSON.readTree(mark));
    }
    return root.toString().replace(mark, damage);
  }
}
