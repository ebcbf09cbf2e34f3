package org.sciml4j.pde.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.surrogate.Normalization;

/** What designs ask of their names and numbers. */
final class DesignCheck {
  private static final Map<String, ButcherTableau> SCHEMES =
      Map.of(
          "euler", ButcherTableau.FORWARD_EULER,
          "midpoint", ButcherTableau.MIDPOINT,
          "heun", ButcherTableau.HEUN,
          "rk4", ButcherTableau.RK4);

  private static final int WIDEST = 21;
  private static final int MOST_LAYERS = 100;
  private static final int MOST_CHANNELS = 4096;

  private DesignCheck() {}

  static void known(String argument, String name, Collection<String> known) {
    if (!known.contains(name)) {
      throw new InvalidInputException(
          argument,
          "'" + name + "'",
          "one of " + String.join(", ", new TreeSet<>(known)),
          "choose one");
    }
  }

  static void atLeast(int least, String argument, long number) {
    if (number < least) {
      throw new InvalidInputException(argument, number, least + " or more", "raise it");
    }
  }

  static void odd(String argument, int number) {
    if (number < 1 || number % 2 == 0 || number > WIDEST) {
      throw new InvalidInputException(
          argument, number, "an odd number of at most " + WIDEST, "choose 3 or 5");
    }
  }

  /** Networks beyond any use would take all memory, or for ever. */
  static void atMost(long most, String argument, long number) {
    if (number > most) {
      throw new InvalidInputException(argument, number, most + " or less", "lower it");
    }
  }

  static void network(int layers, int channels, int extent) {
    atLeast(1, "layers", layers);
    atMost(MOST_LAYERS, "layers", layers);
    atLeast(1, "channels", channels);
    atMost(MOST_CHANNELS, "channels", channels);
    odd("points of a kernel", extent);
  }

  static void kernels(int order, int extent, int accuracy) {
    odd("points of a kernel", extent);
    if (extent <= order) {
      throw new InvalidInputException(
          "points of a kernel", extent, "more than the order " + order, "take a larger kernel");
    }
    atLeast(0, "accuracy", accuracy);
  }

  static void positive(String argument, List<Double> numbers) {
    if (!numbers.stream().allMatch(x -> x > 0 && x < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          argument, numbers, "numbers above 0", "learn them from the data");
    }
  }

  static void variables(StateGrid grid, Normalization normalization) {
    if (normalization.mean().size() != grid.variables().size()) {
      throw new InvalidInputException(
          "normalization",
          "of " + normalization.mean().size() + " variables",
          "the " + grid.variables().size() + " of the grid",
          "learn it from the same data");
    }
  }

  static ButcherTableau scheme(String name) {
    known("scheme", name, SCHEMES.keySet());
    return SCHEMES.get(name);
  }

  static Map<String, ButcherTableau> schemes() {
    return new TreeMap<>(SCHEMES);
  }
}
