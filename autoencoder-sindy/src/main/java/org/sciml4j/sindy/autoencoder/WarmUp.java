package org.sciml4j.sindy.autoencoder;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Parameters;
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

  /** Refuses before the training what the search would refuse after it. */
  void requireSearchable(SindyNetwork network, Dataset data) {
    if (network.latent() > CoordinateSearch.MOST_EQUATIONS
        || data.size() < CoordinateSearch.FEWEST_STATES) {
      throw new InvalidInputException(
          "warm-up",
          network.latent() + " latent variables and " + data.size() + " samples",
          "at most "
              + CoordinateSearch.MOST_EQUATIONS
              + " and "
              + CoordinateSearch.FEWEST_STATES
              + " or more",
          "leave out the warm-up");
    }
  }

  /** The parameters in the sparsest coordinates, the caller's. */
  Parameters changed(SindyNetwork network, Parameters before, Dataset data, Device device) {
    List<TensorType> one =
        data.types().stream()
            .map(
                type ->
                    type.withShape(
                        LongStream.concat(LongStream.of(1), Arrays.stream(type.shape())).toArray()))
            .toList();
    TrainedSindyAutoencoder now = TrainedSindyAutoencoder.of(network, before, device);
    AffineChange change = search.standardised(now.system(), now.states(data, STATES));
    return new NetworkCoordinates(network, one).changed(before, change);
  }
}
