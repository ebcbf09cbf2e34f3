package org.sciml4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.sciml4j.cli.figure.AnimatedGif;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.cli.figure.MapFigure;
import org.sciml4j.cli.figure.ProfileFigure;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.TemporaryFile;
import org.sciml4j.core.field.Axis;

/** The frames of the first variable of a file as a GIF. */
record RolloutGif(Path file) {
  private static final int MOST_FRAMES = 60;
  private static final int HUNDREDTHS = 8;

  /** Refuses, before any work is done, a file that could not be written. */
  void require(Path out, boolean replace) {
    OutputFile.requireNew("--gif", file, replace);
    if (file.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
      throw new InvalidInputException(
          "--gif", "'" + file + "'", "another file than that of --out", "choose another name");
    }
    TemporaryFile.beside(file);
  }

  /**
   * Draws the frames that a prediction has written.
   *
   * @param out the NetCDF file
   * @param variable which of its fields
   */
  void write(Path out, String variable) {
    try (FieldSeries frames = FieldSeries.open(out, List.of(variable), UnaryOperator.identity())) {
      int count = Math.min(MOST_FRAMES, frames.frames());
      int[] shown =
          IntStream.range(0, count)
              .map(i -> count == 1 ? 0 : (int) ((long) i * (frames.frames() - 1) / (count - 1)))
              .toArray();
      FieldPlane first = FieldPlane.of(frames, 0, frames.raw(0));
      FieldPlane plane = first.isLine() ? first.asItIs() : first;
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int number : shown) {
        for (double value : plane.values(frames.raw(number))) {
          low = Double.isFinite(value) ? Math.min(low, value) : low;
          high = Double.isFinite(value) ? Math.max(high, value) : high;
        }
      }
      double[] range = {low, high > low ? high : low + 1};
      AnimatedGif.write(
          file,
          Arrays.stream(shown)
              .mapToObj(number -> figure(frames, plane, number, range).image(1))
              .iterator(),
          HUNDREDTHS);
    } catch (IOException failure) {
      throw new InvalidInputException(
          "--gif '" + file + "' cannot be written (" + failure + "); choose another", failure);
    }
  }

  private static Figure figure(FieldSeries frames, FieldPlane plane, int number, double... range) {
    Axis time = frames.first().axes().getFirst();
    String label = time.name() + " " + Decimal.of(time.coordinates()[number]);
    double[] values = plane.values(frames.raw(number));
    return plane.isLine()
        ? ProfileFigure.of("", label, plane.quantity(), plane.across(), range, values)
        : MapFigure.of(
            "",
            label,
            plane.quantity(),
            plane.down(),
            plane.across(),
            Math.max(Math.abs(range[0]), Math.abs(range[1])),
            values);
  }
}
