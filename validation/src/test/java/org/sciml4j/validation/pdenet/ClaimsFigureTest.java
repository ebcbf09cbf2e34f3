package org.sciml4j.validation.pdenet;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsFigureTest {
  private static final String LINE =
      "{\"extent\":%d,\"kernels\":\"%s\",\"scheme\":\"rk4\",\"smoothness\":1e-7,\"seed\":1,"
          + "\"blocks\":9,\"warm_up\":%s,\"errors\":[%s]}";
  private static final int FROZEN = new Color(213, 94, 0).getRGB();

  @TempDir Path folder;

  @Test
  void linesAreDrawnInTheirPanels() throws IOException {
    BufferedImage figure =
        drawn(
            LINE.formatted(7, "learned", false, "0.01,0.02,0.03"),
            LINE.formatted(7, "frozen", false, "0.1,0.2,0.3"));
    assertThat(count(figure, 0)).isGreaterThan(100);
    assertThat(count(figure, 1)).isZero();

    BufferedImage warmUpsOnly =
        drawn(
            LINE.formatted(7, "learned", false, "0.01,0.02,0.03"),
            LINE.formatted(7, "frozen", true, "0.1,0.2,0.3"));
    assertThat(count(warmUpsOnly, 0)).isLessThan(count(figure, 0));
  }

  private BufferedImage drawn(String... lines) throws IOException {
    Path input = Files.write(folder.resolve("lines.jsonl"), List.of(lines));
    Path output = folder.resolve("claims.png");
    ClaimsFigure.main(new String[] {output.toString(), input.toString()});
    return ImageIO.read(output.toFile());
  }

  /** Points of the second colour in the upper three quarters of a panel of the row of RK4. */
  private static int count(BufferedImage figure, int panel) {
    int width = figure.getWidth() / 3;
    int height = figure.getHeight() / 2;
    int count = 0;
    for (int y = height; y < height + 3 * height / 4; y++) {
      for (int x = panel * width; x < (panel + 1) * width; x++) {
        count += figure.getRGB(x, y) == FROZEN ? 1 : 0;
      }
    }
    return count;
  }
}
