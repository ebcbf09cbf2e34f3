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
  private static final int STATES = 5000;

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
    try (SampleArrays samples = SampleArrays.of(data, STATES);
        Parameters blank = before.copy()) {
      blank.get(SindyNetwork.COEFFICIENTS).fill(0);
      AffineChange change = AffineChange.identity(network.latent());
      if (network.latent() == 1 && network.library().hasSines()) {
        LatentMotion motion = LatentMotion.of(network, blank, samples, device);
        change = SineCoordinate.of(motion.z()[0], motion.rates()[0]);
      }
      Parameters moved =
          new NetworkCoordinates(network, SampleArrays.oneOf(data)).changed(blank, change);
      moved.get(SindyNetwork.MASK).fill(1);
      LatentMotion.of(network, moved, samples, device).fit(network, moved);
      return moved;
    }
  }
}
