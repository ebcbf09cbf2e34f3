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
  void learnsATimeStep() throws Exception {
    String printed = Printed.by(out -> LearnedHeatStep.run(Path.of("data/heat-2d.nc"), out));
    assertThat(printed)
        .endsWith(
            " 0.00  0.20  0.00\n" //
                + " 0.20 -0.80  0.20\n"
                + " 0.00  0.20  0.00\n");
    assertThat(after("loss", printed)).isLessThan(1e-15);
  }

  @Test
  void correctsACoarseSolver() throws Exception {
    String printed = Printed.by(SubgridBurgers::run);
    assertThat(after("with learned subgrid term: error", printed))
        .isLessThan(0.3 * after("coarse solver alone:      error", printed));
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

  @Test
  @Tag("long")
  void readsDigits() throws Exception {
    Path picture = folder.resolve("digits.png");
    String printed = Printed.by(out -> RecognisedDigits.run(picture, out));
    assertThat(printed)
        .containsSubsequence(
            "conv2d (Conv2D)                (None, 8, 12, 12)         80\n",
            "Total params: 2,698\n",
            "NO_IMPROVEMENT");
    assertThat(after("accuracy", printed)).isGreaterThan(0.95);
    requirePicture(picture);
  }

  @Test
  @Tag("long")
  void compressesPulses() throws Exception {
    Path picture = folder.resolve("pulses.png");
    String printed = Printed.by(out -> CompressedPulses.run(picture, out));
    assertThat(printed).contains("two singular vectors leave 69.8 %");
    assertThat(after("two numbers of the autoencoder leave", printed)).isLessThan(3);
    requirePicture(picture);
  }

  @Test
  @Tag("long")
  void drawsARing() throws Exception {
    Path picture = folder.resolve("ring.png");
    String printed = Printed.by(out -> GeneratedRing.run(picture, out));
    String generated = printed.substring(printed.indexOf("generated"));
    assertThat(after("radius", generated)).isBetween(0.85, 1.15);
    assertThat(after("spread", generated)).isLessThan(0.25);
    assertThat(after("emptiest eighth of the circle", generated)).isGreaterThan(0.07);
    requirePicture(picture);
  }
}
