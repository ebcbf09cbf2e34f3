package org.sciml4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.io.FieldFile;
import org.sciml4j.operators.fit.StencilFit;
import ucar.ma2.InvalidRangeException;
import ucar.nc2.NetcdfFile;
import ucar.nc2.Variable;

/**
 * Fits the time derivative of a file's {@code T} and prints the coefficients, then the shortest
 * times in seconds of a fit and of a bare read of the file with NetCDF-Java. Runs in a JVM of its
 * own, because its heap is what is tested.
 */
final class StreamedFitProgram {
  private static final int REPEATS = 3;

  private StreamedFitProgram() {}

  public static void main(String[] arguments) throws IOException, InvalidRangeException {
    Path path = Path.of(arguments[0]);
    double read = Double.POSITIVE_INFINITY;
    double fit = Double.POSITIVE_INFINITY;
    StencilFit latest = null;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      long start = System.nanoTime();
      readWithNetcdfJava(path);
      read = Math.min(read, (System.nanoTime() - start) / 1e9);
      start = System.nanoTime();
      try (FieldFile file = FieldFile.open(path)) {
        latest = StencilFit.timeDerivativeOf(file.field("T")).boundary(BoundaryMode.PERIODIC).fit();
      }
      fit = Math.min(fit, (System.nanoTime() - start) / 1e9);
    }
    for (double coefficient : latest.stencil().coefficients()) {
      System.out.println(coefficient);
    }
    System.out.println(fit);
    System.out.println(read);
  }

  private static void readWithNetcdfJava(Path path) throws IOException, InvalidRangeException {
    try (NetcdfFile file = NetcdfFile.open(path.toString())) {
      Variable variable = file.findVariable("T");
      int[] shape = variable.getShape();
      for (int n = 0; n < shape[0]; n++) {
        variable.read(new int[] {n, 0, 0}, new int[] {1, shape[1], shape[2]});
      }
    }
  }
}
