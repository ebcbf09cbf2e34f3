package org.sciml4j.operators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.json.JsonField;

/** Kernels as nested arrays of numbers, with odd extents. */
final class KernelJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private KernelJson() {}

  static Kernel read(JsonField field) {
    return read(field, false);
  }

  /** Reads null as a number that is not there. */
  static Kernel readWithGaps(JsonField field) {
    return read(field, true);
  }

  private static Kernel read(JsonField field, boolean gaps) {
    List<Integer> extent = new ArrayList<>();
    for (JsonNode level = field.node(); level != null && level.isArray(); level = level.get(0)) {
      extent.add(level.size());
    }
    if (extent.isEmpty() || extent.size() > 3 || extent.stream().anyMatch(e -> e % 2 == 0)) {
      throw field.malformed(
          "a nested array of 1 to 3 levels with an odd number of elements in each");
    }
    List<Double> values = new ArrayList<>();
    collect(field, extent, gaps, values);
    return new Kernel(
        extent.stream().mapToInt(Integer::intValue).toArray(),
        values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void collect(
      JsonField field, List<Integer> extent, boolean gaps, List<Double> values) {
    if (extent.isEmpty()) {
      values.add(gaps && field.node().isNull() ? Double.NaN : field.number());
      return;
    }
    if (!field.node().isArray() || field.node().size() != extent.getFirst()) {
      throw field.malformed("an array of " + extent.getFirst() + " elements like its neighbours");
    }
    for (JsonField element : field.elements()) {
      collect(element, extent.subList(1, extent.size()), gaps, values);
    }
  }

  static ArrayNode write(Kernel kernel) {
    return nested(kernel.extent(), kernel.values());
  }

  private static ArrayNode nested(int[] extent, double[] values) {
    ArrayNode node = NODES.arrayNode();
    if (extent.length == 1) {
      for (double value : values) {
        node.add(Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode());
      }
      return node;
    }
    int[] rest = Arrays.copyOfRange(extent, 1, extent.length);
    int part = values.length / extent[0];
    for (int i = 0; i < extent[0]; i++) {
      node.add(nested(rest, Arrays.copyOfRange(values, i * part, (i + 1) * part)));
    }
    return node;
  }
}
