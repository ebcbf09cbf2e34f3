package org.sciml4j.sindy.autoencoder;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
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
public record WarmUp(int epochs, CoordinateSearch search) implements FirstStage {
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

  @Override
  public String title() {
    return "warm-up";
  }

  @Override
  public SindyAutoencoder training(SindyAutoencoder after) {
    return after.schedule(new SparsitySchedule(after.schedule().threshold(), epochs, epochs, 0));
  }

  @Override
  public boolean choosesAtItsEnd() {
    return false;
  }

  @Override
  public void requirePossible(SindyNetwork network, Dataset data) {
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

  /** The parameters in the sparsest coordinates. */
  @Override
  public Parameters changed(SindyNetwork network, Parameters before, Dataset data, Device device) {
    TrainedSindyAutoencoder now = TrainedSindyAutoencoder.of(network, before, device);
    AffineChange change = search.standardised(now.system(), now.states(data, STATES));
    return new NetworkCoordinates(network, SampleArrays.oneOf(data)).changed(before, change);
  }
}
