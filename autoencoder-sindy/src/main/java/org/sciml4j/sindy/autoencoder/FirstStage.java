package org.sciml4j.sindy.autoencoder;

import java.util.List;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.training.Dataset;

/**
 * Epochs before those of a {@link SparsitySchedule}, and from where training goes on after them.
 */
public sealed interface FirstStage permits PositionsFirst, Pretraining, WarmUp {
  /** The titles of all kinds. */
  List<String> TITLES = List.of("warm-up", "pretraining", "positions-first");

  /** How many epochs. */
  int epochs();

  /** What the stage is called, in names of checkpoints too. */
  String title();

  /** What is trained in them. */
  SindyAutoencoder training(SindyAutoencoder after);

  /** Refuses before the training what would be refused after it. */
  void requirePossible(SindyNetwork network, Dataset data);

  /** Whether coefficients are chosen at once after it, not only after the first period. */
  boolean choosesAtItsEnd();

  /** The parameters to go on from, the caller's. */
  Parameters changed(SindyNetwork network, Parameters before, Dataset data, Device device);
}
