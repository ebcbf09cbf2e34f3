package org.sciml4j.core.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.modelfile.SafetensorsFile;
import org.sciml4j.core.nn.LayerCall;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;

/**
 * Trained parameters and states as a safetensors file, which Python's {@code safetensors} reads.
 * For NumPy, {@code Npz.write(file, parameters.asMap())} of the io module writes the same tensors.
 */
public final class ModelFile {
  /** Key of the JSON that says what a model is. */
  public static final String MODEL = "sciml4j.model";

  /** Version of that JSON. */
  public static final int VERSION = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFile() {}

  /**
   * Writes parameters.
   *
   * @param metadata anything worth keeping with them
   * @throws org.sciml4j.core.InvalidInputException if the file cannot be written
   */
  public static void save(Path file, Parameters parameters, Map<String, String> metadata) {
    SafetensorsFile.write(file, parameters.asMap(), metadata);
  }

  /**
   * Writes a model's parameters and states and, under {@value #MODEL}, what it is as JSON: version
   * of the format, element type, shape of a sample, layers with their output types, summary. The
   * layers are for readers: what computes is the Java code that made the model.
   *
   * @throws org.sciml4j.core.InvalidInputException if the parameters are not the model's, or the
   *     file cannot be written
   */
  public static void save(Path file, Model model, Parameters parameters) {
    parameters.requireFor(model.parameters());
    save(file, parameters, Map.of(MODEL, description(model)));
  }

  private static String description(Model model) {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    write(root, model.sample());
    ArrayNode layers = root.putArray("layers");
    for (LayerCall call : model.trace(model.batch(), false).calls()) {
      ObjectNode layer = layers.addObject();
      layer.put("name", call.name());
      layer.put("kind", call.kind());
      write(layer, call.output());
    }
    root.put("summary", model.summary());
    return root.toString();
  }

  private static void write(ObjectNode node, TensorType type) {
    node.put("dtype", type.dtype().toString());
    ArrayNode shape = node.putArray("shape");
    for (long extent : type.shape()) {
      shape.add(extent);
    }
  }

  /** What is kept with the parameters, by key. */
  public static Map<String, String> metadata(Path file) {
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      return new LinkedHashMap<>(open.metadata());
    }
  }

  /**
   * Reads the parameters of a model file, or of a checkpoint, without what only its training needs:
   * tensors with an {@code @} in their name, or names that start with {@code best:}.
   *
   * @throws org.sciml4j.core.InvalidInputException if the file cannot be read or is damaged
   */
  public static Parameters load(Path file) {
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      return Parameters.of(open.readAll(name -> !name.contains("@") && !name.startsWith("best:")));
    }
  }
}
