package org.sciml4j.sindy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;

/**
 * A JSON value that knows its place, so that what is wrong with it can be told in one line.
 *
 * @param file the file it stands in
 * @param name the path of names that leads to it; empty for the whole
 * @param node the value
 */
record JsonField(String file, String name, JsonNode node) {

  JsonField required(String child) {
    return optional(child)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    file + ": field '" + path(child) + "' is missing; save the model again"));
  }

  Optional<JsonField> optional(String child) {
    if (!node.isObject()) {
      throw malformed("an object");
    }
    JsonNode value = node.get(child);
    return value == null || value.isNull()
        ? Optional.empty()
        : Optional.of(new JsonField(file, path(child), value));
  }

  List<JsonField> elements() {
    if (!node.isArray()) {
      throw malformed("an array");
    }
    List<JsonField> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(new JsonField(file, name + "[" + i + "]", node.get(i)));
    }
    return elements;
  }

  String text() {
    if (!node.isTextual()) {
      throw malformed("a text");
    }
    return node.textValue();
  }

  List<String> texts() {
    return elements().stream().map(JsonField::text).toList();
  }

  double number() {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw malformed("a finite number");
    }
    return node.doubleValue();
  }

  List<Double> numbers() {
    return elements().stream().map(JsonField::number).toList();
  }

  int integer() {
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw malformed("a whole number");
    }
    return node.intValue();
  }

  InvalidInputException malformed(String expected) {
    String value = node.toString();
    return new InvalidInputException(
        file + ": field '" + name + "'",
        value.length() <= 60 ? value : value.substring(0, 57) + "...",
        expected,
        "correct it or save the model again");
  }

  private String path(String child) {
    return name.isEmpty() ? child : name + "." + child;
  }
}
