package org.sciml4j.sindy.autoencoder;

import java.util.List;
import java.util.function.Function;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.sindy.regression.Frols;
import org.sciml4j.sindy.regression.LeastSquaresProblem;
import org.sciml4j.sindy.regression.ModelSize;

/**
 * How the latent variables of samples move, {@code [column][sample]}.
 *
 * @param z the latent variables
 * @param terms all of the library
 * @param rates ż, or z̈ in order 2
 */
record LatentMotion(double[][] z, double[][] terms, double[][] rates) {
  private static final int STATES = 5000;

  /** A sparse fit leaves no more unexplained than this beyond what all terms leave. */
  private static final double UNEXPLAINED = 0.05;

  /**
   * Parameters in other coordinates, all terms active, with the coefficients of the smallest model
   * of {@link Frols} there.
   *
   * @param coordinates chosen for the motion in the present ones
   * @return the caller's
   */
  static Parameters fitted(
      SindyNetwork network,
      Parameters before,
      Dataset data,
      Device device,
      Function<LatentMotion, AffineChange> coordinates) {
    try (SampleArrays samples = SampleArrays.of(data, STATES);
        Parameters blank = before.copy()) {
      blank.get(SindyNetwork.COEFFICIENTS).fill(0);
      AffineChange change = coordinates.apply(of(network, blank, samples, device));
      Parameters moved =
          new NetworkCoordinates(network, SampleArrays.oneOf(data)).changed(blank, change);
      moved.get(SindyNetwork.MASK).fill(1);
      of(network, moved, samples, device).fit(network, moved);
      return moved;
    }
  }

  private static LatentMotion of(
      SindyNetwork network, Parameters parameters, SampleArrays samples, Device device) {
    List<Tensor> results =
        TrainedSindyAutoencoder.of(network, parameters, device)
            .run(
                (batch, scope) -> {
                  List<Value> z = network.encoded(scope, batch);
                  return List.of(z.getFirst(), network.terms(z), z.getLast());
                },
                samples.tensors().toArray(Tensor[]::new));
    List<double[][]> columns = results.stream().map(LatentMotion::columns).toList();
    results.forEach(Tensor::close);
    return new LatentMotion(columns.get(0), columns.get(1), columns.get(2));
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

  private void fit(SindyNetwork network, Parameters parameters) {
    List<String> names =
        network.library().terms(network.variables()).stream().map(Object::toString).toList();
    double[][] sparse =
        new Frols(new ModelSize.Unexplained(UNEXPLAINED))
            .coefficients(LeastSquaresProblem.of(names, terms, rates, null));
    Tensor coefficients = parameters.get(SindyNetwork.COEFFICIENTS);
    for (int i = 0; i < sparse.length; i++) {
      for (int k = 0; k < sparse[i].length; k++) {
        coefficients.set(sparse[i][k], k, i);
      }
    }
  }
}
