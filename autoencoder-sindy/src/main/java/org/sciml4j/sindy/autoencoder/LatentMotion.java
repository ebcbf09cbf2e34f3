package org.sciml4j.sindy.autoencoder;

import java.util.List;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.tensor.Tensor;
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
  /** A sparse fit leaves no more unexplained than this beyond what all terms leave. */
  private static final double UNEXPLAINED = 0.05;

  static LatentMotion of(
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

  /** Sets the coefficients to those of the smallest model of {@link Frols}. */
  void fit(SindyNetwork network, Parameters parameters) {
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
