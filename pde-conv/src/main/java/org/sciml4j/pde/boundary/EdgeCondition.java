package org.sciml4j.pde.boundary;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;

/** What a field is beyond one end of an axis, as stencils of any width see it. */
public sealed interface EdgeCondition {
  /** {@code 1234 -> 34|1234|12}: the field repeats; the other end must be periodic too. */
  record Periodic() implements EdgeCondition {}

  /**
   * {@code ZERO 1234 -> 00|1234|00}, {@code REFLECT 1234 -> 32|1234|32}, {@code REPLICATE 1234 ->
   * 11|1234|44}.
   *
   * @param mode one of these three
   */
  record Extended(BoundaryMode mode) implements EdgeCondition {
    /**
     * Checks the mode.
     *
     * @throws InvalidInputException if it is none of the three
     */
    public Extended {
      if (mode == BoundaryMode.PERIODIC || mode == BoundaryMode.VALID) {
        throw new InvalidInputException(
            "mode of an edge", mode, "ZERO, REFLECT or REPLICATE", "choose one of these");
      }
    }
  }

  /**
   * A given value at the edge, odd about it: for value v {@code 1234 -> 2v-1,v|1234|v,2v-4} with
   * the edge on a point, {@code 1234 -> 2v-2,2v-1|1234|2v-4,2v-3} on a face.
   *
   * @param values one for all variables or one for each
   * @param position where the edge is
   */
  record Dirichlet(List<Double> values, EdgePosition position) implements EdgeCondition {
    /** Copies and checks the numbers. */
    public Dirichlet {
      values = finite("edge value", values);
    }
  }

  /**
   * A given derivative along the outward normal, even about the edge but for it: for slope g and
   * spacing h {@code 1234 -> 3+4hg,2+2hg|1234|3+2hg,2+4hg} with the edge on a point, {@code 1234 ->
   * 2+3hg,1+hg|1234|4+hg,3+3hg} on a face.
   *
   * @param slopes one for all variables or one for each
   * @param position where the edge is
   */
  record Neumann(List<Double> slopes, EdgePosition position) implements EdgeCondition {
    /** Copies and checks the numbers. */
    public Neumann {
      slopes = finite("edge slope", slopes);
    }
  }

  /** How many numbers the condition has: one for all variables or one for each; 0 for none. */
  default int numbers() {
    return switch (this) {
      case Periodic periodic -> 0;
      case Extended extended -> 0;
      case Dirichlet dirichlet -> dirichlet.values().size();
      case Neumann neumann -> neumann.slopes().size();
    };
  }

  /** The field repeats. */
  static EdgeCondition periodic() {
    return new Periodic();
  }

  /** A value at the first point outside, the same for all variables. */
  static EdgeCondition value(double value) {
    return new Dirichlet(List.of(value), EdgePosition.POINT);
  }

  /** An outward derivative at the outermost point, the same for all variables. */
  static EdgeCondition slope(double slope) {
    return new Neumann(List.of(slope), EdgePosition.POINT);
  }

  private static List<Double> finite(String argument, List<Double> numbers) {
    if (numbers.isEmpty() || !numbers.stream().allMatch(Double::isFinite)) {
      throw new InvalidInputException(
          argument, numbers, "finite numbers, one or one for each variable", "correct them");
    }
    return List.copyOf(numbers);
  }
}
