package org.sciml4j.pde.model;

import java.util.Map;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.TimeStep;

/**
 * What a network that steps fields is built from, so that a file of its numbers can be read without
 * the code that trained it: {@link StepModel} holds both.
 */
public sealed interface StepDesign
    permits PdeNetDesign, VaryingPdeNetDesign, EulerDesign, LearnedFdDesign, UNetDesign {
  /** The states it steps. */
  StateGrid grid();

  /** One step, all parameters trainable, without penalties. */
  TimeStep step();

  /**
   * The name of its kind: {@code pdenet}, {@code varying-pdenet}, {@code euler}, {@code learned-fd}
   * or {@code unet}.
   */
  default String model() {
    return switch (this) {
      case PdeNetDesign _ -> "pdenet";
      case VaryingPdeNetDesign _ -> "varying-pdenet";
      case EulerDesign _ -> "euler";
      case LearnedFdDesign _ -> "learned-fd";
      case UNetDesign _ -> "unet";
    };
  }

  /** Schemes by name. */
  static Map<String, ButcherTableau> schemes() {
    return DesignCheck.schemes();
  }
}
