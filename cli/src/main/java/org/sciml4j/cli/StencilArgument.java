package org.sciml4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.sciml4j.operators.StencilFile;

/** A stencil named on the command line. */
final class StencilArgument {
  /** The file that {@code stencil fit} writes its stencil to. */
  static final String FILE_NAME = "stencil.json";

  private StencilArgument() {}

  /** Reads a {@code stencil.json}, given itself or by the folder it is in. */
  static StencilFile read(Path path) {
    return StencilFile.read(Files.isDirectory(path) ? path.resolve(FILE_NAME) : path);
  }
}
