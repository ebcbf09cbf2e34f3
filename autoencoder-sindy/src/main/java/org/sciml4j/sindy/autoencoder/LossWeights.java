package org.sciml4j.sindy.autoencoder;

import org.sciml4j.core.InvalidInputException;

/**
 * Weights of the four parts of the loss (Champion et al. 2019, eq. 7 and table S1), each part a
 * mean over batch and components.
 *
 * @param reconstruction of {@code (x - x̂)²}, 1 in the paper
 * @param motion λ_ẋ, of {@code (ẋ - ∇ψ Θ(z) Ξ)²}, or of ẍ in systems of order 2
 * @param latentMotion λ_ż, of {@code (ż - Θ(z) Ξ)²}, or of z̈
 * @param sparsity λ_reg, of {@code |Ξ|}
 */
public record LossWeights(
    double reconstruction, double motion, double latentMotion, double sparsity) {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is negative or not finite
   */
  public LossWeights {
    require("reconstruction", reconstruction);
    require("motion", motion);
    require("latent motion", latentMotion);
    require("sparsity", sparsity);
  }

  /** With the paper's weight 1 of the reconstruction. */
  public static LossWeights of(double motion, double latentMotion, double sparsity) {
    return new LossWeights(1, motion, latentMotion, sparsity);
  }

  private static void require(String part, double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "weight of the " + part, weight, "0 or more", "choose 0 to leave this part out");
    }
  }
}
