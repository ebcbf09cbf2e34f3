package org.sciml4j.pde.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Parameters;

/** The JSON form of a design, read strictly. */
final class DesignJson {
  private static final int VERSION = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              texts ->
                  texts
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
          .build();

  private DesignJson() {}

  /** With the equations of a PDE-Net, for readers. */
  static String write(StepDesign design, Parameters parameters) {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("model", design.model());
    root.set("design", JSON.valueToTree(design));
    if (design instanceof PdeNetDesign net) {
      net.net()
          .explain(parameters, Math.max(3, net.degree()))
          .forEach(one -> root.withArray("equations").add(one.toString()));
    } else if (design instanceof VaryingPdeNetDesign net) {
      root.withArray("equations").add(net.equation(parameters).toString());
    }
    return root.toString();
  }

  /**
   * Reads a design.
   *
   * @param text null where the file has none
   * @throws InvalidInputException in one line
   */
  static StepDesign read(Path file, String text) {
    if (text == null) {
      throw new InvalidInputException(
          "file '"
              + file
              + "' holds no time step, expected one that sciml pde train or"
              + " StepModel.save has written; name another file");
    }
    try {
      JsonNode root = JSON.readTree(text);
      JsonNode version = root.path("version");
      if (!version.isInt() || version.asInt() != VERSION) {
        throw unreadable(file, "version " + version.asText("unknown"), null);
      }
      JsonNode kind = root.path("model");
      Class<? extends StepDesign> type =
          switch (kind.isTextual() ? kind.textValue() : "") {
            case "pdenet" -> PdeNetDesign.class;
            case "varying-pdenet" -> VaryingPdeNetDesign.class;
            case "euler" -> EulerDesign.class;
            case "learned-fd" -> LearnedFdDesign.class;
            case "unet" -> UNetDesign.class;
            default -> throw unreadable(file, "model '" + kind.asText() + "'", null);
          };
      StepDesign design = JSON.treeToValue(root.path("design"), type);
      if (design == null) {
        throw unreadable(file, "a damaged design (it has none)", null);
      }
      return design;
    } catch (JsonProcessingException failure) {
      throw unreadable(file, "a damaged design (" + reason(failure) + ")", failure);
    }
  }

  /** What a design itself refuses, or the place where the JSON is no design. */
  private static String reason(JsonProcessingException failure) {
    if (failure instanceof ValueInstantiationException
        && failure.getCause() instanceof InvalidInputException refused) {
      return refused.getMessage();
    }
    String place =
        failure instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(at -> at.getFieldName() == null ? "" + at.getIndex() : at.getFieldName())
                .collect(Collectors.joining("."))
            : "";
    return place.isEmpty() ? "it is no JSON" : "'" + place + "' is missing or of another type";
  }

  private static InvalidInputException unreadable(Path file, String what, Exception cause) {
    return new InvalidInputException(
        "file '"
            + file
            + "' holds a time step of "
            + what
            + ", expected version "
            + VERSION
            + " of pdenet, varying-pdenet, euler, learned-fd, unet; train it again",
        cause);
  }
}
