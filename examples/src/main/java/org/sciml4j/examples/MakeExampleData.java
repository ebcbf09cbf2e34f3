package org.sciml4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes all sample files of {@code examples/data}. */
public final class MakeExampleData {
  private MakeExampleData() {}

  /** Writes every sample file into a folder, replacing those that are there. */
  public static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    HeatPlate.write(folder.resolve("heat-2d.nc"));
    AdvectedTracer.write(folder.resolve("advection-diffusion-2d.nc"));
    HeatBlock.write(folder.resolve("heat-3d.nc"));
    WavesOnString.write(folder.resolve("waves-1d.nc"));
    LorenzTrajectory.write(folder.resolve("lorenz.csv"));
    SteepeningWave.write(folder.resolve("burgers-1d.nc"));
    CrossingWaves.write(folder.resolve("burgers-2d.nc"));
    StirredTracer.write(folder.resolve("stirred-tracer-2d.nc"));
    TwoPhaseComposite.write(folder.resolve("composite-2d.nc"));
  }

  /** Writes every sample file into the folder named, or the present one. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments.length > 0 ? arguments[0] : ""));
  }
}
