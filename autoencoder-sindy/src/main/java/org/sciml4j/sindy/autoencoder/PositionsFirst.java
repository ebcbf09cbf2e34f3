package org.sciml4j.sindy.autoencoder;

import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.training.Dataset;

/**
 * Epochs of a model of order 2 without the terms that have velocities. In other coordinates {@code
 * w = h(z)} the same motion has the term {@code h''/h' ẇ²}: what depends on velocities can be
 * traded for coordinates, and this chooses those that need none. A single latent variable whose
 * library has sines is then scaled and shifted so that a sine fits its motion best. The
 * coefficients go on from the sparsest fit of all terms, as after {@link Pretraining}.
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
  public String title() {
    return "positions-first";
  }

  @Override
  public SindyAutoencoder training(SindyAutoencoder after) {
    return after
        .network(after.network().ofPositions())
        .schedule(new SparsitySchedule(after.schedule().threshold(), epochs, epochs, 0));
  }

  @Override
  public boolean choosesAtItsEnd() {
    return true;
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
    boolean isOneSine = network.latent() == 1 && network.library().hasSines();
    return LatentMotion.fitted(
        network,
        before,
        data,
        device,
        motion ->
            isOneSine
                ? SineCoordinate.of(motion.z()[0], motion.rates()[0])
                : AffineChange.identity(network.latent()));
  }
}
