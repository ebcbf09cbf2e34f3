package org.sciml4j.operators;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;

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
                    file
                        + ": field '"
                        + path(child)
                        + "' is missing; add it or write the file"
                        + " again"));
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

  boolean isArray() {
    return node.isArray();
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

  BoundaryMode boundaryMode() {
    return Arrays.stream(BoundaryMode.values())
        .filter(mode -> node.isTextual() && mode.name().equalsIgnoreCase(node.textValue()))
        .findFirst()
        .orElseThrow(
            () ->
                malformed(
                    "one of " + Arrays.toString(BoundaryMode.values()).toLowerCase(Locale.ROOT)));
  }

  /** A nested array of numbers with odd extents. */
  Kernel kernel() {
    return kernel(false);
  }

  /** A nested array in which null stands for a number that is not there. */
  Kernel kernelWithGaps() {
    return kernel(true);
  }

  InvalidInputException malformed(String expected) {
    String value = node.toString();
    return new InvalidInputException(
        file + ": field '" + name + "'",
        value.length() <= 60 ? value : value.substring(0, 57) + "...",
        expected,
        "correct it or write the file again");
  }

  private Kernel kernel(boolean gaps) {
    List<Integer> extent = new ArrayList<>();
    for (JsonNode level = node; level != null && level.isArray(); level = level.get(0)) {
      extent.add(level.size());
    }
    if (extent.isEmpty() || extent.size() > 3 || extent.stream().anyMatch(e -> e % 2 == 0)) {
      throw malformed("a nested array of 1 to 3 levels with an odd number of elements in each");
    }
    List<Double> values = new ArrayList<>();
    collect(extent, gaps, values);
    return new Kernel(
        extent.stream().mapToInt(Integer::intValue).toArray(),
        values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private void collect(List<Integer> extent, boolean gaps, List<Double> values) {
    if (extent.isEmpty()) {
      values.add(gaps && node.isNull() ? Double.NaN : number());
      return;
    }
    if (!node.isArray() || node.size() != extent.getFirst()) {
      throw malformed("an array of " + extent.getFirst() + " elements like its neighbours");
    }
    for (JsonField element : elements()) {
      element.collect(extent.subList(1, extent.size()), gaps, values);
    }
  }

  private String path(String child) {
    return name.isEmpty() ? child : name + "." + child;
  }
}
