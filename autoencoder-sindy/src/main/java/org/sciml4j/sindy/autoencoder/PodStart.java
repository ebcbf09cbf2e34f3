package org.sciml4j.sindy.autoencoder;

import java.util.stream.IntStream;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializer;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.sindy.reduction.Pod;

/**
 * Starts an autoencoder at the linear one of a {@link Pod}: {@code z = W x + w + g N(x)} with modes
 * over the standard deviations of their coefficients in W, which is trained like all else, and a
 * gain g that is zero at first (Bachlechner et al. 2021, ReZero, arXiv:2003.04887). The decoder
 * does the same backwards. Samples are {@code [n, features]}.
 */
public final class PodStart {
  private static final int SAMPLES = 1000;

  private PodStart() {}

  /**
   * As {@link #of(Pod, Autoencoder)} with the modes of a thousand samples, spread evenly.
   *
   * @param training whose first arrays, {@code [n, features]}, are the samples
   */
  public static Autoencoder of(Dataset training, int latent, Autoencoder network, Device device) {
    try (SampleArrays samples = SampleArrays.of(training, SAMPLES)) {
      return of(Pod.centred(samples.tensors().getFirst(), latent, device), network);
    }
  }

  /** The autoencoder with a linear part beside encoder and decoder. */
  public static Autoencoder of(Pod pod, Autoencoder network) {
    double[] deviations = pod.deviations();
    int features = pod.mean().length;
    int latent = pod.count();
    double[][] modes = pod.modes();
    double[] down = new double[features * latent];
    double[] up = new double[features * latent];
    for (int i = 0; i < features; i++) {
      for (int k = 0; k < latent; k++) {
        down[i * latent + k] = modes[k][i] / deviations[k];
        up[k * features + i] = modes[k][i] * deviations[k];
      }
    }
    double[] shift =
        IntStream.range(0, latent)
            .mapToDouble(
                k ->
                    -IntStream.range(0, features)
                        .mapToDouble(i -> down[i * latent + k] * pod.mean()[i])
                        .sum())
            .toArray();
    return new Autoencoder(
        beside(linear(latent, down, shift), network.encoder()),
        beside(linear(features, up, pod.mean()), network.decoder()));
  }

  private static Layer linear(long units, double[] kernel, double[] bias) {
    return Dense.of(units)
        .kernelInitializer(given(kernel))
        .biasInitializer(given(bias))
        .named("pod");
  }

  private static Initializer given(double... numbers) {
    return (tensor, _) -> {
      for (int i = 0; i < numbers.length; i++) {
        tensor.setFlat(i, numbers[i]);
      }
    };
  }

  private static Layer beside(Layer linear, Layer network) {
    Layer inner = network.named("network");
    return new Layer() {
      @Override
      public Value apply(Value input, Scope scope) {
        Value gain = scope.parameter("gain", Initializers.ZEROS, 1);
        return linear.apply(input, scope).plus(inner.apply(input, scope).times(gain));
      }
    };
  }
}
