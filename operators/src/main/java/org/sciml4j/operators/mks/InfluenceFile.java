package org.sciml4j.operators.mks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.json.JsonField;
import org.sciml4j.core.json.JsonRemedies;
import org.sciml4j.core.modelfile.SafetensorsFile;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Influence kernels in a safetensors file: for each response a tensor {@code [functions - 1,
 * space...]} of its name, distance zero first, and the rest as JSON under {@code influence}.
 */
final class InfluenceFile {
  private static final String KEY = "influence";

  private static final JsonRemedies REMEDIES =
      new JsonRemedies(
          "give the file that a fit has written",
          "the file is damaged: fit again",
          "the file is damaged: fit again",
          "the file is damaged: fit again");

  private InfluenceFile() {}

  static void write(InfluenceKernels kernels, Path path) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ResponseKernels response : kernels.responses()) {
      double[] values = Arrays.stream(response.kernels()).flatMapToDouble(Arrays::stream).toArray();
      tensors.put(response.name(), Tensor.wrap(values, shape(kernels.functions(), kernels.axes())));
    }
    SafetensorsFile.write(path, tensors, Map.of(KEY, description(kernels).toString()));
  }

  private static long[] shape(MicrostructureFunctions functions, List<DomainAxis> axes) {
    long[] shape = new long[axes.size() + 1];
    Arrays.setAll(shape, i -> i == 0 ? functions.count() - 1 : axes.get(i - 1).points());
    return shape;
  }

  private static ObjectNode description(InfluenceKernels kernels) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("microstructure", kernels.microstructure());
    MicrostructureFunctions functions = kernels.functions();
    root.putObject("functions")
        .put("basis", functions.name())
        .put("count", functions.count())
        .put("low", functions.low())
        .put("high", functions.high());
    ArrayNode axes = root.putArray("axes");
    for (DomainAxis axis : kernels.axes()) {
      axes.addObject()
          .put("name", axis.name())
          .put("units", axis.units())
          .put("points", axis.points())
          .put("spacing", axis.spacing());
    }
    ArrayNode responses = root.putArray("responses");
    for (ResponseKernels response : kernels.responses()) {
      responses
          .addObject()
          .put("name", response.name())
          .put("units", response.units())
          .put("constant", response.constant());
    }
    return root;
  }

  static InfluenceKernels read(Path path) {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      String text = file.metadata().get(KEY);
      if (text == null) {
        throw new InvalidInputException(
            "file '" + path + "'",
            "without a description of influence kernels",
            "a file that a fit of influence kernels has written",
            "name that");
      }
      JsonField root = new JsonField(path.toString(), "", json(path, text), REMEDIES);
      JsonField named = root.required("functions");
      MicrostructureFunctions functions =
          MicrostructureFunctions.of(
              named.required("basis").text(),
              named.required("count").integer(),
              named.required("low").number(),
              named.required("high").number());
      List<DomainAxis> axes = new ArrayList<>();
      for (JsonField axis : root.required("axes").elements()) {
        axes.add(
            new DomainAxis(
                axis.required("name").text(),
                axis.required("units").text(),
                axis.required("points").integer(),
                axis.required("spacing").number()));
      }
      List<ResponseKernels> responses = new ArrayList<>();
      for (JsonField response : root.required("responses").elements()) {
        responses.add(response(file, response, shape(functions, axes)));
      }
      return new InfluenceKernels(
          root.required("microstructure").text(), functions, axes, responses);
    }
  }

  private static JsonNode json(Path path, String text) {
    try {
      return JsonMapper.builder().build().readTree(text);
    } catch (JsonProcessingException damaged) {
      throw new InvalidInputException(
          "file '" + path + "' has a description that is not JSON; " + REMEDIES.syntax(), damaged);
    }
  }

  private static ResponseKernels response(SafetensorsFile file, JsonField response, long[] shape) {
    String name = response.required("name").text();
    if (!Arrays.equals(file.describe(name).shape(), shape)) {
      throw new InvalidInputException(
          response.file() + ": kernels of '" + name + "'",
          "of shape " + Arrays.toString(file.describe(name).shape()),
          Arrays.toString(shape) + " as the file says",
          REMEDIES.malformed());
    }
    try (Tensor values = file.read(name, DType.F64)) {
      double[] all = values.toDoubles();
      int functions = (int) shape[0];
      double[][] kernels = new double[functions][];
      for (int i = 0; i < functions; i++) {
        int points = all.length / functions;
        kernels[i] = Arrays.copyOfRange(all, i * points, (i + 1) * points);
      }
      return new ResponseKernels(
          name, response.required("units").text(), response.required("constant").number(), kernels);
    }
  }
}
