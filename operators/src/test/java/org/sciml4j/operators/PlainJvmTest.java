package org.sciml4j.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Library users may start their JVM without our flags and must get right answers all the same. */
class PlainJvmTest {
  private static String outputWith(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), PlainJvmProgram.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.strip();
  }

  @Test
  void should_answer_with_scalar_kernels_where_no_flag_is_given() throws Exception {
    String[] words = outputWith().split(" ");
    assertThat(words[0]).isEqualTo("SCALAR");
    assertThat(Double.parseDouble(words[1])).isLessThan(1e-12);
  }

  @Test
  void should_be_fast_where_both_flags_are_given() throws Exception {
    String[] words =
        outputWith("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED")
            .split(" ");
    assertThat(words[0]).isEqualTo("SIMD");
    assertThat(Double.parseDouble(words[1])).isLessThan(1e-12);
  }
}
