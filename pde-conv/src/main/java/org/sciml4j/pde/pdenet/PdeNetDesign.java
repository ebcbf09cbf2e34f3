package org.sciml4j.pde.pdenet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.training.ModelFile;
import org.sciml4j.pde.boundary.AxisBoundary;
import org.sciml4j.pde.boundary.EdgeCondition;
import org.sciml4j.pde.boundary.FieldBoundary;
import org.sciml4j.pde.rhs.ClosedForm;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.Polynomial;
import org.sciml4j.pde.rhs.SymbolicNetwork;
import org.sciml4j.pde.scheme.ButcherTableau;

/**
 * What a {@link PdeNet2} is built from, so that a file of its numbers can be read without the code
 * that trained it.
 *
 * @param variables names, in the order of the state
 * @param spacing distance between grid points along each axis
 * @param dt the step
 * @param order highest order of the derivatives
 * @param extent points of a kernel along every axis
 * @param accuracy of the kernels, 0 to fix all moments
 * @param products of a symbolic network; 0 for a polynomial
 * @param degree of that polynomial; 0 for a symbolic network
 * @param scheme one of {@link #schemes}
 * @param boundary one of {@link #boundaries} for each axis
 * @param scales what each derivative of each variable is divided by
 * @param upwind whether kernels of first derivatives turn with the direction of transport
 */
public record PdeNetDesign(
    List<String> variables,
    List<Double> spacing,
    double dt,
    int order,
    int extent,
    int accuracy,
    int products,
    int degree,
    String scheme,
    List<String> boundary,
    List<Double> scales,
    boolean upwind) {
  private static final String KEY = "sciml4j.pde_net";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Copies the lists.
   *
   * @throws InvalidInputException if a scheme or boundary is unknown, a time step is not positive,
   *     or axes and boundaries differ in number
   */
  public PdeNetDesign {
    variables = List.copyOf(variables);
    spacing = List.copyOf(spacing);
    boundary = List.copyOf(boundary);
    scales = List.copyOf(scales);
    require("scheme", scheme, schemes());
    boundary.forEach(mode -> require("boundary", mode, boundaries()));
    if (boundary.size() != spacing.size()) {
      throw new InvalidInputException(
          "boundary",
          boundary,
          "one for each of the " + spacing.size() + " axes of space",
          "name one for all axes, or one for each");
    }
    if (!(dt > 0 && dt < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("dt", dt, "a number above 0", "give the time step");
    }
    if ((products > 0) == (degree > 0)) {
      throw new InvalidInputException(
          "terms",
          products + " products and degree " + degree,
          "a symbolic network or a polynomial",
          "give one of the two");
    }
  }

  private static void require(String argument, String name, Map<String, ?> known) {
    if (!known.containsKey(name)) {
      throw new InvalidInputException(
          argument, "'" + name + "'", "one of " + String.join(", ", known.keySet()), "choose one");
    }
  }

  /** Schemes by name. */
  public static Map<String, ButcherTableau> schemes() {
    return new TreeMap<>(
        Map.of(
            "euler", ButcherTableau.FORWARD_EULER,
            "midpoint", ButcherTableau.MIDPOINT,
            "heun", ButcherTableau.HEUN,
            "rk4", ButcherTableau.RK4));
  }

  /** Conditions at both ends of an axis by name. */
  public static Map<String, EdgeCondition> boundaries() {
    return new TreeMap<>(
        Map.of(
            "periodic", new EdgeCondition.Periodic(),
            "zero", new EdgeCondition.Extended(BoundaryMode.ZERO),
            "reflect", new EdgeCondition.Extended(BoundaryMode.REFLECT),
            "replicate", new EdgeCondition.Extended(BoundaryMode.REPLICATE)));
  }

  /** The model, without penalties. */
  public PdeNet2 model() {
    double[] distances = spacing.stream().mapToDouble(Double::doubleValue).toArray();
    FieldBoundary edges =
        new FieldBoundary(
            boundary.stream().map(mode -> AxisBoundary.both(boundaries().get(mode))).toList());
    ConstrainedStencils stencils =
        ConstrainedStencils.upTo(order, extent, distances)
            .accuracy(accuracy == 0 ? ConstrainedStencils.FROZEN : accuracy)
            .boundary(edges);
    ClosedForm terms =
        degree > 0
            ? Polynomial.of(variables.size(), degree)
            : SymbolicNetwork.of(variables.size(), products);
    PdeNet2 plain =
        PdeNet2.of(variables, dt, distances)
            .stencils(stencils)
            .terms(terms)
            .scheme(schemes().get(scheme));
    PdeNet2 turned = upwind ? plain.pseudoUpwind() : plain;
    return scales.isEmpty()
        ? turned
        : turned.scales(scales.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The same with derivatives divided by these numbers. */
  public PdeNetDesign scales(double... others) {
    return new PdeNetDesign(
        variables,
        spacing,
        dt,
        order,
        extent,
        accuracy,
        products,
        degree,
        scheme,
        boundary,
        Arrays.stream(others).boxed().toList(),
        upwind);
  }

  /** The same with another step. */
  public PdeNetDesign dt(double other) {
    return new PdeNetDesign(
        variables, spacing, other, order, extent, accuracy, products, degree, scheme, boundary,
        scales, upwind);
  }

  /** Writes trained numbers with this design and, for readers, the equations. */
  public void save(Path file, Parameters parameters) {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    variables.forEach(root.putArray("variables")::add);
    spacing.forEach(root.putArray("spacing")::add);
    root.put("dt", dt);
    root.put("order", order);
    root.put("extent", extent);
    root.put("accuracy", accuracy);
    root.put("products", products);
    root.put("degree", degree);
    root.put("scheme", scheme);
    boundary.forEach(root.putArray("boundary")::add);
    scales.forEach(root.putArray("scales")::add);
    root.put("upwind", upwind);
    model()
        .explain(parameters, Math.max(3, degree))
        .forEach(one -> root.withArray("equations").add(one.toString()));
    ModelFile.save(file, parameters, Map.of(KEY, root.toString()));
  }

  /**
   * Reads the design of a saved model.
   *
   * @throws InvalidInputException if the file cannot be read or has none
   */
  public static PdeNetDesign read(Path file) {
    String text = ModelFile.metadata(file).get(KEY);
    try {
      JsonNode root = text == null ? JSON.nullNode() : JSON.readTree(text);
      if (root.path("version").asInt() != VERSION) {
        throw notOne(file, null);
      }
      return new PdeNetDesign(
          list(root.path("variables")).stream().map(JsonNode::asText).toList(),
          list(root.path("spacing")).stream().map(JsonNode::asDouble).toList(),
          root.path("dt").asDouble(),
          root.path("order").asInt(),
          root.path("extent").asInt(),
          root.path("accuracy").asInt(),
          root.path("products").asInt(),
          root.path("degree").asInt(),
          root.path("scheme").asText(),
          list(root.path("boundary")).stream().map(JsonNode::asText).toList(),
          list(root.path("scales")).stream().map(JsonNode::asDouble).toList(),
          root.path("upwind").asBoolean());
    } catch (JsonProcessingException failure) {
      throw notOne(file, failure);
    }
  }

  private static List<JsonNode> list(JsonNode array) {
    return new ArrayList<>(StreamSupport.stream(array.spliterator(), false).toList());
  }

  private static InvalidInputException notOne(Path file, Exception cause) {
    return new InvalidInputException(
        "file '"
            + file
            + "' is no PDE-Net of version "
            + VERSION
            + ", expected one that was saved after training; name another file",
        cause);
  }
}
