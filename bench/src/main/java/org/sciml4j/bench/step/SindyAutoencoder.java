package org.sciml4j.bench.step;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Autoencoder {@code 128-64-32-3} whose latent variables follow a sparse polynomial system of
 * degree three: {@code ‖x - ψ(z)‖² + 1e-4 ‖ẋ - ψ'(z) Θ(z) Ξ‖² + 0 ‖φ'(x) ẋ - Θ(z) Ξ‖² + 1e-5 |Ξ|},
 * {@code z = φ(x)}, each a mean, with the weights of the refinement stage for Lorenz' system.
 *
 * <pre>
 * K. Champion, B. Lusch, J. N. Kutz, S. L. Brunton, Data-driven discovery of coordinates and
 * governing equations, Proc. Natl. Acad. Sci. 116 (2019) 22445-22451
 * </pre>
 *
 * Batch: x, ẋ and the mask of active coefficients.
 */
public record SindyAutoencoder() implements TrainingCase {
  private static final int FEATURES = 128;
  private static final int LATENT = 3;
  private static final int DEGREE = 3;
  private static final int TERMS = 20;

  @Override
  public Value loss(Scope scope, List<Value> batch) {
    Value x = batch.get(0);
    Value velocity = batch.get(1);
    Value mask = batch.get(2);
    Value coefficients = scope.parameter("coefficients", Initializers.ONES, TERMS, LATENT);

    Value z = network(64, 32, LATENT).named("encoder").apply(x, scope);
    Value latentVelocity = Autodiff.jvp(z, x, velocity);
    Value predicted = library(z).matmul(mask.times(coefficients));

    Value decoded = network(32, 64, FEATURES).named("decoder").apply(z, scope);
    Value decodedVelocity = Autodiff.jvp(decoded, z, predicted);
    return Losses.MSE
        .of(decoded, x)
        .plus(Losses.MSE.of(decodedVelocity, velocity).times(1e-4))
        .plus(Losses.MSE.of(latentVelocity, predicted).times(0))
        .plus(coefficients.abs().mean().times(1e-5));
  }

  private static Layer network(long first, long second, long last) {
    return Sequential.of(
        Dense.of(first).activation(Activations.SIGMOID),
        Dense.of(second).activation(Activations.SIGMOID),
        Dense.of(last));
  }

  /** All products of up to three latent variables, {@code [n, 20]}. */
  private static Value library(Value z) {
    List<Value> terms = new ArrayList<>();
    addTerms(terms, z.slice(1, 0, 1).filled(1), z, 0, DEGREE);
    return Value.concat(1, terms.toArray(Value[]::new));
  }

  private static void addTerms(List<Value> terms, Value term, Value z, int from, int degree) {
    terms.add(term);
    for (int i = from; i < LATENT && degree > 0; i++) {
      addTerms(terms, term.times(z.slice(1, i, i + 1)), z, i, degree - 1);
    }
  }

  @Override
  public List<Tensor> batch(DType dtype, long samples) {
    return List.of(
        RandomKey.of(2).normal(dtype, samples, FEATURES),
        RandomKey.of(3).normal(dtype, samples, FEATURES),
        Tensor.zeros(dtype, TERMS, LATENT).fill(1));
  }
}
