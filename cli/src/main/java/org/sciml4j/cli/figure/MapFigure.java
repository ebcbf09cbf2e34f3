package org.sciml4j.cli.figure;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.sciml4j.core.field.Axis;

/** A map of a field in colours that several maps may share. */
public final class MapFigure {
  private static final int SIZE = 320;
  private static final double MOST_STRETCH = 3;

  private MapFigure() {}

  /**
   * Draws the map.
   *
   * @param quantity the field, with its units in brackets where it has any
   * @param down the slower axis
   * @param across the faster axis
   * @param limit the magnitude in full colour, positive
   * @param values row-major, {@code down.size() * across.size()} of them
   */
  public static Figure of(
      String name,
      String title,
      String quantity,
      Axis down,
      Axis across,
      double limit,
      double... values) {
    DivergingColours colours = new DivergingColours(limit);
    NumberAxis x = FigureStyle.axis(FigureStyle.withUnits(across.name(), across.units()));
    NumberAxis y = FigureStyle.axis(FigureStyle.withUnits(down.name(), down.units()));
    XYPlot plot = MapPlot.of(down, across, values, colours, x, y);
    double stretch = y.getRange().getLength() / x.getRange().getLength();
    double kept = Math.clamp(stretch, 1 / MOST_STRETCH, MOST_STRETCH);
    JFreeChart chart = FigureStyle.chart(title, "", plot, false);
    chart.addSubtitle(FigureStyle.colourBar(colours, quantity));
    int width = (int) Math.round(SIZE / Math.max(1, kept));
    int height = (int) Math.round(SIZE * Math.min(1, kept));
    return new Figure(name, chart, 170 + width, 120 + Math.max(150, height));
  }
}
