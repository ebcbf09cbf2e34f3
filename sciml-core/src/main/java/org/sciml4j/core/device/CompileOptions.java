package org.sciml4j.core.device;

import java.util.HashMap;
import java.util.Map;

/**
 * Choices for one program.
 *
 * @param inPlace output index to the input index whose buffer it may overwrite: parameters and
 *     optimiser state. The types must agree; the run must then be bound to one buffer for both
 * @param guardNonFinite whether a run stops at the first operation that produces a NaN or an
 *     infinity from finite operands, with a {@link NonFiniteException} that names it; slower
 */
public record CompileOptions(Map<Integer, Integer> inPlace, boolean guardNonFinite) {
  /** Separate outputs, no guard. */
  public static final CompileOptions DEFAULT = new CompileOptions(Map.of(), false);

  /** Copies the map. */
  public CompileOptions {
    inPlace = Map.copyOf(inPlace);
  }

  /** Lets output {@code output} overwrite the buffer of input {@code input}. */
  public CompileOptions overwriting(int input, int output) {
    Map<Integer, Integer> more = new HashMap<>(inPlace);
    more.put(output, input);
    return new CompileOptions(more, guardNonFinite);
  }

  /** With the guard against NaN and infinities. */
  public CompileOptions guarded() {
    return new CompileOptions(inPlace, true);
  }
}
