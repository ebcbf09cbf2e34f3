package org.sciml4j.operators.fit;

import java.util.Locale;
import java.util.Map;

/**
 * The unit of a time axis. Days, hours and minutes become seconds, so that coefficients carry the
 * units in which diffusivities and speeds are quoted; units that are not recognised stay as they
 * are.
 *
 * @param symbol what the unit is called after conversion; empty where unknown
 * @param factor how many of it one unit of the axis is
 */
record TimeUnit(String symbol, double factor) {
  private static final Map<String, Double> SECONDS =
      Map.ofEntries(
          Map.entry("s", 1.0),
          Map.entry("sec", 1.0),
          Map.entry("secs", 1.0),
          Map.entry("second", 1.0),
          Map.entry("seconds", 1.0),
          Map.entry("min", 60.0),
          Map.entry("mins", 60.0),
          Map.entry("minute", 60.0),
          Map.entry("minutes", 60.0),
          Map.entry("h", 3600.0),
          Map.entry("hr", 3600.0),
          Map.entry("hrs", 3600.0),
          Map.entry("hour", 3600.0),
          Map.entry("hours", 3600.0),
          Map.entry("d", 86400.0),
          Map.entry("day", 86400.0),
          Map.entry("days", 86400.0));

  /** Reads units such as {@code seconds} or {@code days since 2000-01-01}. */
  static TimeUnit of(String units) {
    String word = units.strip().split("\\s+since\\s+", 2)[0].strip();
    Double seconds = SECONDS.get(word.toLowerCase(Locale.ROOT));
    return seconds == null ? new TimeUnit(word, 1) : new TimeUnit("s", seconds);
  }
}
