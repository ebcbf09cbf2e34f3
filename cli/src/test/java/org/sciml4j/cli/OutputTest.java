package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OutputTest {
  @Test
  void should_print_a_long_output_to_its_end() {
    StringWriter text = new StringWriter();
    CommandLine command =
        Sciml.commandLine().setOut(new PrintWriter(new BufferedWriter(text, 8192), true));
    Sciml.run(command, "bench", "gemm", "--n", "8", "--profile");
    assertThat(text.toString()).endsWith("\n").contains("gemm");
  }
}
