package org.sciml4j.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;

/**
 * Which points of an axis to use, written as in Python: {@code a:b:stride} with either bound left
 * out or counted from the end, or one index, which takes the axis away.
 */
record Slice(String axis, Bounds bounds) {
  private static final Pattern NAMED = Pattern.compile("([^=]+)=(.+)");
  private static final Pattern RANGE = Pattern.compile("(-?\\d*):(-?\\d*)(?::(\\d+))?");
  private static final String FORM = "a:b, a:b:stride or an index";

  /** The part after the axis' name. */
  sealed interface Bounds {}

  /** Points {@code from} to {@code to}, the latter excluded; null stands for the axis' end. */
  record Range(Long from, Long to, long stride) implements Bounds {}

  /** One point. */
  record Single(long index) implements Bounds {}

  /** Reads {@code axis=a:b:stride} or {@code axis=index}. */
  static Slice parse(String text) {
    Matcher named = NAMED.matcher(text);
    if (!named.matches()) {
      throw new InvalidInputException(
          "--slice", "'" + text + "'", "axis=" + FORM, "write for example --slice x=0:64");
    }
    return of("--slice", named.group(1), named.group(2));
  }

  /** Reads {@code a:b:stride} or an index for an axis named elsewhere. */
  static Slice of(String option, String axis, String text) {
    Matcher range = RANGE.matcher(text);
    try {
      if (range.matches()) {
        long stride = range.group(3) == null ? 1 : Long.parseLong(range.group(3));
        return new Slice(axis, new Range(bound(range.group(1)), bound(range.group(2)), stride));
      }
      return new Slice(axis, new Single(Long.parseLong(text)));
    } catch (NumberFormatException notNumber) {
      throw new InvalidInputException(
          option + " for axis '" + axis + "'", "'" + text + "'", FORM, "use whole numbers");
    }
  }

  /** A view of a field with the points only that all these texts ask for. */
  static Field all(Field field, List<String> texts) {
    Field part = field;
    for (String text : texts) {
      part = parse(text).applyTo(part);
    }
    return part;
  }

  /** A view of the field with these points only. */
  Field applyTo(Field field) {
    return switch (bounds) {
      case Single(long index) -> field.select(axis, index);
      case Range(Long from, Long to, long stride) ->
          field.slice(axis, from == null ? 0 : from, to == null ? size(field) : to, stride);
    };
  }

  /** From one point to the next. */
  long stride() {
    return bounds instanceof Range range ? range.stride() : 1;
  }

  private long size(Field field) {
    return field.axes().stream()
        .filter(candidate -> candidate.name().equals(axis))
        .findFirst()
        .map(Axis::size)
        .orElse(1);
  }

  private static Long bound(String text) {
    return text.isEmpty() ? null : Long.valueOf(text);
  }
}
