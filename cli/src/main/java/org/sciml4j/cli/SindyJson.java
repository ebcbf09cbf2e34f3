package org.sciml4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import org.sciml4j.sindy.Equation;
import org.sciml4j.sindy.SindyModel;
import org.sciml4j.sindy.Term;
import org.sciml4j.sindy.pde.PdeModel;

/** Equations as the JSON of {@code --json}. */
final class SindyJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SindyJson() {}

  static String text(SindyModel model) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode equations = root.putArray("equations");
    for (Equation equation : model.equations()) {
      ArrayNode terms =
          terms(equations, equation.state(), equation.leftSide().of(equation.state()));
      for (Term term : equation.terms()) {
        terms
            .addObject()
            .put("term", term.expression().text())
            .put("coefficient", term.coefficient())
            .put("standard_error", term.standardError());
      }
    }
    return text(root, model.fit().score(), model.fit().settings(), model.fit().rows());
  }

  /**
   * Equations of fields.
   *
   * @param errors standard errors for each field, for each candidate, where they are known
   */
  static String text(PdeModel model, String settings, Optional<double[][]> errors) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode equations = root.putArray("equations");
    for (int i = 0; i < model.fields().size(); i++) {
      int field = i;
      String name = model.fields().get(field).name();
      ArrayNode terms = terms(equations, name, name + "_t");
      for (int j = 0; j < model.terms().size(); j++) {
        int term = j;
        if (model.coefficients()[field][term] != 0) {
          ObjectNode node =
              terms
                  .addObject()
                  .put("term", model.terms().get(term).text())
                  .put("coefficient", model.coefficients()[field][term]);
          errors.ifPresent(known -> node.put("standard_error", known[field][term]));
        }
      }
    }
    double score = Arrays.stream(model.score()).average().orElseThrow();
    return text(root, score, settings, model.rows());
  }

  private static ArrayNode terms(ArrayNode equations, String variable, String leftSide) {
    return equations
        .addObject()
        .put("variable", variable)
        .put("left_side", leftSide)
        .putArray("terms");
  }

  private static String text(ObjectNode root, double score, String settings, long rows) {
    root.put("score", score).put("settings", settings).put("rows", rows);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain nodes", impossible);
    }
  }
}
