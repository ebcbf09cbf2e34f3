package org.sciml4j.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;

/** The timed calls by name. */
public enum BenchCase {
  /** One dense 3x3 stencil over a periodic 1024 x 1024 field. */
  STENCIL_APPLY {
    @Override
    Workload prepare(BenchOptions options) {
      return new StencilApply(options, 2, 1024);
    }
  },
  /** One dense 3x3x3 stencil over a periodic 128 x 128 x 128 field. */
  STENCIL_APPLY3D {
    @Override
    Workload prepare(BenchOptions options) {
      return new StencilApply(options, 3, 128);
    }
  },
  /** A 3x3 stencil fitted to one periodic pair of 512 x 512 points. */
  STENCIL_FIT {
    @Override
    Workload prepare(BenchOptions options) {
      return new FitStencil(options);
    }
  };

  abstract Workload prepare(BenchOptions options);

  /** Name on the command line, for example {@code stencil_apply}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The case of that name.
   *
   * @throws InvalidInputException if there is none, listing them all
   */
  public static BenchCase of(String label) {
    return Arrays.stream(values())
        .filter(one -> one.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "case",
                    "'" + label + "'",
                    "one of "
                        + Arrays.stream(values())
                            .map(BenchCase::label)
                            .collect(Collectors.joining(", ")),
                    "choose one of these"));
  }
}
