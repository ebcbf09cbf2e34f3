package org.sciml4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.StencilFile;
import org.sciml4j.operators.classical.ClassicalStencil;
import org.sciml4j.operators.classical.ClassicalStencils;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A stencil named on the command line: one in a file or one of the catalogue. */
final class StencilArgument {
  /** The file that {@code stencil fit} writes its stencil to. */
  static final String FILE_NAME = "stencil.json";

  @Parameters(
      index = "0",
      paramLabel = "STENCIL",
      description =
          "A stencil.json, the folder that holds it, or the name of a classical stencil such as"
              + " laplacian.")
  private String name;

  @Option(
      names = "--dims",
      paramLabel = "N",
      description = "Dimensions of a classical stencil, 1 to 3. Default: 2.")
  private Integer dims;

  @Option(
      names = "--order",
      paramLabel = "P",
      description = "Order of accuracy of a classical stencil.")
  private Integer order;

  /** As given on the command line. */
  String name() {
    return name;
  }

  /** Whether it is a file rather than a name of the catalogue. */
  boolean isFile() {
    return isFile(name);
  }

  /** Whether text on the command line is a file rather than a name of the catalogue. */
  static boolean isFile(String text) {
    return text.endsWith(".json") || text.contains("/") || Files.exists(Path.of(text));
  }

  /**
   * Reads the file.
   *
   * @throws InvalidInputException if options for a classical stencil were given
   */
  StencilFile read() {
    if (dims != null || order != null) {
      throw new InvalidInputException(
          dims != null ? "--dims" : "--order",
          "given for the file '" + name + "'",
          "the name of a classical stencil",
          "leave the option out");
    }
    return read(Path.of(name));
  }

  /**
   * The classical stencil of this name.
   *
   * @param usualDims its dimensions unless {@code --dims} says otherwise
   */
  ClassicalStencil classical(int usualDims) {
    int wanted = dims == null ? usualDims : dims;
    return order == null
        ? ClassicalStencils.named(name, wanted)
        : ClassicalStencils.named(name, wanted, order);
  }

  /** Reads a {@code stencil.json}, given itself or by the folder it is in. */
  static StencilFile read(Path path) {
    return StencilFile.read(Files.isDirectory(path) ? path.resolve(FILE_NAME) : path);
  }
}
