package org.sciml4j.core.nn.activation;

/** The activation functions with names, for layers to choose from. */
public final class Activations {
  /** {@link Identity}. */
  public static final Activation IDENTITY = new Identity();

  /** {@link Logistic}. */
  public static final Activation SIGMOID = new Logistic();

  /** {@link HyperbolicTangent}. */
  public static final Activation TANH = new HyperbolicTangent();

  /** {@link Sine}. */
  public static final Activation SIN = new Sine();

  /** {@link Relu}. */
  public static final Activation RELU = new Relu();

  /** {@link LeakyRelu} of slope 0.01. */
  public static final Activation LEAKY_RELU = new LeakyRelu(0.01);

  /** {@link Elu} with α = 1. */
  public static final Activation ELU = new Elu(1);

  /** {@link Selu}. */
  public static final Activation SELU = new Selu();

  /** {@link Gelu}. */
  public static final Activation GELU = new Gelu();

  /** {@link GeluTanh}. */
  public static final Activation GELU_TANH = new GeluTanh();

  /** {@link Softplus}. */
  public static final Activation SOFTPLUS = new Softplus();

  /** {@link Swish}. */
  public static final Activation SWISH = new Swish();

  /** {@link HardSigmoid}. */
  public static final Activation HARD_SIGMOID = new HardSigmoid();

  /** {@link Softmax}. */
  public static final Activation SOFTMAX = new Softmax();

  private Activations() {}
}
