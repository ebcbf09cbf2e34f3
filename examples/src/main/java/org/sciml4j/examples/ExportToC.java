package org.sciml4j.examples;

import static org.sciml4j.core.stencil.BoundaryMode.PERIODIC;
import static org.sciml4j.core.tensor.DType.F64;

import java.io.PrintStream;
import java.nio.file.Path;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.io.FieldFile;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.export.Language;
import org.sciml4j.operators.export.StencilSource;
import org.sciml4j.operators.fit.StencilFit;

/** Finds the stencil in a file of waves and writes it as a C function for a simulation code. */
public final class ExportToC {
  private ExportToC() {}

  /** Fits {@code waves-1d.nc} and prints the C source. */
  public static void run(Path waves, PrintStream out) {
    try (FieldFile file = FieldFile.open(waves)) {
      Stencil stencil =
          StencilFit.between(file.field("u"), file.field("utt"))
              .size(3)
              .boundary(PERIODIC)
              .fit()
              .stencil();
      out.print(
          StencilSource.in(Language.C)
              .of(stencil, new BoundaryMode[] {PERIODIC}, F64, "acceleration"));
    }
  }

  /** Runs on the file named, or {@code examples/data/waves-1d.nc}. */
  public static void main(String[] arguments) {
    run(Path.of(arguments.length > 0 ? arguments[0] : "examples/data/waves-1d.nc"), System.out);
  }
}
