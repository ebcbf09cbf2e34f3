package org.sciml4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutGifTest {
  @TempDir Path folder;

  /** All frames of a GIF. */
  static List<BufferedImage> frames(Path gif) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
      reader.setInput(in);
      List<BufferedImage> frames = new ArrayList<>();
      for (int i = 0; i < reader.getNumImages(true); i++) {
        frames.add(reader.read(i));
      }
      return frames;
    } finally {
      reader.dispose();
    }
  }

  @Test
  void variablesStandSideBySide() throws IOException {
    Path two =
        HeatFile.write(
            folder.resolve("two.nc"),
            1,
            1,
            Map.of("u", new double[] {0.3, 1}, "v", new double[] {0.1, 5}));
    Path one = folder.resolve("u.gif");
    Path both = folder.resolve("uv.gif");
    assertThat(new RolloutGif(one).write(two, List.of("u"))).isEqualTo("drew u to " + one);
    assertThat(new RolloutGif(both).write(two, List.of("u", "v")))
        .isEqualTo("drew u, v to " + both);
    BufferedImage alone = frames(one).getLast();
    BufferedImage left = frames(both).getLast();
    assertThat(left.getWidth()).isEqualTo(2 * alone.getWidth());
    assertThat(left.getHeight()).isEqualTo(alone.getHeight());
    assertThat(apart(left.getSubimage(0, 0, alone.getWidth(), alone.getHeight()), alone)).isZero();
    BufferedImage right =
        left.getSubimage(alone.getWidth(), 0, alone.getWidth(), alone.getHeight());
    assertThat(apart(right, alone)).isGreaterThan(100);
  }

  /** Pixels of clearly different colours: palettes of GIFs differ a little. */
  private static long apart(BufferedImage a, BufferedImage b) {
    return IntStream.range(0, a.getWidth() * a.getHeight())
        .filter(
            i -> {
              int one = a.getRGB(i % a.getWidth(), i / a.getWidth());
              int other = b.getRGB(i % a.getWidth(), i / a.getWidth());
              return IntStream.of(0, 8, 16)
                  .anyMatch(bit -> Math.abs((one >> bit & 255) - (other >> bit & 255)) > 60);
            })
        .count();
  }

  @Test
  void longRolloutsAreShownInEqualStepsThatAreTold() throws IOException {
    Path many = SampleFile.diffusion(folder.resolve("many.nc"), 62);
    Path gif = folder.resolve("many.gif");
    Path abandoned = folder.resolve(".many.gif.999999999-1.part");
    Files.createFile(abandoned);
    assertThat(new RolloutGif(gif).write(many, List.of("u")))
        .isEqualTo("drew u to " + gif + ", one frame in 2: 31 of 62");
    assertThat(frames(gif)).hasSize(31);
    assertThat(abandoned).doesNotExist();
  }
}
