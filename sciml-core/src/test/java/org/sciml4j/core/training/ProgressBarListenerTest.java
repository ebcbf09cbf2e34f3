package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProgressBarListenerTest {
  @Test
  void should_show_each_epoch_with_its_loss() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ProgressBarListener listener = ProgressBarListener.to(out)) {
      for (int epoch = 1; epoch <= 2; epoch++) {
        listener.epochStarts(epoch, 2, 3);
        for (int step = 1; step <= 3; step++) {
          listener.stepDone(step, 0.5);
        }
        listener.epochDone(
            new History.Epoch(epoch, 0.25 / epoch, OptionalDouble.of(0.5), Map.of(), 0.1));
      }
    }
    String[] lines =
        bytes
            .toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("3/3 steps") && line.contains("100%"))
            .distinct()
            .toArray(String[]::new);
    assertThat(lines).hasSize(2);
    assertThat(lines[0]).contains("epoch 1/2").contains("3/3 steps").contains("loss 2.500e-01");
    assertThat(lines[1]).contains("loss 1.250e-01 validation 5.000e-01");
  }
}
