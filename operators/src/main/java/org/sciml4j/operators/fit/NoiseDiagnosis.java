package org.sciml4j.operators.fit;

import java.util.Optional;

/**
 * What the residual says about noise.
 *
 * @param kind what the residual consists of
 * @param timeCorrelation correlation of the residual at one point in consecutive frames; NaN where
 *     there are none
 * @param neighbourCorrelation correlation of the residual at neighbouring points, per stencil axis
 * @param inputNoise standard deviation of the noise in the input that the correlations indicate;
 *     zero where they do not
 * @param coefficientBias by how much noise in the input has shifted the coefficient it shifts most;
 *     zero where there is none
 * @param explanation in plain words
 */
public record NoiseDiagnosis(
    Kind kind,
    double timeCorrelation,
    double[] neighbourCorrelation,
    double inputNoise,
    double coefficientBias,
    String explanation) {

  /** What a residual consists of. */
  public enum Kind {
    /** Rounding only: the stencil reproduces the target exactly. */
    EXACT,
    /** The target itself is hardly more than rounding of the stored values. */
    ROUNDING,
    /** Uncorrelated noise, as errors of the target leave it; least squares is unbiased. */
    TARGET_NOISE,
    /** Noise in the input field, which biases least squares. */
    INPUT_NOISE,
    /** Smooth structure: something is missing from the model. */
    STRUCTURE,
    /** None of these clearly. */
    UNCLEAR
  }

  /** Copies the array. */
  public NoiseDiagnosis {
    neighbourCorrelation = neighbourCorrelation.clone();
  }

  @Override
  public double[] neighbourCorrelation() {
    return neighbourCorrelation.clone();
  }

  /** The explanation where it calls for action. */
  public Optional<String> warning() {
    return switch (kind) {
      case INPUT_NOISE, STRUCTURE, ROUNDING -> Optional.of(explanation);
      case EXACT, TARGET_NOISE, UNCLEAR -> Optional.empty();
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoiseDiagnosis that
        && kind == that.kind
        && explanation.equals(that.explanation);
  }

  @Override
  public int hashCode() {
    return explanation.hashCode();
  }

  @Override
  public String toString() {
    return explanation;
  }
}
