package org.sciml4j.examples;

import static org.sciml4j.core.stencil.BoundaryMode.PERIODIC;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.minimize.LbfgsOptions;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Residual;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.core.training.FieldDataset;
import org.sciml4j.core.training.FullBatchTrainer;
import org.sciml4j.core.training.TrainingResult;
import org.sciml4j.io.FieldFile;

/** A residual network of one convolution learns a time step of the heat equation from a file. */
public final class LearnedHeatStep {
  private LearnedHeatStep() {}

  /** Trains on {@code heat-2d.nc} and prints summary, loss and kernel. */
  public static void run(Path heat, PrintStream out) {
    try (FieldFile file = FieldFile.open(heat)) {
      Dataset steps = FieldDataset.steps(List.of(file.field("T")), 1, DType.F64);
      Conv change = Conv.conv2d(1, 3).boundary(PERIODIC).withoutBias();
      Model model = Model.of(Residual.of(change), DType.F64, 1, 60, 72);
      out.print(model.summary());
      try (TrainingResult result =
          FullBatchTrainer.of(
                  Objective.supervised(model.layer(), Losses.MSE),
                  LbfgsOptions.defaults().gradientTolerance(1e-12).changeTolerance(0),
                  CpuDevice.common())
              .dtype(DType.F64)
              .epochs(20)
              .train(steps)) {
        out.printf(Locale.ROOT, "loss %.0e K²%n", result.history().epochs().getLast().loss());
        Tensor kernel = result.parameters().get("conv2d/kernel");
        for (int y = 0; y < 3; y++) {
          double[] row = kernel.at(0).at(0).at(y).toDoubles();
          out.printf(Locale.ROOT, "%5.2f %5.2f %5.2f%n", tidy(row[0]), tidy(row[1]), tidy(row[2]));
        }
      }
    }
  }

  /** To two decimals, without the sign of a zero. */
  private static double tidy(double number) {
    return Math.rint(100 * number) / 100 + 0.0;
  }

  /** Runs on the file named, or {@code examples/data/heat-2d.nc}. */
  public static void main(String[] arguments) {
    run(Path.of(arguments.length > 0 ? arguments[0] : "examples/data/heat-2d.nc"), System.out);
  }
}
