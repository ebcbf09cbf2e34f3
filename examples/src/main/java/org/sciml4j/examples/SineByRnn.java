package org.sciml4j.examples;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.minimize.LbfgsOptions;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Predictor;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.layer.Recurrent;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.FullBatchTrainer;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.TrainingResult;

/**
 * A recurrent network of 200 units learns to continue a sine, trained by L-BFGS, and then runs
 * freely for 500 steps: each prediction is its next input. Takes some seconds.
 */
public final class SineByRnn {
  private static final double PERIOD = 25;
  private static final int STEPS = 200;
  private static final int FREE = 500;

  private SineByRnn() {}

  /** Trains, runs freely, prints the error and draws the run as a PNG or SVG file. */
  public static void run(Path picture, PrintStream out) {
    Recurrent memory = Recurrent.simpleRnn(200).returnSequences();
    Dense reading = Dense.of(1);
    Layer network = Sequential.of(memory, reading);
    try (Tensor past = series(0);
        Tensor next = series(1);
        TrainingResult result =
            FullBatchTrainer.of(
                    Objective.supervised(network, Losses.MSE),
                    LbfgsOptions.defaults().stepLength(0.4),
                    CpuDevice.common())
                .dtype(DType.F64)
                .key(RandomKey.of(1))
                .epochs(15)
                .train(TensorDataset.of(past, next))) {
      result
          .history()
          .epochs()
          .forEach(
              epoch ->
                  out.printf(Locale.ROOT, "epoch %2d  loss %.2e%n", epoch.number(), epoch.loss()));

      Model stepwise = Model.of(Sequential.of(memory.stateful(), reading), DType.F64, 1, 1);
      double[] free = freeRun(stepwise, result.parameters());
      double sum = 0;
      for (int i = 0; i < FREE; i++) {
        sum += Math.pow(free[i] - sine(STEPS + i), 2);
      }
      out.printf(Locale.ROOT, "mean squared error of %d free steps: %.1e%n", FREE, sum / FREE);
      Chart.of("A recurrent network continues a sine", "step", "value")
          .line("sine", 0, FREE - 1, i -> sine(STEPS + (int) i))
          .line("free run", 0, FREE - 1, i -> free[(int) i])
          .write(picture);
    }
  }

  private static double sine(int step) {
    return Math.sin(2 * Math.PI * step / PERIOD);
  }

  private static Tensor series(int first) {
    Tensor series = Tensor.zeros(DType.F64, 1, STEPS, 1);
    for (int t = 0; t < STEPS; t++) {
      series.setFlat(t, sine(first + t));
    }
    return series;
  }

  /** Hears the sine once, then only itself. */
  private static double[] freeRun(Model stepwise, Parameters trained) {
    double[] free = new double[FREE];
    try (Parameters parameters = stepwise.initialize(RandomKey.of(0))) {
      parameters.load(trained, "");
      try (Predictor predictor = stepwise.predictor(parameters, CpuDevice.common(), 1);
          Tensor input = Tensor.zeros(DType.F64, 1, 1, 1);
          Tensor output = Tensor.zeros(DType.F64, 1, 1, 1)) {
        for (int t = 0; t < STEPS + FREE - 1; t++) {
          input.setFlat(0, t < STEPS ? sine(t) : output.getFlat(0));
          predictor.predict(input, output);
          if (t >= STEPS - 1) {
            free[t - STEPS + 1] = output.getFlat(0);
          }
        }
      }
    }
    return free;
  }

  /** Draws into the file named, or {@code sine-by-rnn.png}. */
  public static void main(String[] arguments) {
    run(Path.of(arguments.length > 0 ? arguments[0] : "sine-by-rnn.png"), System.out);
  }
}
