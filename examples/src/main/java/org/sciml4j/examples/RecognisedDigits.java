package org.sciml4j.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.layer.Dropout;
import org.sciml4j.core.nn.layer.Flatten;
import org.sciml4j.core.nn.layer.MaxPooling;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.EarlyStopping;
import org.sciml4j.core.training.History;
import org.sciml4j.core.training.Split;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingResult;

/**
 * A convolutional network reads digits of 5 x 7 dots, shifted and noisy, on 12 x 12 pixels:
 * summary, validation, accuracy, early stopping, checkpoint. Takes some seconds.
 */
public final class RecognisedDigits {
  private static final int IMAGES = 3000;
  private static final int SIZE = 12;
  private static final double NOISE = 0.2;

  /** Rows of dots from the top, the leftmost dot the highest of five bits. */
  private static final int[][] DIGITS = {
    {14, 17, 19, 21, 25, 17, 14},
    {4, 12, 4, 4, 4, 4, 14},
    {14, 17, 1, 2, 4, 8, 31},
    {31, 2, 4, 2, 1, 17, 14},
    {2, 6, 10, 18, 31, 2, 2},
    {31, 16, 30, 1, 1, 17, 14},
    {6, 8, 16, 30, 17, 17, 14},
    {31, 1, 2, 4, 8, 8, 8},
    {14, 17, 17, 14, 17, 17, 14},
    {14, 17, 17, 15, 1, 2, 12},
  };

  private RecognisedDigits() {}

  /** Trains, prints summary and progress and draws the losses as a PNG or SVG file. */
  public static void run(Path picture, PrintStream out) throws IOException {
    Model model =
        Model.of(
            Sequential.of(
                Conv.conv2d(8, 3).same().activation(Activations.RELU),
                MaxPooling.maxPool2d(2),
                Conv.conv2d(16, 3).same().activation(Activations.RELU),
                MaxPooling.maxPool2d(2),
                new Flatten(),
                Dropout.of(0.2),
                Dense.of(10)),
            DType.F32,
            1,
            SIZE,
            SIZE);
    out.print(model.summary());
    Objective accuracy =
        (scope, batch) ->
            model.layer().apply(batch.get(0), scope).argMax(1).equalTo(batch.get(1)).mean();
    Path checkpoint = Files.createTempFile("digits", ".checkpoint");
    Files.delete(checkpoint);
    try (Tensor images = Tensor.zeros(DType.F32, IMAGES, 1, SIZE, SIZE);
        Tensor labels = Tensor.zeros(DType.F32, IMAGES)) {
      draw(images, labels);
      Split split = TensorDataset.of(images, labels).split(0.2, RandomKey.of(2));
      Trainer trainer =
          Trainer.of(
                  Objective.supervised(model.layer(), Losses.SPARSE_CATEGORICAL_CROSS_ENTROPY),
                  Adam.of(0.005),
                  CpuDevice.common())
              .batchSize(50)
              .epochs(40)
              .validation(split.validation())
              .metric("accuracy", accuracy)
              .earlyStopping(EarlyStopping.after(3))
              .checkpoint(checkpoint);
      try (TrainingResult result = trainer.train(split.training())) {
        List<History.Epoch> epochs = result.history().epochs();
        History.Epoch last = epochs.getLast();
        out.printf(
            Locale.ROOT,
            "%d epochs, then %s: validation loss %.3f, accuracy %.3f%n",
            epochs.size(),
            result.stop(),
            last.watched(),
            last.metrics().get("accuracy"));
        double[] losses = result.history().losses();
        double[] validation = result.history().watched();
        Chart.of("A network learns to read digits", "epoch", "cross-entropy")
            .logarithmic()
            .line("training", 1, losses.length, epoch -> losses[(int) epoch - 1])
            .line("validation", 1, losses.length, epoch -> validation[(int) epoch - 1])
            .write(picture);
      }
    } finally {
      Files.deleteIfExists(checkpoint);
    }
  }

  private static void draw(Tensor images, Tensor labels) {
    RandomKey places = RandomKey.of(3);
    RandomKey noise = RandomKey.of(4);
    for (int i = 0; i < IMAGES; i++) {
      int digit = i % 10;
      labels.set(digit, i);
      int top = (int) (places.uniform(2L * i) * (SIZE - 6));
      int left = (int) (places.uniform(2L * i + 1) * (SIZE - 4));
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          double value = NOISE * noise.normal(((long) i * SIZE + y) * SIZE + x);
          images.set(isDot(digit, y - top, x - left) ? value + 1 : value, i, 0, y, x);
        }
      }
    }
  }

  private static boolean isDot(int digit, int row, int column) {
    return row >= 0
        && row < 7
        && column >= 0
        && column < 5
        && (DIGITS[digit][row] >> (4 - column) & 1) == 1;
  }

  /** Draws into the file named, or {@code recognised-digits.png}. */
  public static void main(String[] arguments) throws IOException {
    run(Path.of(arguments.length > 0 ? arguments[0] : "recognised-digits.png"), System.out);
  }
}
