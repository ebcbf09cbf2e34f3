package org.sciml4j.core;

import java.util.Arrays;
import java.util.Locale;

/** Finds the constants of an enum by what people call them. */
public final class EnumName {
  private EnumName() {}

  /**
   * The constant of a name, whatever its case.
   *
   * @param argument what is chosen, for the message
   * @throws InvalidInputException if there is none, naming those there are
   */
  public static <E extends Enum<E>> E find(Class<E> type, String argument, String name) {
    E[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> constant.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    argument,
                    "'" + name + "'",
                    "one of " + Arrays.toString(constants).toLowerCase(Locale.ROOT),
                    "choose one of these"));
  }
}
