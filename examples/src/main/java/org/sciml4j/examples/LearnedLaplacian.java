package org.sciml4j.examples;

import static org.sciml4j.core.stencil.BoundaryMode.PERIODIC;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.optim.Sgd;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingResult;
import org.sciml4j.operators.Grid;
import org.sciml4j.operators.StencilOperator;
import org.sciml4j.operators.classical.ClassicalStencils;
import org.sciml4j.operators.fit.StencilFit;

/**
 * A convolutional network of one layer, trained by gradient descent on noisy pairs of a field and
 * its Laplacian, ends where least squares ends: the kernel of a CNN is a learned stencil. Takes
 * some seconds.
 */
public final class LearnedLaplacian {
  private static final int PAIRS = 4;
  private static final int N = 48;

  private LearnedLaplacian() {}

  /** Trains, fits, prints both kernels and draws the descent as a PNG or SVG file. */
  public static void run(Path picture, PrintStream out) {
    Conv layer = Conv.conv2d(1, 3).boundary(PERIODIC).withoutBias();
    try (Tensor u = RandomKey.of(1).normal(DType.F64, PAIRS, 1, N, N);
        Tensor v = RandomKey.of(2).normal(DType.F64, PAIRS, 1, N, N)) {
      addLaplacian(u, 0.1, v);
      StencilFit fit =
          StencilFit.between(frames("u", u), frames("v", v)).size(3).boundary(PERIODIC).fit();
      double[] leastSquares = fit.stencil().toDense(3, 3);
      try (TrainingResult result =
          Trainer.of(
                  Objective.supervised(layer, Losses.MSE),
                  Sgd.of(0.2).momentum(0.5),
                  CpuDevice.common())
              .dtype(DType.F64)
              .batchSize(PAIRS)
              .epochs(100)
              .train(TensorDataset.of(u, v))) {
        double[] learned = result.parameters().get("conv2d/kernel").toDoubles();
        out.println(fit);
        out.println("by gradient descent                  by least squares");
        for (int row = 0; row < 3; row++) {
          out.println(line(learned, row) + "     " + line(leastSquares, row));
        }
        double largest = 0;
        for (int i = 0; i < 9; i++) {
          largest = Math.max(largest, Math.abs(learned[i] - leastSquares[i]));
        }
        out.printf(Locale.ROOT, "largest difference %.0e%n", largest);
        double[] losses = result.history().losses();
        double least = losses[losses.length - 1];
        Chart.of("Gradient descent to the least-squares kernel", "epoch", "loss above the least")
            .logarithmic()
            .line("loss", 1, 60, epoch -> losses[(int) epoch - 1] - least)
            .write(picture);
      }
    }
  }

  /** {@code v = 0.1 v + laplacian u}, with {@code noise} for 0.1. */
  private static void addLaplacian(Tensor u, double noise, Tensor v) {
    StencilOperator laplacian =
        ClassicalStencils.named("laplacian-5-point", 2).on(1, 1).on(Grid.of(1, PERIODIC, N, N));
    try (Tensor exact = Tensor.zeros(DType.F64, N, N)) {
      for (int pair = 0; pair < PAIRS; pair++) {
        laplacian.apply(u.at(pair).at(0), exact);
        Tensor target = v.at(pair).at(0);
        for (long i = 0; i < exact.count(); i++) {
          target.setFlat(i, noise * target.getFlat(i) + exact.getFlat(i));
        }
      }
    }
  }

  private static TensorField frames(String name, Tensor values) {
    return TensorField.inTime(name, values.reshape(PAIRS, N, N), 1, 1, 1);
  }

  private static String line(double[] kernel, int row) {
    return String.format(
        Locale.ROOT,
        "%10.7f %10.7f %10.7f",
        kernel[3 * row],
        kernel[3 * row + 1],
        kernel[3 * row + 2]);
  }

  /** Draws into the file named, or {@code learned-laplacian.png}. */
  public static void main(String[] arguments) {
    run(Path.of(arguments.length > 0 ? arguments[0] : "learned-laplacian.png"), System.out);
  }
}
