package org.sciml4j.cli;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.sciml4j.cli.figure.AnimatedGif;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.cli.figure.MapFigure;
import org.sciml4j.cli.figure.ProfileFigure;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.TemporaryFile;
import org.sciml4j.core.field.Axis;

/** The frames of the variables of a file side by side as a GIF. */
record RolloutGif(Path file) {
  private static final int MOST_FRAMES = 60;
  private static final int MOST_VARIABLES = 4;
  private static final int HUNDREDTHS = 8;

  /** Refuses, before any work is done, a file that could not be written. */
  void require(Path out, boolean replace) {
    OutputFile.requireNew("--gif", file, replace);
    if (file.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
      throw new InvalidInputException(
          "--gif", "'" + file + "'", "another file than that of --out", "choose another name");
    }
    String name = file.getFileName().toString();
    if (!name.toLowerCase(Locale.ROOT).endsWith(".gif")) {
      throw new InvalidInputException(
          "--gif",
          "'" + file + "'",
          "a name that ends in .gif",
          "write for example " + name + ".gif");
    }
    Path probe = TemporaryFile.beside(file);
    try {
      Files.createFile(probe);
      Files.delete(probe);
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  private InvalidInputException unwritable(IOException failure) {
    return new InvalidInputException(
        "--gif '" + file + "' cannot be written (" + failure + "); choose another", failure);
  }

  /**
   * Draws the frames that a prediction has written, and says which.
   *
   * @param out the NetCDF file
   * @param variables its fields, of which the first few are drawn
   */
  String write(Path out, List<String> variables) {
    List<String> drawn = variables.subList(0, Math.min(MOST_VARIABLES, variables.size()));
    try (FieldSeries frames = FieldSeries.open(out, drawn, UnaryOperator.identity())) {
      int all = frames.frames();
      int stride = Math.ceilDiv(all, MOST_FRAMES);
      int[] shown =
          IntStream.iterate(0, number -> number < all, number -> number + stride).toArray();
      List<Panel> panels =
          IntStream.range(0, drawn.size()).mapToObj(k -> Panel.of(frames, k, shown)).toList();
      AnimatedGif.write(
          file,
          Arrays.stream(shown).mapToObj(number -> image(panels, frames, number)).iterator(),
          HUNDREDTHS);
      String which =
          stride == 1
              ? ""
              : String.format(", one frame in %d: %d of %d", stride, shown.length, all);
      return "drew " + String.join(", ", drawn) + " to " + file + which;
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  private static BufferedImage image(List<Panel> panels, FieldSeries frames, int number) {
    double[] state = frames.raw(number);
    List<BufferedImage> images =
        panels.stream().map(panel -> panel.figure(frames, number, state).image(1)).toList();
    int width = images.stream().mapToInt(BufferedImage::getWidth).sum();
    int height = images.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
    BufferedImage all = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = all.createGraphics();
    int left = 0;
    for (BufferedImage one : images) {
      canvas.drawImage(one, left, 0, null);
      left += one.getWidth();
    }
    canvas.dispose();
    return all;
  }

  /** A variable and the range of its colours, the same in all frames. */
  private record Panel(FieldPlane plane, double low, double high) {
    static Panel of(FieldSeries frames, int variable, int... shown) {
      FieldPlane first = FieldPlane.of(frames, variable, frames.raw(0));
      FieldPlane plane = first.isLine() ? first.asItIs() : first;
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int number : shown) {
        for (double value : plane.values(frames.raw(number))) {
          low = Double.isFinite(value) ? Math.min(low, value) : low;
          high = Double.isFinite(value) ? Math.max(high, value) : high;
        }
      }
      return new Panel(plane, low, high > low ? high : low + 1);
    }

    Figure figure(FieldSeries frames, int number, double... state) {
      Axis time = frames.first().axes().getFirst();
      String label = time.name() + " " + Decimal.of(time.coordinates()[number]);
      double[] values = plane.values(state);
      return plane.isLine()
          ? ProfileFigure.of(
              "", label, plane.quantity(), plane.across(), new double[] {low, high}, values)
          : MapFigure.of(
              "",
              label,
              plane.quantity(),
              plane.down(),
              plane.across(),
              Math.max(Math.abs(low), Math.abs(high)),
              values);
    }
  }
}
