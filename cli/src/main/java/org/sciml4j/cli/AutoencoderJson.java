package org.sciml4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sciml4j.sindy.autoencoder.LatentSystem;
import org.sciml4j.sindy.autoencoder.RelativeErrors;
import org.sciml4j.sindy.autoencoder.SeedSearch;
import org.sciml4j.sindy.expression.Expression;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What {@code sciml sindy autoencoder --json} writes.
 *
 * @param command with its arguments
 * @param best the model that was chosen
 * @param sparsest its equations in the sparsest coordinates
 * @param all what each seed led to
 */
record AutoencoderJson(
    CommandSpec command,
    SeedSearch.Candidate best,
    LatentSystem sparsest,
    List<SeedSearch.Candidate> all) {
  private static final ObjectMapper JSON = new ObjectMapper();

  String text() {
    ObjectNode root = JSON.createObjectNode();
    write(root.putArray("equations"), best.model().system());
    write(root.putArray("sparsest_equations"), sparsest);
    root.put("score", 1 - best.errors().latentMotion());
    write(root.putObject("errors"), best.errors());
    ArrayNode seeds = root.putArray("seeds");
    for (SeedSearch.Candidate one : all) {
      ObjectNode node = seeds.addObject().put("seed", one.seed());
      node.put("terms", one.model().system().activeTerms());
      write(node.putObject("errors"), one.errors());
    }
    root.put("settings", String.join(" ", command.commandLine().getParseResult().originalArgs()));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain nodes", impossible);
    }
  }

  private static void write(ArrayNode equations, LatentSystem system) {
    List<Expression> terms = system.library().terms(system.variables());
    double[][] coefficients = system.coefficients();
    for (int i = 0; i < coefficients.length; i++) {
      String name = system.variables().get(i).name();
      ObjectNode node = equations.addObject().put("variable", name);
      node.put("left_side", name + "'".repeat(system.order()));
      ArrayNode list = node.putArray("terms");
      for (int k = 0; k < terms.size(); k++) {
        if (coefficients[i][k] != 0) {
          list.addObject().put("term", terms.get(k).text()).put("coefficient", coefficients[i][k]);
        }
      }
    }
  }

  private static void write(ObjectNode node, RelativeErrors errors) {
    node.put("x", errors.reconstruction());
    node.put("motion", errors.motion());
    node.put("latent_motion", errors.latentMotion());
  }
}
