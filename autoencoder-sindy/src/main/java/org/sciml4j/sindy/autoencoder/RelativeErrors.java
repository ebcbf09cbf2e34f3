package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Network;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.Dataset;

/**
 * Errors of a SINDy autoencoder, each the mean square of the difference over that of the truth,
 * without subtraction of a mean (Champion et al. 2019, table S2: fraction of variance unexplained).
 *
 * @param reconstruction of x
 * @param motion of ẋ, or ẍ in order 2, decoded from the latent model
 * @param latentMotion of ż, or z̈
 */
public record RelativeErrors(double reconstruction, double motion, double latentMotion) {
  private static final int BATCH = 1000;

  /** The geometric mean of the three, by which models are compared. */
  public double mean() {
    return Math.cbrt(reconstruction * motion * latentMotion);
  }

  static RelativeErrors of(
      SindyNetwork network, Parameters parameters, Dataset data, Device device) {
    Network sums =
        (batch, scope) -> {
          Value active = network.coefficients(scope).times(network.mask(scope));
          SindyNetwork.Comparison all = network.compare(scope, batch, batch.getFirst(), active);
          return List.of(
              difference(all.x(), all.decoded()),
              all.x().square().sum(),
              difference(all.motion(), all.decodedMotion()),
              all.motion().square().sum(),
              difference(all.latentMotion(), all.predicted()),
              all.latentMotion().square().sum());
        };
    double[] totals = new double[6];
    int full = (int) Math.min(BATCH, data.size());
    long[] samples = LongStream.range(0, data.size()).toArray();
    addBatches(sums, parameters, data, device, samples, 0, full, totals);
    int rest = samples.length % full;
    if (rest > 0) {
      addBatches(sums, parameters, data, device, samples, samples.length - rest, rest, totals);
    }
    return new RelativeErrors(totals[0] / totals[1], totals[2] / totals[3], totals[4] / totals[5]);
  }

  private static Value difference(Value truth, Value model) {
    return truth.minus(model).square().sum();
  }

  private static void addBatches(
      Network sums,
      Parameters parameters,
      Dataset data,
      Device device,
      long[] samples,
      int begin,
      int size,
      double[] totals) {
    List<TensorType> types = new ArrayList<>();
    for (TensorType type : data.types()) {
      long[] shape = LongStream.concat(LongStream.of(size), Arrays.stream(type.shape())).toArray();
      types.add(type.withShape(shape));
    }
    DType dtype = types.getFirst().dtype();
    List<Tensor> batch =
        types.stream().map(type -> Tensor.zeros(type.dtype(), type.shape())).toList();
    Traced traced = Traced.ofNetwork(sums, dtype, types, false);
    try (BatchProgram program = new BatchProgram(traced, parameters, device)) {
      for (int from = begin; from + size <= samples.length; from += size) {
        data.read(samples, from, size, batch);
        program.run(batch);
        for (int k = 0; k < totals.length; k++) {
          try (Tensor sum = program.result(k)) {
            totals[k] += sum.getFlat(0);
          }
        }
      }
    } finally {
      batch.forEach(Tensor::close);
    }
  }
}
