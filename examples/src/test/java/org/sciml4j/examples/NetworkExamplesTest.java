package org.sciml4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkExamplesTest {
  @TempDir private Path folder;

  /** The number that follows a text. */
  private static double after(String text, String printed) {
    Matcher number = Pattern.compile(Pattern.quote(text) + "\\s*([-+.0-9e]+)").matcher(printed);
    assertThat(number.find()).as("'%s' in%n%s", text, printed).isTrue();
    return Double.parseDouble(number.group(1));
  }

  private static void requirePicture(Path file) throws Exception {
    assertThat(Files.size(file)).isGreaterThan(5000);
  }

  @Test
  void learnsTheLaplacian() throws Exception {
    Path picture = folder.resolve("laplacian.svg");
    String printed = Printed.by(out -> LearnedLaplacian.run(picture, out));
    assertThat(printed)
        .containsSubsequence(
            "identified      1.0000 ± 0.0002 × 5-point Laplacian\n",
            "by gradient descent                  by least squares\n",
            " 0.9991570 -3.9995077  0.9992139      0.9991570 -3.9995077  0.9992139\n");
    assertThat(after("largest difference", printed)).isLessThan(1e-6);
    requirePicture(picture);
  }

  @Test
  @Tag("long")
  void continuesASineByARecurrentNetwork() throws Exception {
    Path picture = folder.resolve("rnn.png");
    String printed = Printed.by(out -> SineByRnn.run(picture, out));
    assertThat(printed).contains("epoch 15  loss");
    assertThat(after("mean squared error of 500 free steps:", printed)).isLessThan(1e-3);
    requirePicture(picture);
  }

  @Test
  @Tag("long")
  void continuesASineByAnLstm() throws Exception {
    Path picture = folder.resolve("lstm.png");
    String printed = Printed.by(out -> SineByLstm.run(picture, out));
    assertThat(printed).contains("lstm (LSTM)                  (None, 10)                480");
    assertThat(after("largest error of 1000 free steps:", printed)).isLessThan(0.1);
    requirePicture(picture);
  }
}
