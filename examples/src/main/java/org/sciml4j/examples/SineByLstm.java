package org.sciml4j.examples;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Predictor;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.layer.Recurrent;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.optim.Schedule;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.TimeWindows;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingResult;
import org.sciml4j.core.training.WindowPairs;

/**
 * An LSTM of ten units predicts the next value of a sine from the last twenty, then runs freely for
 * 1000 steps on its own predictions. Takes some seconds.
 */
public final class SineByLstm {
  private static final double PERIOD = 25;
  private static final int KNOWN = 4000;
  private static final int WINDOW = 20;
  private static final int FREE = 1000;
  private static final int BATCH = 32;
  private static final int EPOCHS = 20;

  private SineByLstm() {}

  /** Trains, runs freely, prints the largest error and draws the run as a PNG or SVG file. */
  public static void run(Path picture, PrintStream out) {
    Model model = Model.of(Sequential.of(Recurrent.lstm(10), Dense.of(1)), DType.F64, WINDOW, 1);
    out.print(model.summary());
    long steps = EPOCHS * Math.ceilDiv(KNOWN - WINDOW, (long) BATCH);
    try (Tensor series = sine();
        WindowPairs pairs = TimeWindows.of(WINDOW).from(series);
        TrainingResult result =
            Trainer.of(
                    Objective.supervised(model.layer(), Losses.MSE),
                    Adam.of(0.01),
                    CpuDevice.common())
                .dtype(DType.F64)
                .key(RandomKey.of(1))
                .batchSize(BATCH)
                .epochs(EPOCHS)
                .schedule(Schedule.cosine(0.01, 0, steps))
                .train(TensorDataset.of(pairs.inputs(), pairs.targets()))) {
      out.printf(Locale.ROOT, "loss %.1e%n", result.history().losses()[EPOCHS - 1]);
      double[] free = freeRun(model, result.parameters());
      double largest = 0;
      for (int i = 0; i < FREE; i++) {
        largest = Math.max(largest, Math.abs(free[i] - sine(KNOWN + i)));
      }
      out.printf(Locale.ROOT, "largest error of %d free steps: %.3f%n", FREE, largest);
      Chart.of("An LSTM continues a sine: the last of 1000 steps", "step", "value")
          .line("sine", FREE - 200, FREE - 1, i -> sine(KNOWN + (int) i))
          .line("free run", FREE - 200, FREE - 1, i -> free[(int) i])
          .write(picture);
    }
  }

  private static double sine(int step) {
    return Math.sin(2 * Math.PI * step / PERIOD);
  }

  private static Tensor sine() {
    Tensor series = Tensor.zeros(DType.F64, KNOWN);
    for (int t = 0; t < KNOWN; t++) {
      series.setFlat(t, sine(t));
    }
    return series;
  }

  private static double[] freeRun(Model model, Parameters trained) {
    double[] free = new double[FREE];
    try (Predictor predictor = model.predictor(trained, CpuDevice.common(), 1);
        Tensor window = Tensor.zeros(DType.F64, 1, WINDOW, 1);
        Tensor next = Tensor.zeros(DType.F64, 1, 1)) {
      for (int i = 0; i < FREE; i++) {
        for (int k = 0; k < WINDOW; k++) {
          int t = i - WINDOW + k;
          window.setFlat(k, t < 0 ? sine(KNOWN + t) : free[t]);
        }
        predictor.predict(window, next);
        free[i] = next.getFlat(0);
      }
    }
    return free;
  }

  /** Draws into the file named, or {@code sine-by-lstm.png}. */
  public static void main(String[] arguments) {
    run(Path.of(arguments.length > 0 ? arguments[0] : "sine-by-lstm.png"), System.out);
  }
}
