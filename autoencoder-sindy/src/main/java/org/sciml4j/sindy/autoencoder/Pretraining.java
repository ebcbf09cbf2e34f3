package org.sciml4j.sindy.autoencoder;

import java.util.Arrays;
import org.hipparchus.stat.StatUtils;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.training.Dataset;

/**
 * Epochs of the plain autoencoder. After them the latent variables are scaled to mean 0 and
 * deviation 1, and the coefficients, which otherwise start as ones, are those of the sparse model
 * that fits how the latent variables move: the smallest of {@link
 * org.sciml4j.sindy.regression.Frols} that leaves no more than 5 % unexplained beyond what all
 * terms leave. Other terms are left out from the start: while they are there, large latent
 * variables with small coefficients of high powers cost less.
 *
 * @param epochs how many
 */
public record Pretraining(int epochs) implements FirstStage {
  private static final int FEWEST_PER_TERM = 10;

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
  public String title() {
    return "pretraining";
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
    return LatentMotion.fitted(
        network,
        before,
        data,
        device,
        motion ->
            AffineChange.scaling(
                Arrays.stream(motion.z())
                    .mapToDouble(StatUtils::variance)
                    .map(Math::sqrt)
                    .toArray(),
                Arrays.stream(motion.z()).mapToDouble(StatUtils::mean).toArray()));
  }
}
