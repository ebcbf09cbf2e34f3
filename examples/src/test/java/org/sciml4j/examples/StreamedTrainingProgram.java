package org.sciml4j.examples;

import java.nio.file.Path;
import java.util.List;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.optim.Sgd;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.training.FieldDataset;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingResult;
import org.sciml4j.io.FieldFile;

/** Learns one step of the field T in a file and prints the kernel and the size of the heap. */
final class StreamedTrainingProgram {
  private StreamedTrainingProgram() {}

  /** Takes the name of the file. */
  public static void main(String[] arguments) {
    Conv layer = Conv.conv2d(1, 3).boundary(BoundaryMode.PERIODIC).withoutBias();
    try (FieldFile file = FieldFile.open(Path.of(arguments[0]));
        TrainingResult result =
            Trainer.of(Objective.supervised(layer, Losses.MSE), Sgd.of(0.3), CpuDevice.common())
                .batchSize(7)
                .epochs(2)
                .train(FieldDataset.steps(List.of(file.field("T")), 1, DType.F32))) {
      for (double weight : result.parameters().get("conv2d/kernel").toDoubles()) {
        System.out.println(weight);
      }
      System.out.println(Runtime.getRuntime().maxMemory());
    }
  }
}
