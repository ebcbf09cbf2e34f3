package org.sciml4j.core.json;

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
 * @param remedies what to do about a file of this kind
 */
public record JsonField(String file, String name, JsonNode node, JsonRemedies remedies) {

  /**
   * The field of an object.
   *
   * @throws InvalidInputException if this is no object, or the field is missing or null
   */
  public JsonField required(String child) {
    return optional(child)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    file + ": field '" + path(child) + "' is missing; " + remedies.missing()));
  }

  /**
   * The field of an object, empty where it is missing or null.
   *
   * @throws InvalidInputException if this is no object
   */
  public Optional<JsonField> optional(String child) {
    if (!node.isObject()) {
      throw malformed("an object");
    }
    JsonNode value = node.get(child);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(at(path(child), value));
  }

  /**
   * The elements of an array.
   *
   * @throws InvalidInputException if it is none
   */
  public List<JsonField> elements() {
    if (!node.isArray()) {
      throw malformed("an array");
    }
    List<JsonField> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(at(name + "[" + i + "]", node.get(i)));
    }
    return elements;
  }

  /**
   * A text.
   *
   * @throws InvalidInputException if it is none
   */
  public String text() {
    if (!node.isTextual()) {
      throw malformed("a text");
    }
    return node.textValue();
  }

  /**
   * An array of texts.
   *
   * @throws InvalidInputException if it is none
   */
  public List<String> texts() {
    return elements().stream().map(JsonField::text).toList();
  }

  /**
   * A finite number.
   *
   * @throws InvalidInputException if it is none
   */
  public double number() {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw malformed("a finite number");
    }
    return node.doubleValue();
  }

  /**
   * An array of finite numbers.
   *
   * @throws InvalidInputException if it is none
   */
  public List<Double> numbers() {
    return elements().stream().map(JsonField::number).toList();
  }

  /**
   * A whole number.
   *
   * @throws InvalidInputException if it is none, or beyond the range of {@code int}
   */
  public int integer() {
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw malformed("a whole number");
    }
    return node.intValue();
  }

  /**
   * A number of things.
   *
   * @throws InvalidInputException if it is no whole number of 0 or more
   */
  public long count() {
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw malformed("a whole number of 0 or more");
    }
    return node.longValue();
  }

  /** The error that it is not what was expected. */
  public InvalidInputException malformed(String expected) {
    String value = node.toString();
    return new InvalidInputException(
        file + ": field '" + name + "'",
        value.length() <= 60 ? value : value.substring(0, 57) + "...",
        expected,
        remedies.malformed());
  }

  private JsonField at(String place, JsonNode value) {
    return new JsonField(file, place, value, remedies);
  }

  private String path(String child) {
    return name.isEmpty() ? child : name + "." + child;
  }
}
