package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReproduceCommandTest {
  @TempDir Path folder;

  @Test
  void should_print_a_line_about_a_reduced_training() {
    CommandRun run = reproduce("lorenz --size 2 --batch 250 --epochs 2");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("{\"case\":\"lorenz\",\"seed\":1,\"size\":2,\"batch\":250");
    assertThat(folder.resolve("checkpoint")).exists();
  }

  @Test
  void should_go_on_after_the_stages_of_an_identification_that_are_done() {
    String study = "pde-net-2 heat --kernel 3 --trajectories 1 --frames 3 --iterations 2";
    CommandRun run = reproduce(study);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"problem\":\"heat\",\"kernel\":3", "\"equations\":[\"u_t = ");
    assertThat(folder.resolve("checkpoint/training-2/stage-00.safetensors")).exists();
    assertThat(withoutSeconds(reproduce(study))).isEqualTo(withoutSeconds(run));
  }

  @Test
  void should_compare_a_learned_discretisation_with_classical_schemes() {
    CommandRun run =
        reproduce(
            "learned-fd flux --factor 32 --trajectories 1 --frames 16 --epochs 1"
                + " --rollout-epochs 0");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"form\":\"flux\",\"cells\":16", "\"mae_weno5\":");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lorenz --epochs 0               | --epochs is 0
          pde-net heat                    | problem is 'heat', expected one of [convection-diffusion, sine-source]
          pde-net sine-source --kernel 6  | --kernel is 6, expected an odd number of 5 or more
          pde-net sine-source --blocks 1,0 | --blocks is 0
          pde-net sine-source --scheme rk5 | --scheme is 'rk5'
          pde-net sine-source --smoothness -1 | --smoothness is -1.0
          pde-net sine-source --fine 70   | --fine is 70, expected a multiple of 50
          pde-net-2 waves                 | 'waves' is not one of burgers, heat
          pde-net-2 heat --iterations 0   | --iterations is 0
          learned-fd flux --factor 5      | --factor is 5, expected 4, 8, 16 or 32
          weather                         | weather
          """)
  void should_refuse_in_one_line(String arguments, String message) {
    CommandRun run = reproduce(arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void should_leave_a_file_in_the_place_of_a_folder() throws Exception {
    Files.writeString(folder.resolve("checkpoint"), "notes");
    CommandRun run = reproduce("pde-net sine-source");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("checkpoint").doesNotContain("\tat ");
    assertThat(folder.resolve("checkpoint")).hasContent("notes");
  }

  private CommandRun reproduce(String arguments) {
    String all = "reproduce " + arguments + " --checkpoint " + folder.resolve("checkpoint");
    return CommandRun.of((Object[]) all.split(" "));
  }

  private static String withoutSeconds(CommandRun run) {
    return run.out().replaceFirst("\"seconds_of_this_run\".*", "");
  }
}
