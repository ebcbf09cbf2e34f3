package org.sciml4j.sindy.autoencoder;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.Dataset;

/**
 * Epochs before those of a {@link SparsitySchedule}, with the penalty but without a choice of
 * coefficients. After them the network takes the coordinates in which its latent equations are
 * sparsest, scaled to deviation 1, and is trained anew from there.
 *
 * @param epochs how many
 * @param search finds the coordinates
 */
public record WarmUp(int epochs, CoordinateSearch search) {
  private static final int STATES = 100;

  /**
   * Checks the number.
   *
   * @throws InvalidInputException if there is no epoch
   */
  public WarmUp {
    if (epochs < 1) {
      throw new InvalidInputException(
          "epochs of the warm-up", epochs, "1 or more", "leave out the warm-up");
    }
  }

  SparsitySchedule schedule(SparsitySchedule after) {
    return new SparsitySchedule(after.threshold(), epochs, epochs, 0);
  }

  /** The parameters in the sparsest coordinates, the caller's. */
  Parameters changed(SindyNetwork network, Parameters before, Dataset data, Device device) {
    int count = (int) Math.min(STATES, data.size());
    long[] samples = LongStream.range(0, count).map(n -> n * data.size() / count).toArray();
    List<TensorType> types =
        data.types().stream()
            .map(
                one ->
                    one.withShape(
                        LongStream.concat(LongStream.of(count), Arrays.stream(one.shape()))
                            .toArray()))
            .toList();
    List<Tensor> batch = types.stream().map(one -> Tensor.zeros(one.dtype(), one.shape())).toList();
    try {
      data.read(samples, 0, count, batch);
      TrainedSindyAutoencoder now = TrainedSindyAutoencoder.of(network, before, device);
      double[][] states = now.states(batch.subList(0, network.order()).toArray(Tensor[]::new));
      AffineChange change = search.standardised(now.system(), states);
      return new NetworkCoordinates(network, types).changed(before, change);
    } finally {
      batch.forEach(Tensor::close);
    }
  }
}
