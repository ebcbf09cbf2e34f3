package org.sciml4j.pde.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.pde.boundary.AxisBoundary;
import org.sciml4j.pde.boundary.EdgeCondition;
import org.sciml4j.pde.boundary.EdgePosition;

/**
 * What a field is beyond the ends of an axis, as text: {@code periodic}, or one word for both ends,
 * or {@code LOW/HIGH}. Words are {@code zero}, {@code reflect}, {@code replicate}, {@code value:V}
 * and {@code slope:G} with the edge on a grid point, {@code face-value:V} and {@code face-slope:G}
 * with the edge half a spacing outside ({@link EdgePosition}). Where numbers differ among variables
 * each is named: {@code value:u=1:v=0}.
 */
final class BoundaryText {
  private static final String PERIODIC = "periodic";
  private static final Map<String, BoundaryMode> MODES =
      new TreeMap<>(
          Map.of(
              "zero", BoundaryMode.ZERO,
              "reflect", BoundaryMode.REFLECT,
              "replicate", BoundaryMode.REPLICATE));
  private static final String EXPECTED =
      "periodic, or for one end or both as LOW/HIGH "
          + String.join(", ", MODES.keySet())
          + ", value:NUMBER, slope:NUMBER, face-value:NUMBER or face-slope:NUMBER";

  private final String text;
  private final List<String> variables;

  private BoundaryText(String text, List<String> variables) {
    this.text = text;
    this.variables = variables;
  }

  /**
   * Reads what stands for one axis.
   *
   * @param variables names, in the order of the state
   * @throws InvalidInputException if it cannot be read or names another variable
   */
  static AxisBoundary parse(String text, List<String> variables) {
    BoundaryText reader = new BoundaryText(text, variables);
    String[] ends = text.split("/", -1);
    if (ends.length > 2) {
      throw reader.unreadable();
    }
    EdgeCondition low = reader.condition(ends[0]);
    EdgeCondition high = ends.length == 1 ? low : reader.condition(ends[1]);
    return new AxisBoundary(low, high);
  }

  private EdgeCondition condition(String end) {
    String[] parts = end.split(":", -1);
    String word = parts[0];
    if (parts.length == 1) {
      if (word.equals(PERIODIC)) {
        return EdgeCondition.periodic();
      }
      BoundaryMode mode = MODES.get(word);
      if (mode == null) {
        throw unreadable();
      }
      return new EdgeCondition.Extended(mode);
    }
    List<Double> numbers = numbers(List.of(parts).subList(1, parts.length));
    return switch (word) {
      case "value" -> new EdgeCondition.Dirichlet(numbers, EdgePosition.POINT);
      case "face-value" -> new EdgeCondition.Dirichlet(numbers, EdgePosition.FACE);
      case "slope" -> new EdgeCondition.Neumann(numbers, EdgePosition.POINT);
      case "face-slope" -> new EdgeCondition.Neumann(numbers, EdgePosition.FACE);
      default -> throw unreadable();
    };
  }

  /** One for all variables, or one for each by name. */
  private List<Double> numbers(List<String> parts) {
    if (parts.size() == 1 && parts.getFirst().indexOf('=') < 0) {
      return List.of(number(parts.getFirst()));
    }
    List<Double> numbers = new ArrayList<>(Collections.nCopies(variables.size(), null));
    for (String part : parts) {
      int equals = part.indexOf('=');
      int variable = variables.indexOf(part.substring(0, Math.max(0, equals)));
      if (variable < 0 || numbers.get(variable) != null) {
        throw wrongNames();
      }
      numbers.set(variable, number(part.substring(equals + 1)));
    }
    if (numbers.contains(null)) {
      throw wrongNames();
    }
    return List.copyOf(numbers);
  }

  private double number(String number) {
    try {
      double value = Double.parseDouble(number);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Refused below, as are numbers that are not finite.
    }
    throw unreadable();
  }

  private InvalidInputException unreadable() {
    return new InvalidInputException(
        "boundary", "'" + text + "'", EXPECTED, "write for example value:0/slope:0");
  }

  private InvalidInputException wrongNames() {
    return new InvalidInputException(
        "boundary",
        "'" + text + "'",
        "one number, or one for each of " + String.join(", ", variables),
        "write for example value:"
            + String.join(":", variables.stream().map(name -> name + "=0").toList()));
  }
}
