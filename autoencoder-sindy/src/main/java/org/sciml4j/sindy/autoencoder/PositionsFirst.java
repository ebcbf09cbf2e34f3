package org.sciml4j.sindy.autoencoder;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.Dataset;

/**
 * Epochs of a model of order 2 without the terms that have velocities, which come in afterwards at
 * zero. In other coordinates {@code w = h(z)} the same motion has the term {@code h''/h' ż²}: what
 * depends on velocities can be traded for coordinates, and this chooses those that need none.
 *
 * @param epochs how many
 */
public record PositionsFirst(int epochs) implements FirstStage {
  /**
   * Checks the number.
   *
   * @throws InvalidInputException if there is no epoch
   */
  public PositionsFirst {
    if (epochs < 1) {
      throw new InvalidInputException(
          "epochs with positions only", epochs, "1 or more", "leave them out");
    }
  }

  @Override
  public SindyAutoencoder training(SindyAutoencoder after) {
    return after
        .network(after.network().ofPositions())
        .schedule(new SparsitySchedule(after.schedule().threshold(), epochs, epochs, 0));
  }

  @Override
  public boolean choosesAtItsEnd() {
    return false;
  }

  @Override
  public void requirePossible(SindyNetwork network, Dataset data) {
    if (network.order() != 2) {
      throw new InvalidInputException(
          "positions first", "order 1", "equations of order 2", "leave this out");
    }
  }

  @Override
  public Parameters changed(SindyNetwork network, Parameters before, Dataset data, Device device) {
    Parameters all = before.copy();
    all.get(SindyNetwork.MASK).fill(1);
    Tensor coefficients = all.get(SindyNetwork.COEFFICIENTS);
    for (int k = 0; k < network.library().size(); k++) {
      for (int i = 0; i < network.latent() && network.hasVelocity(k); i++) {
        coefficients.set(0, k, i);
      }
    }
    return all;
  }
}
