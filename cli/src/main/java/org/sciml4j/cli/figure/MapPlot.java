package org.sciml4j.cli.figure;

import java.awt.image.BufferedImage;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.sciml4j.core.field.Axis;

/** A plot of the values on a plane in colours. */
final class MapPlot {
  private MapPlot() {}

  /**
   * Draws a map and sets the ranges of its axes.
   *
   * @param down the slower axis
   * @param across the faster axis
   * @param values row-major, {@code down.size() * across.size()} of them; NaN in grey
   */
  static XYPlot of(
      Axis down,
      Axis across,
      double[] values,
      DivergingColours colours,
      NumberAxis x,
      NumberAxis y) {
    double[] xs = edges(across);
    double[] ys = edges(down);
    x.setRange(Math.min(xs[0], xs[1]), Math.max(xs[0], xs[1]));
    y.setRange(Math.min(ys[0], ys[1]), Math.max(ys[0], ys[1]));
    XYPlot plot = FigureStyle.styled(new XYPlot(null, x, y, null));
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.addAnnotation(
        new XYDataImageAnnotation(
            image(down, across, values, colours),
            x.getLowerBound(),
            y.getLowerBound(),
            x.getRange().getLength(),
            y.getRange().getLength()));
    return plot;
  }

  /** A pixel for each value, as an upright map. */
  static BufferedImage image(Axis down, Axis across, double[] values, DivergingColours colours) {
    int columns = across.size();
    int rows = down.size();
    boolean flipped = down.coordinates()[0] > down.coordinates()[rows - 1];
    boolean mirrored = across.coordinates()[0] > across.coordinates()[columns - 1];
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        image.setRGB(
            mirrored ? columns - 1 - column : column,
            flipped ? row : rows - 1 - row,
            colours.colour(values[row * columns + column]).getRGB());
      }
    }
    return image;
  }

  private static double[] edges(Axis axis) {
    double[] coordinates = axis.coordinates();
    int n = coordinates.length;
    double half = n < 2 ? 0.5 : (coordinates[n - 1] - coordinates[0]) / (n - 1) / 2;
    return new double[] {coordinates[0] - half, coordinates[n - 1] + half};
  }
}
