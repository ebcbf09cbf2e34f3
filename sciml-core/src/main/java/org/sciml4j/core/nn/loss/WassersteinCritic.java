package org.sciml4j.core.nn.loss;

import org.sciml4j.core.graph.Value;

/**
 * The two losses of a Wasserstein generative adversarial network (Arjovsky, Chintala, Bottou 2017,
 * arXiv:1701.07875, algorithm 1): a critic scores samples, real ones high.
 */
public final class WassersteinCritic {
  private WassersteinCritic() {}

  /** What the critic minimises: mean score of generated minus mean score of real samples. */
  public static Value critic(Value realScores, Value generatedScores) {
    return generatedScores.mean().minus(realScores.mean());
  }

  /** What the generator minimises: minus the mean score of its samples. */
  public static Value generator(Value generatedScores) {
    return generatedScores.mean().negate();
  }
}
