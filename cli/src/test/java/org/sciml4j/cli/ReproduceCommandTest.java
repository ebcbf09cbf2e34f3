package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {
  @TempDir Path folder;

  @Test
  void should_print_a_line_about_a_reduced_training() {
    CommandRun run = reproduce("--size", "2", "--batch", "250", "--epochs", "2");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("{\"case\":\"lorenz\",\"seed\":1,\"size\":2,\"batch\":250");
    assertThat(folder.resolve("lorenz.checkpoint")).exists();
  }

  @Test
  void should_refuse_no_epochs() {
    CommandRun run = reproduce("--epochs", "0");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--epochs is 0").doesNotContain("\tat ");
  }

  private CommandRun reproduce(String... options) {
    Object[] arguments = new Object[4 + options.length];
    arguments[0] = "reproduce";
    arguments[1] = "lorenz";
    arguments[2] = "--checkpoint";
    arguments[3] = folder.resolve("lorenz.checkpoint");
    System.arraycopy(options, 0, arguments, 4, options.length);
    return CommandRun.of(arguments);
  }
}
