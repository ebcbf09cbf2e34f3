package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.core.nn.layer.ConvTranspose;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.layer.Flatten;
import org.sciml4j.core.nn.layer.Reshape;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.tensor.DType;

/**
 * An encoder and a decoder that mirrors it. Its parameters lie under {@code encoder/} and {@code
 * decoder/}, as those of a {@link SindyNetwork}.
 *
 * @param encoder {@code [n, ...] -> [n, latent]}
 * @param decoder {@code [n, latent] -> [n, ...]}
 */
public record Autoencoder(Layer encoder, Layer decoder) {
  /**
   * Dense layers: {@code features - hidden... - latent - hidden reversed... - features}, linear at
   * both ends.
   *
   * @param activation of the hidden layers
   */
  public static Autoencoder dense(long features, long latent, Layer activation, long... hidden) {
    List<Layer> encoder = new ArrayList<>();
    List<Layer> decoder = new ArrayList<>();
    for (int i = 0; i < hidden.length; i++) {
      encoder.add(Dense.of(hidden[i]).activation(activation));
      decoder.add(Dense.of(hidden[hidden.length - 1 - i]).activation(activation));
    }
    encoder.add(Dense.of(latent));
    decoder.add(Dense.of(features));
    return new Autoencoder(new Sequential(encoder), new Sequential(decoder));
  }

  /**
   * Convolutions of 3x3 with stride 2 on images {@code [n, channels, height, width]}, then a dense
   * layer; the decoder mirrors them with transposed ones of 2x2.
   *
   * @param filters of each convolution
   * @throws InvalidInputException if the edges are not multiples of {@code 2^filters.length}
   */
  public static Autoencoder convolutional(
      long channels, long height, long width, long latent, Layer activation, long... filters) {
    long factor = 1L << filters.length;
    if (height % factor != 0 || width % factor != 0) {
      throw new InvalidInputException(
          "image", height + "x" + width, "edges that are multiples of " + factor, "pad it");
    }
    List<Layer> encoder = new ArrayList<>();
    List<Layer> decoder = new ArrayList<>();
    long deepest = filters.length == 0 ? channels : filters[filters.length - 1];
    long rows = height / factor;
    long columns = width / factor;
    decoder.add(Dense.of(deepest * rows * columns).activation(activation));
    decoder.add(Reshape.of(deepest, rows, columns));
    for (int i = 0; i < filters.length; i++) {
      encoder.add(Conv.conv2d(filters[i], 3).stride(2).same().activation(activation));
      int mirror = filters.length - 1 - i;
      ConvTranspose up =
          ConvTranspose.convTranspose2d(mirror == 0 ? channels : filters[mirror - 1], 2).stride(2);
      decoder.add(mirror == 0 ? up : up.activation(activation));
    }
    encoder.add(new Flatten());
    encoder.add(Dense.of(latent));
    return new Autoencoder(new Sequential(encoder), new Sequential(decoder));
  }

  /** The mean squared difference between samples and what becomes of them; data are x alone. */
  public Objective objective() {
    return (scope, batch) -> Losses.MSE.of(apply(batch.getFirst(), scope), batch.getFirst());
  }

  /**
   * As {@link #objective}, where the encoder sees samples with fresh normal noise (Vincent et al.
   * 2010, J. Mach. Learn. Res. 11:3371); validation is without.
   *
   * @param deviation standard deviation of the noise
   */
  public Objective denoising(double deviation) {
    return (scope, batch) -> {
      Value x = batch.getFirst();
      Value seen = scope.training() ? x.plus(scope.normal(x.shape()).times(deviation)) : x;
      return Losses.MSE.of(apply(seen, scope), x);
    };
  }

  private Value apply(Value x, Scope scope) {
    Value decoded = decoder.named("decoder").apply(encoder.named("encoder").apply(x, scope), scope);
    if (!Arrays.equals(decoded.shape(), x.shape())) {
      throw new InvalidInputException(
          "value of the decoder", decoded.type(), x.type().toString(), "mirror the encoder");
    }
    return decoded;
  }

  /** {@code ψ(φ(x))} for samples of a shape: what reconstructs with trained parameters. */
  public Model reconstruction(DType dtype, long... shape) {
    return Model.of(this::apply, dtype, shape);
  }

  /** φ for samples of a shape. */
  public Model encoding(DType dtype, long... shape) {
    return Model.of(encoder.named("encoder"), dtype, shape);
  }

  /** ψ for that many latent variables. */
  public Model decoding(DType dtype, long latent) {
    return Model.of(decoder.named("decoder"), dtype, latent);
  }

  /** This autoencoder with equations for the latent variables; see {@link SindyNetwork#of}. */
  public SindyNetwork sindy(int latent, int order, int degree, boolean hasSines) {
    return SindyNetwork.of(encoder, decoder, latent, order, degree, hasSines);
  }
}
