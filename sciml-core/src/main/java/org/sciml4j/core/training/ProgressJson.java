package org.sciml4j.core.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.optim.Plateau;

/** {@link Progress} as JSON; numbers are written as text that reads back to the same bits. */
final class ProgressJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ProgressJson() {}

  static String write(Progress progress) {
    ObjectNode root = JSON.createObjectNode();
    root.put("epoch", progress.epoch());
    root.put("batch", progress.batch());
    root.put("step", progress.step());
    ArrayNode lossSums = root.putArray("loss_sums");
    progress.lossSums().forEach(sum -> lossSums.add(Double.toString(sum)));
    ArrayNode samples = root.putArray("samples");
    progress.samples().forEach(samples::add);
    root.put("best", Double.toString(progress.best()));
    root.put("waited", progress.waited());
    root.put("plateau_best", Double.toString(progress.plateau().best()));
    root.put("plateau_waited", progress.plateau().waited());
    root.put("plateau_scale", Double.toString(progress.plateau().scale()));
    ArrayNode epochs = root.putArray("history");
    for (History.Epoch epoch : progress.history().epochs()) {
      ObjectNode one = epochs.addObject();
      one.put("number", epoch.number());
      one.put("loss", Double.toString(epoch.loss()));
      epoch.validationLoss().ifPresent(loss -> one.put("validation_loss", Double.toString(loss)));
      ObjectNode metrics = one.putObject("metrics");
      epoch.metrics().forEach((name, value) -> metrics.put(name, Double.toString(value)));
      one.put("learning_rate", Double.toString(epoch.learningRate()));
    }
    return root.toString();
  }

  /** Reads what {@link #write} wrote, or refuses it in the name of {@code file}. */
  static Progress read(String text, String file) {
    try {
      JsonNode root = JSON.readTree(text);
      History history = History.empty();
      for (JsonNode one : root.required("history")) {
        history = history.and(epoch(one));
      }
      List<Double> lossSums = new ArrayList<>();
      root.required("loss_sums").forEach(one -> lossSums.add(Double.valueOf(one.asText())));
      List<Long> samples = new ArrayList<>();
      root.required("samples").forEach(one -> samples.add(one.longValue()));
      return new Progress(
          root.required("epoch").intValue(),
          root.required("batch").longValue(),
          root.required("step").longValue(),
          lossSums,
          samples,
          number(root, "best"),
          root.required("waited").intValue(),
          new Plateau.State(
              number(root, "plateau_best"),
              root.required("plateau_waited").intValue(),
              number(root, "plateau_scale")),
          history);
    } catch (JsonProcessingException | IllegalArgumentException failure) {
      throw new InvalidInputException(
          "progress in checkpoint '"
              + file
              + "' cannot be read ("
              + failure.getMessage().lines().findFirst().orElse("")
              + "), expected what a training writes; start a new training or choose another file",
          failure);
    }
  }

  private static History.Epoch epoch(JsonNode one) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    one.required("metrics")
        .properties()
        .forEach(entry -> metrics.put(entry.getKey(), Double.valueOf(entry.getValue().asText())));
    return new History.Epoch(
        one.required("number").intValue(),
        number(one, "loss"),
        one.has("validation_loss")
            ? OptionalDouble.of(number(one, "validation_loss"))
            : OptionalDouble.empty(),
        metrics,
        number(one, "learning_rate"));
  }

  private static double number(JsonNode node, String name) {
    return Double.parseDouble(node.required(name).asText());
  }
}
