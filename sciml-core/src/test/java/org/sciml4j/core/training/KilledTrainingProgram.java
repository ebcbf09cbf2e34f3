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
import org.sciml4j.core.optim.GradientClipping;
import org.sciml4j.core.optim.Schedule;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

/**
 * Trains small networks with a checkpoint after every step, or goes on from the last one, tells
 * each step on standard output, and writes the model: arguments kind, checkpoint, model.
 */
final class KilledTrainingProgram {
  static final int STEPS = 360;
  private static final int SAMPLES = 60;
  private static final int BATCH = 10;

  private KilledTrainingProgram() {}

  /** What is trained. */
  enum Kind {
    /** One network by a {@link Trainer}. */
    WHOLE {
      @Override
      TrainingResult train(Path checkpoint, TrainingListener listener) {
        Layer network =
            Sequential.of(
                Dense.of(16).activation(Activations.TANH),
                BatchNorm.of(),
                Dropout.of(0.3),
                Dense.of(1));
        return Trainer.of(
                Objective.supervised(network, Losses.MSE), Adam.of(0.01), CpuDevice.common())
            .dtype(DType.F64)
            .key(RandomKey.of(7))
            .batchSize(BATCH)
            .epochs(STEPS * BATCH / SAMPLES)
            .earlyStopping(new EarlyStopping(STEPS, 0, true))
            .checkpoint(checkpoint, 1)
            .listener(listener)
            .resume(data());
      }
    },

    /** Two networks by an {@link AlternatingTrainer}: a critic and what it judges. */
    PARTS {
      @Override
      TrainingResult train(Path checkpoint, TrainingListener listener) {
        Layer critic =
            Sequential.of(Dense.of(8).activation(Activations.TANH), Dense.of(1)).named("critic");
        Layer generator =
            Sequential.of(Dense.of(8), BatchNorm.of(), Dense.of(3)).named("generator");
        Objective forgery =
            (scope, batch) ->
                critic.apply(generator.apply(scope.normal(BATCH, 2), scope), scope).mean();
        Objective judgement =
            (scope, batch) ->
                critic
                    .apply(batch.getFirst(), scope)
                    .mean()
                    .minus(forgery.loss(scope, batch))
                    .square();
        return AlternatingTrainer.on(CpuDevice.common())
            .dtype(DType.F64)
            .key(RandomKey.of(7))
            .batchSize(BATCH)
            .epochs(STEPS * BATCH / SAMPLES)
            .part("critic", judgement, Adam.of(0.01), 3)
            .part("generator", forgery, Adam.of(0.01), 2)
            .schedule("critic", Schedule.cosine(0.01, 0, STEPS))
            .clipping("generator", GradientClipping.byGlobalNorm(0.1))
            .checkpoint(checkpoint, 1)
            .listener(listener)
            .resume(data());
      }
    };

    abstract TrainingResult train(Path checkpoint, TrainingListener listener);
  }

  private static Dataset data() {
    return TensorDataset.of(
        RandomKey.of(5).normal(DType.F64, SAMPLES, 3),
        RandomKey.of(6).normal(DType.F64, SAMPLES, 1));
  }

  static void train(Kind kind, Path checkpoint, Path model, TrainingListener listener) {
    try (TrainingResult result = kind.train(checkpoint, listener)) {
      ModelFile.save(model, result.parameters(), Map.of());
    }
  }

  /** Prints a line a step, slowly enough to be killed between any two. */
  public static void main(String[] arguments) {
    train(
        Kind.valueOf(arguments[0]),
        Path.of(arguments[1]),
        Path.of(arguments[2]),
        new TrainingListener() {
          @Override
          public void stepDone(long step, double loss) {
            System.out.println(step);
            LockSupport.parkNanos(2_000_000);
          }
        });
  }
}
