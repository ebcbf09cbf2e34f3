package org.sciml4j.operators.fit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sciml4j.operators.notation.Superscript;

/** One unit divided by another, with what they share cancelled. */
final class UnitQuotient {
  private static final Pattern FACTOR =
      Pattern.compile("([A-Za-z_µ°%]+)(?:\\^|\\*\\*)?([-+]?\\d+)?");
  private static final Pattern BETWEEN_FACTORS = Pattern.compile("(?=/)|(?<=/)|[\\s.]+");

  private UnitQuotient() {}

  /**
   * For example {@code 1/s} for {@code kg m-3 s-1} over {@code kg m-3}; empty where one of them is
   * not a product of powers. Units that cancel leave {@code 1}.
   */
  static Optional<String> of(String numerator, String denominator) {
    Map<String, Integer> powers = new LinkedHashMap<>();
    if (!multiply(powers, numerator, 1) || !multiply(powers, denominator, -1)) {
      return Optional.empty();
    }
    String above = product(powers, 1);
    String below = product(powers, -1);
    if (below.isEmpty()) {
      return Optional.of(above.isEmpty() ? "1" : above);
    }
    String divisor = below.contains(" ") ? "(" + below + ")" : below;
    return Optional.of((above.isEmpty() ? "1" : above) + "/" + divisor);
  }

  private static boolean multiply(Map<String, Integer> powers, String units, int sign) {
    if (units.isBlank()) {
      return false;
    }
    boolean divides = false;
    for (String part : BETWEEN_FACTORS.split(units.strip())) {
      Matcher factor = FACTOR.matcher(part);
      if (part.equals("/")) {
        divides = true;
      } else if (factor.matches()) {
        int power = factor.group(2) == null ? 1 : Integer.parseInt(factor.group(2));
        powers.merge(factor.group(1), (divides ? -sign : sign) * power, Integer::sum);
        divides = false;
      } else if (part.equals("1") || part.isEmpty()) {
        divides = false;
      } else {
        return false;
      }
    }
    return true;
  }

  /** The factors whose powers have this sign. */
  private static String product(Map<String, Integer> powers, int sign) {
    return powers.entrySet().stream()
        .filter(factor -> sign * factor.getValue() > 0)
        .map(factor -> Superscript.power(factor.getKey(), Math.abs(factor.getValue())))
        .collect(Collectors.joining(" "));
  }
}
