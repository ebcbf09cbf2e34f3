package org.sciml4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.classical.ClassicalStencils;
import org.sciml4j.operators.fit.Constraint;
import org.sciml4j.operators.fit.Instrument;

/**
 * Reads constraints and instruments as written on the command line.
 *
 * @param axes names of the axes that the stencil spans
 * @param size points of the stencil along each of them, or one number for all
 */
record ConstraintSyntax(List<String> axes, int[] size) {
  private static final Pattern CONSISTENT =
      Pattern.compile("(?:([-+0-9.eE]+)\\*)?([^:*]+)(?::(\\d+))?");
  private static final Pattern VALUED = Pattern.compile("([-\\d,]+):(.+)");
  private static final String FORMS =
      "zero-sum, symmetric, cross, even=AXIS, odd=AXIS, consistent=[FACTOR*]NAME[:ORDER],"
          + " coefficient=OFFSET:VALUE or moment=POWERS:VALUE";

  /** One constraint. */
  Constraint constraint(String text) {
    int equals = text.indexOf('=');
    String rule = equals < 0 ? text : text.substring(0, equals);
    String value = equals < 0 ? "" : text.substring(equals + 1);
    return switch (rule) {
      case "zero-sum" -> Constraint.zeroSum();
      case "symmetric" -> Constraint.allSymmetries();
      case "cross" -> cross();
      case "even" -> Constraint.even(axis(text, value));
      case "odd" -> Constraint.odd(axis(text, value));
      case "consistent" -> consistent(text, value);
      case "coefficient" -> {
        Matcher parts = valued(text, value);
        yield Constraint.coefficient(number(text, parts.group(2)), offset(text, parts.group(1)));
      }
      case "moment" -> {
        Matcher parts = valued(text, value);
        yield Constraint.moment(number(text, parts.group(2)), offset(text, parts.group(1)));
      }
      default -> throw malformed(text);
    };
  }

  private Constraint cross() {
    List<int[]> offsets = new ArrayList<>();
    offsets.add(new int[axes.size()]);
    for (int axis = 0; axis < axes.size(); axis++) {
      int radius = size[size.length == 1 ? 0 : axis] / 2;
      for (int reach = 1; reach <= radius; reach++) {
        for (int sign : new int[] {-1, 1}) {
          int[] offset = new int[axes.size()];
          offset[axis] = sign * reach;
          offsets.add(offset);
        }
      }
    }
    return Constraint.pattern(offsets.toArray(int[][]::new));
  }

  /** {@code time=LAG} or {@code space=SHIFT}. */
  Instrument instrument(String text) {
    try {
      if (text.startsWith("time=")) {
        return Instrument.laggedInTime(Integer.parseInt(text.substring("time=".length())));
      }
      if (text.startsWith("space=")) {
        int[] shift = wholeNumbers(text.substring("space=".length()));
        return Instrument.laggedInSpace(shift.length == 1 ? alongLastAxis(shift[0]) : shift);
      }
    } catch (NumberFormatException notNumber) {
      // The message below says what is expected.
    }
    throw new InvalidInputException(
        "--instrument", "'" + text + "'", "time=LAG or space=SHIFT", "write for example time=1");
  }

  private int[] alongLastAxis(int points) {
    int[] shift = new int[axes.size()];
    shift[shift.length - 1] = points;
    return shift;
  }

  private Constraint consistent(String text, String value) {
    Matcher parts = CONSISTENT.matcher(value);
    if (!parts.matches()) {
      throw malformed(text);
    }
    DifferentialOperator operator = ClassicalStencils.named(parts.group(2), axes.size()).operator();
    int order = parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3));
    return parts.group(1) == null
        ? Constraint.consistentUpToFactor(operator, order)
        : Constraint.consistentWith(operator.times(number(text, parts.group(1))), order);
  }

  private int axis(String text, String name) {
    int axis = axes.indexOf(name);
    if (axis < 0) {
      throw new InvalidInputException(
          "--constrain",
          "'" + text + "'",
          "one of the axes " + axes,
          "name an axis of the stencil");
    }
    return axis;
  }

  private static Matcher valued(String text, String value) {
    Matcher parts = VALUED.matcher(value);
    if (!parts.matches()) {
      throw malformed(text);
    }
    return parts;
  }

  private static int[] offset(String text, String numbers) {
    try {
      return wholeNumbers(numbers);
    } catch (NumberFormatException notNumber) {
      throw malformed(text);
    }
  }

  private static int[] wholeNumbers(String text) {
    return Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  private static double number(String text, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException notNumber) {
      throw malformed(text);
    }
  }

  private static InvalidInputException malformed(String text) {
    return new InvalidInputException("--constrain", "'" + text + "'", FORMS, "write it so");
  }
}
