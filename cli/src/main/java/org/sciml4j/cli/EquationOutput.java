package org.sciml4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.export.EquationSource;
import org.sciml4j.sindy.export.Language;
import org.sciml4j.sindy.export.RightHandSide;
import picocli.CommandLine.Option;

/** Where equations go: the terminal, JSON, source text and a folder with pictures. */
final class EquationOutput {
  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the equations as JSON; - prints them instead.")
  private String json;

  @Option(
      names = "--export",
      arity = "2",
      hideParamSyntax = true,
      paramLabel = "LANGUAGE FILE",
      description =
          "Write the right-hand sides as source text in java, c, fortran, python or latex;"
              + " repeatable.")
  private List<String> exports = List.of();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description =
          "Write the equations and pictures: data and simulation, coefficients over"
              + " thresholds.")
  private Path out;

  @Option(
      names = "--force",
      description = "Replace results in the output folder; other files stay.")
  private boolean force;

  /** Writes what belongs into the folder of {@code --out} and answers its files. */
  @FunctionalInterface
  interface Content {
    List<Path> write(OutputFolder folder, PrintWriter print) throws IOException;
  }

  /** Refuses what could not be written, before anything is computed. */
  void check() {
    for (int i = 0; i < exports.size(); i += 2) {
      Language language = Language.named(exports.get(i));
      Path file = Path.of(exports.get(i + 1));
      String name = language.fileName(function(file));
      if (language == Language.JAVA && !file.endsWith(name)) {
        throw new InvalidInputException(
            "--export", "java " + file, "the name of its class, " + name, "name the file so");
      }
    }
    if (out != null) {
      OutputFolder.at(out, force).close();
    }
  }

  /**
   * Prints and writes all that was asked for.
   *
   * @param report what a reader wants to see
   * @param text the equations as JSON
   * @param equations to export
   * @param content of the folder
   */
  void write(
      PrintWriter print,
      Consumer<PrintWriter> report,
      String text,
      RightHandSide equations,
      Content content) {
    boolean jsonOnly = "-".equals(json);
    PrintWriter reader = jsonOnly ? new PrintWriter(Writer.nullWriter()) : print;
    try {
      if (jsonOnly) {
        print.print(text);
      } else {
        report.accept(print);
      }
      if (json != null && !jsonOnly) {
        OutputFile.write(Path.of(json), text);
      }
      for (int i = 0; i < exports.size(); i += 2) {
        Path file = Path.of(exports.get(i + 1));
        Language language = Language.named(exports.get(i));
        OutputFile.write(file, EquationSource.in(language).of(equations, function(file)));
      }
      if (out != null) {
        folder(content, reader);
      }
      print.flush();
    } catch (IOException failure) {
      throw new InvalidInputException(
          "output cannot be written ("
              + failure
              + "); choose another place with --json, --export or --out",
          failure);
    }
  }

  private void folder(Content content, PrintWriter print) throws IOException {
    try (OutputFolder folder = OutputFolder.at(out, force)) {
      List<Path> files = content.write(folder, print);
      folder.commit();
      OutputFolder.report(print, out, files);
    }
  }

  private static String function(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }
}
