package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

class OutputTest {
  private static final String TEXT = "gemm takes a while\n".repeat(1000);

  /** Leaves what it prints to be flushed by others. */
  @Command(name = "tell")
  private static final class Tell implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
      spec.commandLine().getOut().print(TEXT);
    }
  }

  @Test
  void should_print_a_long_output_to_its_end() {
    StringWriter text = new StringWriter();
    CommandLine command =
        Sciml.commandLine()
            .addSubcommand(new Tell())
            .setOut(new PrintWriter(new BufferedWriter(text, 8192), true));
    Sciml.run(command, "tell");
    assertThat(text.toString()).isEqualTo(TEXT);
  }
}
