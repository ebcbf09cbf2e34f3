package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.sindy.expression.Variable;

/**
 * Encoder φ, decoder ψ and a sparse model of the latent variables {@code z = φ(x)}: {@code ż = Θ(z)
 * Ξ}, or {@code z̈ = Θ(z, ż) Ξ} in order 2.
 *
 * @param encoder {@code [n, ...] -> [n, latent]}
 * @param decoder {@code [n, latent] -> [n, ...]}
 * @param latent number of latent variables
 * @param order 1 or 2, the derivative that is modelled
 * @param library Θ, in {@code latent order} variables
 * @param ignoresVelocities whether terms with velocities are left out of the model, in order 2
 */
public record SindyNetwork(
    Layer encoder,
    Layer decoder,
    int latent,
    int order,
    LatentLibrary library,
    boolean ignoresVelocities) {
  static final String COEFFICIENTS = "coefficients";
  static final String MASK = "mask";

  /**
   * Checks that library and order fit.
   *
   * @throws InvalidInputException if they do not
   */
  public SindyNetwork {
    if (order != 1 && order != 2) {
      throw new InvalidInputException(
          "order", order, "1 or 2", "choose 1 for first derivatives, 2 for second ones");
    }
    if (library.variables() != latent * order) {
      throw new InvalidInputException(
          "library",
          library.variables() + " variables",
          latent * order + ": the latent ones" + (order == 2 ? " and their velocities" : ""),
          "make it for that many");
    }
  }

  /** A model with all terms of the library. */
  public SindyNetwork(Layer encoder, Layer decoder, int latent, int order, LatentLibrary library) {
    this(encoder, decoder, latent, order, library, false);
  }

  /** The same without the terms that have velocities; it has the same parameters. */
  SindyNetwork ofPositions() {
    return new SindyNetwork(encoder, decoder, latent, order, library, true);
  }

  /** A model with polynomials up to a degree and, if wanted, sines. */
  public static SindyNetwork of(
      Layer encoder, Layer decoder, int latent, int order, int degree, boolean hasSines) {
    LatentLibrary library = new LatentLibrary(latent * order, degree, hasSines);
    return new SindyNetwork(encoder, decoder, latent, order, library);
  }

  /** Names of the latent variables, {@code z} or {@code z1, z2, ...}, and of velocities, dz. */
  public List<Variable> variables() {
    return IntStream.range(0, latent * order)
        .mapToObj(
            i -> (i < latent ? "z" : "dz") + (latent == 1 ? "" : Integer.toString(i % latent + 1)))
        .map(Variable::new)
        .toList();
  }

  Layer namedEncoder() {
    return encoder.named("encoder");
  }

  Layer namedDecoder() {
    return decoder.named("decoder");
  }

  /** Ξ, {@code [terms, latent]}, ones at first. */
  Value coefficients(Scope scope) {
    return scope.parameter(COEFFICIENTS, Initializers.ONES, library.size(), latent);
  }

  /** Which coefficients are part of the model, 1 or 0. */
  Value mask(Scope scope) {
    Value mask = scope.state(MASK, 1, library.size(), latent);
    if (!ignoresVelocities) {
      return mask;
    }
    double[] positions = new double[library.size()];
    for (int k = 0; k < positions.length; k++) {
      positions[k] = hasVelocity(k) ? 0 : 1;
    }
    return mask.times(
        Value.constant(new TensorType(mask.type().dtype(), positions.length, 1), positions));
  }

  /** Whether a term depends on velocities. */
  boolean hasVelocity(int term) {
    List<int[]> exponents = library.exponents();
    return order == 2
        && (term >= exponents.size()
            ? term - exponents.size() >= latent
            : IntStream.range(latent, 2 * latent).anyMatch(i -> exponents.get(term)[i] > 0));
  }

  /** The latent variables and their derivatives up to the order, {@code [n, latent]} each. */
  List<Value> encoded(Scope scope, List<Value> batch) {
    requireBatch(batch);
    Value x = batch.get(0);
    Value z = namedEncoder().apply(x, scope);
    if (z.rank() != 2 || z.shape()[1] != latent) {
      throw new InvalidInputException(
          "value of the encoder", z.type(), "[n, " + latent + "]", "end it with that many units");
    }
    Value velocity = Autodiff.jvp(z, x, batch.get(1));
    if (order == 1) {
      return List.of(z, velocity);
    }
    Value acceleration =
        Autodiff.jvp(
                List.of(velocity), List.of(x, batch.get(1)), List.of(batch.get(1), batch.get(2)))
            .getFirst();
    return List.of(z, velocity, acceleration);
  }

  /** Θ of what {@link #encoded} gives, {@code [n, terms]}. */
  Value terms(List<Value> latents) {
    return library.columns(
        order == 1 ? latents.getFirst() : Value.concat(1, latents.get(0), latents.get(1)));
  }

  /**
   * All that the loss compares.
   *
   * @param batch x, ẋ and, in order 2, ẍ
   * @param seen x as the encoder sees it
   * @param active Ξ, zeros where masked
   */
  Comparison compare(Scope scope, List<Value> batch, Value seen, Value active) {
    List<Value> encoderBatch = new ArrayList<>(batch);
    encoderBatch.set(0, seen);
    List<Value> latents = encoded(scope, encoderBatch);
    Value z = latents.get(0);
    Value predicted = terms(latents).matmul(active);
    Value decoded = namedDecoder().apply(z, scope);
    if (!decoded.type().equals(batch.get(0).type())) {
      throw new InvalidInputException(
          "value of the decoder",
          decoded.type(),
          batch.get(0).type().toString(),
          "mirror the encoder");
    }
    Value moved = Autodiff.jvp(decoded, z, order == 1 ? predicted : latents.get(1));
    if (order == 2) {
      moved =
          Autodiff.jvp(
                  List.of(moved), List.of(z, latents.get(1)), List.of(latents.get(1), predicted))
              .getFirst();
    }
    return new Comparison(
        batch.get(0), decoded, batch.getLast(), moved, latents.getLast(), predicted);
  }

  private void requireBatch(List<Value> batch) {
    if (batch.size() != order + 1) {
      throw new InvalidInputException(
          "batch",
          batch.size() + " arrays",
          order == 1 ? "x and its derivative" : "x, its first and its second derivative",
          "pass these");
    }
  }

  /**
   * Pairs of true and modelled values.
   *
   * @param x the samples
   * @param decoded {@code ψ(φ(x))}
   * @param motion ẋ or ẍ
   * @param decodedMotion the same from the latent model by ψ
   * @param latentMotion ż or z̈, by φ
   * @param predicted {@code Θ Ξ}
   */
  record Comparison(
      Value x,
      Value decoded,
      Value motion,
      Value decodedMotion,
      Value latentMotion,
      Value predicted) {}
}
