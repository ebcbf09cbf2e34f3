package org.sciml4j.core.training;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.layer.BatchNorm;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.layer.Dropout;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Trains a small network with a checkpoint after every step, or goes on from the last one, tells
 * each step on standard output, and writes the model: arguments checkpoint, model.
 */
final class KilledTrainingProgram {
  static final int STEPS = 360;
  private static final int SAMPLES = 60;
  private static final int BATCH = 10;

  private KilledTrainingProgram() {}

  static void train(Path checkpoint, Path model, TrainingListener listener) {
    Layer network =
        Sequential.of(
            Dense.of(16).activation(Activations.TANH),
            BatchNorm.of(),
            Dropout.of(0.3),
            Dense.of(1));
    Tensor x = RandomKey.of(5).normal(DType.F64, SAMPLES, 3);
    Tensor y = RandomKey.of(6).normal(DType.F64, SAMPLES, 1);
    Trainer trainer =
        Trainer.of(Objective.supervised(network, Losses.MSE), Adam.of(0.01), CpuDevice.common())
            .dtype(DType.F64)
            .key(RandomKey.of(7))
            .batchSize(BATCH)
            .epochs(STEPS * BATCH / SAMPLES)
            .earlyStopping(new EarlyStopping(STEPS, 0, true))
            .checkpoint(checkpoint, 1)
            .listener(listener);
    try (TrainingResult result = trainer.resume(TensorDataset.of(x, y))) {
      ModelFile.save(model, result.parameters(), Map.of());
    }
  }

  /** Prints a line a step, slowly enough to be killed between any two. */
  public static void main(String[] arguments) {
    train(
        Path.of(arguments[0]),
        Path.of(arguments[1]),
        new TrainingListener() {
          @Override
          public void stepDone(long step, double loss) {
            System.out.println(step);
            LockSupport.parkNanos(2_000_000);
          }
        });
  }
}
