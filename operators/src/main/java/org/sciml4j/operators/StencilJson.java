package org.sciml4j.operators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.sciml4j.core.TemporaryFile;
import org.sciml4j.core.json.JsonField;
import org.sciml4j.core.json.JsonFile;
import org.sciml4j.core.json.JsonRemedies;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.operators.StencilFile.GridAxis;
import org.sciml4j.operators.StencilFile.Identified;
import org.sciml4j.operators.StencilFile.Input;
import org.sciml4j.operators.StencilFile.Origin;

/** The JSON form of a {@link StencilFile}. */
final class StencilJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final JsonRemedies REMEDIES =
      new JsonRemedies(
          "give the stencil.json that a fit has written",
          "correct it or write it again",
          "add it or write the file again",
          "correct it or write the file again");

  private StencilJson() {}

  static StencilFile read(Path path) {
    return file(JsonFile.read(path, REMEDIES));
  }

  private static StencilFile file(JsonField root) {
    List<String> names = root.required("inputs").texts();
    JsonField kernels = root.required("kernels");
    Optional<JsonField> errors = root.optional("standardErrors");
    Optional<JsonField> units = root.optional("units");
    List<Input> inputs = new ArrayList<>();
    for (String name : names) {
      inputs.add(
          new Input(
              name,
              units.flatMap(field -> field.optional(name)).map(JsonField::text).orElse(""),
              KernelJson.read(kernels.required(name)),
              errors.flatMap(field -> field.optional(name)).map(KernelJson::readWithGaps)));
    }
    return new StencilFile(
        inputs,
        axes(root),
        root.optional("bias").map(JsonField::number).orElse(0.0),
        optionalNumber(root, "biasStandardError"),
        root.optional("identified").map(StencilJson::identified),
        new Origin(
            optionalText(root, "source"),
            optionalText(root, "version"),
            optionalNumber(root, "timeStep"),
            optionalText(root, "timeUnits")));
  }

  private static List<GridAxis> axes(JsonField root) {
    List<Double> spacing = root.required("spacing").numbers();
    int dims = spacing.size();
    if (dims < 1 || dims > 3) {
      throw root.required("spacing").malformed("one to three numbers");
    }
    List<BoundaryMode> boundary =
        perAxis(root.required("boundary"), dims, StencilJson::boundaryMode);
    Optional<List<String>> names =
        root.optional("dims").map(field -> perAxis(field, dims, JsonField::text));
    Optional<List<String>> units =
        root.optional("dimUnits").map(field -> perAxis(field, dims, JsonField::text));
    List<GridAxis> axes = new ArrayList<>();
    for (int i = 0; i < dims; i++) {
      int axis = i;
      axes.add(
          new GridAxis(
              names.map(list -> list.get(axis)).orElse(StencilFile.axisName(axis, dims)),
              units.map(list -> list.get(axis)).orElse(""),
              spacing.get(axis),
              boundary.get(axis)));
    }
    return axes;
  }

  /** An array with one element per axis, or a single value for all. */
  private static <T> List<T> perAxis(JsonField field, int dims, Function<JsonField, T> reader) {
    List<T> values =
        field.node().isArray()
            ? field.elements().stream().map(reader).toList()
            : Collections.nCopies(dims, reader.apply(field));
    if (values.size() != dims) {
      throw field.malformed(dims + " values, one per number in spacing");
    }
    return values;
  }

  private static BoundaryMode boundaryMode(JsonField field) {
    return Arrays.stream(BoundaryMode.values())
        .filter(mode -> mode.name().equalsIgnoreCase(field.node().textValue()))
        .findFirst()
        .orElseThrow(
            () ->
                field.malformed(
                    "one of " + Arrays.toString(BoundaryMode.values()).toLowerCase(Locale.ROOT)));
  }

  private static Identified identified(JsonField field) {
    return new Identified(
        field.required("name").text(),
        field.required("factor").number(),
        optionalNumber(field, "standardError").orElse(Double.NaN),
        optionalText(field, "units"),
        optionalText(field, "text"));
  }

  private static String optionalText(JsonField parent, String name) {
    return parent.optional(name).map(JsonField::text).orElse("");
  }

  private static OptionalDouble optionalNumber(JsonField parent, String name) {
    return parent
        .optional(name)
        .map(field -> OptionalDouble.of(field.number()))
        .orElse(OptionalDouble.empty());
  }

  static void write(StencilFile file, Path path) {
    TemporaryFile.replace(path, text(file));
  }

  static String text(StencilFile file) {
    ObjectNode root = NODES.objectNode();
    ArrayNode inputs = root.putArray("inputs");
    ObjectNode kernels = root.putObject("kernels");
    ObjectNode errors = NODES.objectNode();
    ObjectNode units = NODES.objectNode();
    for (Input input : file.inputs()) {
      inputs.add(input.name());
      kernels.set(input.name(), KernelJson.write(input.kernel()));
      input
          .standardErrors()
          .ifPresent(kernel -> errors.set(input.name(), KernelJson.write(kernel)));
      putText(units, input.name(), input.units());
    }
    putUnlessEmpty(root, "standardErrors", errors);
    putUnlessEmpty(root, "units", units);
    root.put("bias", file.bias());
    file.biasStandardError().ifPresent(error -> root.put("biasStandardError", error));
    putAxes(root, file.axes());
    file.identified().ifPresent(finding -> root.set("identified", tree(finding)));
    Origin origin = file.origin();
    origin.timeStep().ifPresent(step -> root.put("timeStep", step));
    putText(root, "timeUnits", origin.timeUnits());
    putText(root, "source", origin.source());
    putText(root, "version", origin.version());
    return root.toPrettyString() + "\n";
  }

  private static void putAxes(ObjectNode root, List<GridAxis> axes) {
    ArrayNode names = root.putArray("dims");
    ArrayNode spacing = root.putArray("spacing");
    ArrayNode units = NODES.arrayNode();
    List<String> modes = new ArrayList<>();
    for (GridAxis axis : axes) {
      names.add(axis.name());
      spacing.add(axis.spacing());
      units.add(axis.units());
      modes.add(axis.boundary().name().toLowerCase(Locale.ROOT));
    }
    if (axes.stream().anyMatch(axis -> !axis.units().isEmpty())) {
      root.set("dimUnits", units);
    }
    if (modes.stream().distinct().count() == 1) {
      root.put("boundary", modes.getFirst());
    } else {
      modes.forEach(root.putArray("boundary")::add);
    }
  }

  private static ObjectNode tree(Identified finding) {
    ObjectNode node = NODES.objectNode().put("name", finding.name());
    node.put("factor", finding.factor());
    if (Double.isFinite(finding.standardError())) {
      node.put("standardError", finding.standardError());
    }
    putText(node, "units", finding.units());
    putText(node, "text", finding.text());
    return node;
  }

  private static void putText(ObjectNode node, String name, String text) {
    if (!text.isEmpty()) {
      node.put(name, text);
    }
  }

  private static void putUnlessEmpty(ObjectNode node, String name, ObjectNode child) {
    if (!child.isEmpty()) {
      node.set(name, child);
    }
  }
}
