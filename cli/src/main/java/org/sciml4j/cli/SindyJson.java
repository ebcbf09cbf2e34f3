package org.sciml4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sciml4j.sindy.Equation;
import org.sciml4j.sindy.SindyModel;
import org.sciml4j.sindy.Term;

/** Equations as the JSON of {@code --json}. */
final class SindyJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SindyJson() {}

  static String text(SindyModel model) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode equations = root.putArray("equations");
    for (Equation equation : model.equations()) {
      ObjectNode node = equations.addObject().put("variable", equation.state());
      node.put("left_side", equation.leftSide().of(equation.state()));
      ArrayNode terms = node.putArray("terms");
      for (Term term : equation.terms()) {
        terms
            .addObject()
            .put("term", term.expression().text())
            .put("coefficient", term.coefficient())
            .put("standard_error", term.standardError());
      }
    }
    root.put("score", model.fit().score());
    root.put("settings", model.fit().settings());
    root.put("rows", model.fit().rows());
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain nodes", impossible);
    }
  }
}
