package org.sciml4j.operators.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command-line tool that tests use where it is installed. */
record Tool(String command) {

  /** Skips the test unless the tool answers to these arguments. */
  Tool orSkip(String... arguments) throws IOException, InterruptedException {
    boolean present;
    try {
      present =
          new ProcessBuilder(line(arguments))
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException _) {
      present = false;
    }
    assumeTrue(present, command + " is not here");
    return this;
  }

  /** Runs the tool in a folder; it must succeed and print nothing. */
  void runSilently(Path folder, String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    int status =
        new ProcessBuilder(line(arguments))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    assertThat(Files.readString(output)).isEmpty();
    assertThat(status).isZero();
  }

  private List<String> line(String... arguments) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of(arguments));
    return line;
  }
}
