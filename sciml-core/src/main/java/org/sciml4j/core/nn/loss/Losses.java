package org.sciml4j.core.nn.loss;

import org.sciml4j.core.nn.Loss;

/** The losses with names, to choose from. */
public final class Losses {
  /** {@link MeanSquaredError}. */
  public static final Loss MSE = new MeanSquaredError();

  /** {@link MeanAbsoluteError}. */
  public static final Loss MAE = new MeanAbsoluteError();

  /** {@link Huber} with δ = 1. */
  public static final Loss HUBER = new Huber(1);

  /** {@link BinaryCrossEntropy}, of logits. */
  public static final Loss BINARY_CROSS_ENTROPY = new BinaryCrossEntropy();

  /** {@link CategoricalCrossEntropy}, of logits. */
  public static final Loss CATEGORICAL_CROSS_ENTROPY = new CategoricalCrossEntropy();

  /** {@link SparseCategoricalCrossEntropy}, of logits and class numbers. */
  public static final Loss SPARSE_CATEGORICAL_CROSS_ENTROPY = new SparseCategoricalCrossEntropy();

  /** {@link KullbackLeibler}, of probabilities. */
  public static final Loss KL_DIVERGENCE = new KullbackLeibler();

  private Losses() {}
}
