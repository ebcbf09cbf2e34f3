package org.sciml4j.io;

import java.util.List;
import org.sciml4j.core.InvalidInputException;

/** Attribute values that can be written: a String, a Number, or a List of Numbers of one class. */
final class OutputAttributes {
  private OutputAttributes() {}

  /** The value itself, if it can be written. */
  static Object requireWritable(String name, Object value) {
    if (value instanceof String) {
      return value;
    }
    if (value instanceof Number) {
      type(List.of(value));
      return value;
    }
    if (value instanceof List<?> list && !list.isEmpty()) {
      type(list);
      return List.copyOf(list);
    }
    throw new InvalidInputException(
        "attribute '" + name + "'",
        value,
        "a String, a Number or a List of Numbers",
        "convert it first");
  }

  /** The stored type of a list of numbers: the one that holds them all. */
  static RawType type(List<?> numbers) {
    RawType widest = RawType.BYTE;
    for (Object number : numbers) {
      RawType type =
          switch (number) {
            case Byte _ -> RawType.BYTE;
            case Short _ -> RawType.SHORT;
            case Integer _ -> RawType.INT;
            case Float _ -> RawType.FLOAT;
            case Long _, Double _ -> RawType.DOUBLE;
            default ->
                throw new InvalidInputException(
                    "attribute value",
                    number + " of " + number.getClass(),
                    "a number",
                    "convert it to double");
          };
      widest = type.compareTo(widest) > 0 ? type : widest;
    }
    return widest;
  }
}
