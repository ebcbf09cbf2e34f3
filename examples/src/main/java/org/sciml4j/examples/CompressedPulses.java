package org.sciml4j.examples;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.optim.Schedule;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingResult;

/**
 * An autoencoder squeezes pulses at any place of a periodic line of 64 points through two numbers,
 * as many as a position on a circle needs; the two leading singular vectors lose most of them.
 * Takes some seconds.
 */
public final class CompressedPulses {
  private static final int PULSES = 512;
  private static final int POINTS = 64;
  private static final double WIDTH = 4;
  private static final int EPOCHS = 200;
  private static final int BATCH = 32;

  private CompressedPulses() {}

  /** Trains, prints both errors and draws one pulse as a PNG or SVG file. */
  public static void run(Path picture, PrintStream out) {
    Layer autoencoder =
        Sequential.of(
            Dense.of(48).activation(Activations.TANH),
            Dense.of(2).named("code"),
            Dense.of(48).activation(Activations.TANH),
            Dense.of(POINTS));
    Objective objective =
        (scope, batch) ->
            Losses.MSE.of(autoencoder.apply(batch.getFirst(), scope), batch.getFirst());
    try (Tensor pulses = pulses();
        TrainingResult result =
            Trainer.of(objective, Adam.of(0.003), CpuDevice.common())
                .batchSize(BATCH)
                .epochs(EPOCHS)
                .schedule(Schedule.cosine(0.003, 0, (long) EPOCHS * PULSES / BATCH))
                .train(TensorDataset.of(pulses));
        Tensor decoded =
            Model.of(autoencoder, DType.F32, POINTS)
                .predict(result.parameters(), pulses, CpuDevice.common())) {
      double[][] linear = twoModes(pulses);
      double total = 0;
      double network = 0;
      double modes = 0;
      for (int i = 0; i < PULSES; i++) {
        for (int k = 0; k < POINTS; k++) {
          double exact = pulses.get(i, k);
          total += exact * exact;
          network += Math.pow(decoded.get(i, k) - exact, 2);
          modes += Math.pow(linear[i][k] - exact, 2);
        }
      }
      out.printf(
          Locale.ROOT,
          "two singular vectors leave %.1f %% of the sum of squares%n",
          100 * modes / total);
      out.printf(
          Locale.ROOT, "two numbers of the autoencoder leave %.2f %%%n", 100 * network / total);
      int shown = PULSES / 3;
      Chart.of("A pulse from two numbers", "point", "value")
          .line("pulse", 0, POINTS - 1, k -> pulses.get(shown, (long) k))
          .line("autoencoder", 0, POINTS - 1, k -> decoded.get(shown, (long) k))
          .line("two singular vectors", 0, POINTS - 1, k -> linear[shown][(int) k])
          .write(picture);
    }
  }

  private static Tensor pulses() {
    Tensor pulses = Tensor.zeros(DType.F32, PULSES, POINTS);
    for (int i = 0; i < PULSES; i++) {
      double centre = (double) i * POINTS / PULSES;
      for (int k = 0; k < POINTS; k++) {
        double distance = Math.IEEEremainder(k - centre, POINTS);
        pulses.set(Math.exp(-Math.pow(distance / WIDTH, 2)), i, k);
      }
    }
    return pulses;
  }

  /** What the two leading singular vectors keep. */
  private static double[][] twoModes(Tensor pulses) {
    double[][] rows = new double[PULSES][POINTS];
    for (int i = 0; i < PULSES; i++) {
      for (int k = 0; k < POINTS; k++) {
        rows[i][k] = pulses.get(i, k);
      }
    }
    Array2DRowRealMatrix data = new Array2DRowRealMatrix(rows, false);
    var v = new SingularValueDecomposition(data).getV().getSubMatrix(0, POINTS - 1, 0, 1);
    return data.multiply(v).multiplyTransposed(v).getData();
  }

  /** Draws into the file named, or {@code compressed-pulses.png}. */
  public static void main(String[] arguments) {
    run(Path.of(arguments.length > 0 ? arguments[0] : "compressed-pulses.png"), System.out);
  }
}
