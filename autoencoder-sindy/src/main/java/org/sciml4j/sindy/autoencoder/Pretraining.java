package org.sciml4j.sindy.autoencoder;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.stat.StatUtils;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.sindy.regression.Frols;
import org.sciml4j.sindy.regression.LeastSquaresProblem;
import org.sciml4j.sindy.regression.ModelSize;

/**
 * Epochs of the plain autoencoder. After them the latent variables are scaled to mean 0 and
 * deviation 1, and the coefficients, which otherwise start as ones, are those of the sparse model
 * that fits how the latent variables move: the smallest of {@link Frols} that leaves no more than 5
 * % unexplained beyond what all terms leave. Other terms are left out from the start: while they
 * are there, large latent variables with small coefficients of high powers cost less.
 *
 * @param epochs how many
 */
public record Pretraining(int epochs) implements FirstStage {
  private static final int STATES = 5000;
  private static final int FEWEST_PER_TERM = 10;
  private static final double UNEXPLAINED = 0.05;

  /**
   * Checks the number.
   *
   * @throws InvalidInputException if there is no epoch
   */
  public Pretraining {
    if (epochs < 1) {
      throw new InvalidInputException(
          "epochs of the pretraining", epochs, "1 or more", "leave out the pretraining");
    }
  }

  @Override
  public SindyAutoencoder training(SindyAutoencoder after) {
    return after
        .weights(LossWeights.of(0, 0, 0))
        .schedule(new SparsitySchedule(after.schedule().threshold(), epochs, epochs, 0));
  }

  @Override
  public boolean choosesAtItsEnd() {
    return true;
  }

  @Override
  public void requirePossible(SindyNetwork network, Dataset data) {
    int fewest = FEWEST_PER_TERM * network.library().size();
    if (data.size() < fewest) {
      throw new InvalidInputException(
          "pretraining",
          data.size() + " samples for " + network.library().size() + " terms",
          fewest + " or more",
          "leave out the pretraining");
    }
  }

  @Override
  public Parameters changed(SindyNetwork network, Parameters before, Dataset data, Device device) {
    try (SampleArrays samples = SampleArrays.of(data, STATES);
        Parameters blank = before.copy()) {
      blank.get(SindyNetwork.COEFFICIENTS).fill(0);
      double[][] z = latent(network, blank, samples, device).z();
      AffineChange scaling =
          AffineChange.scaling(
              Arrays.stream(z).mapToDouble(StatUtils::variance).map(Math::sqrt).toArray(),
              Arrays.stream(z).mapToDouble(StatUtils::mean).toArray());
      Parameters scaled =
          new NetworkCoordinates(network, SampleArrays.oneOf(data)).changed(blank, scaling);
      Latent moving = latent(network, scaled, samples, device);
      List<String> names =
          network.library().terms(network.variables()).stream().map(Object::toString).toList();
      double[][] sparse =
          new Frols(new ModelSize.Unexplained(UNEXPLAINED))
              .coefficients(LeastSquaresProblem.of(names, moving.terms(), moving.rates(), null));
      for (int i = 0; i < sparse.length; i++) {
        for (int k = 0; k < sparse[i].length; k++) {
          scaled.get(SindyNetwork.COEFFICIENTS).set(sparse[i][k], k, i);
        }
      }
      return scaled;
    }
  }

  /** The latent variables, all terms and the derivatives to be fitted, {@code [column][sample]}. */
  private record Latent(double[][] z, double[][] terms, double[][] rates) {}

  private static Latent latent(
      SindyNetwork network, Parameters parameters, SampleArrays samples, Device device) {
    List<Tensor> results =
        TrainedSindyAutoencoder.of(network, parameters, device)
            .run(
                (batch, scope) -> {
                  List<Value> z = network.encoded(scope, batch);
                  Value state =
                      network.order() == 1 ? z.getFirst() : Value.concat(1, z.get(0), z.get(1));
                  return List.of(z.getFirst(), network.library().columns(state), z.getLast());
                },
                samples.tensors().toArray(Tensor[]::new));
    List<double[][]> columns = results.stream().map(Pretraining::columns).toList();
    results.forEach(Tensor::close);
    return new Latent(columns.get(0), columns.get(1), columns.get(2));
  }

  private static double[][] columns(Tensor tensor) {
    double[][] columns = new double[(int) tensor.size(1)][(int) tensor.size(0)];
    for (int k = 0; k < columns.length; k++) {
      for (int n = 0; n < columns[k].length; n++) {
        columns[k][n] = tensor.get(n, k);
      }
    }
    return columns;
  }
}
