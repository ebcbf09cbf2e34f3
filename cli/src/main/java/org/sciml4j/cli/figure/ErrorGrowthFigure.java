package org.sciml4j.cli.figure;

import java.awt.Color;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Errors of rollouts over time, with a band. */
public final class ErrorGrowthFigure {
  private static final int ALPHA = 60;

  private ErrorGrowthFigure() {}

  /**
   * Draws the middle as a line in a band from low to high on a logarithmic axis; what is not finite
   * is left out.
   *
   * @param dt time between two numbers, the first of which is after one step
   */
  public static Figure of(
      String name, String title, double dt, double[] low, double[] middle, double[] high) {
    YIntervalSeries series = new YIntervalSeries("median, quartiles");
    double least = Double.POSITIVE_INFINITY;
    for (int n = 0; n < middle.length; n++) {
      if (low[n] > 0 && Double.isFinite(high[n])) {
        series.add((n + 1) * dt, middle[n], low[n], high[n]);
        least = Math.min(least, low[n]);
      }
    }
    YIntervalSeriesCollection lines = new YIntervalSeriesCollection();
    lines.addSeries(series);
    DeviationRenderer renderer = new DeviationRenderer(true, false);
    Color colour = FigureStyle.line(0);
    renderer.setSeriesPaint(0, colour);
    renderer.setSeriesFillPaint(
        0, new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), ALPHA));
    renderer.setSeriesStroke(0, FigureStyle.solid(0, 1));
    renderer.setAlpha(1);
    LogAxis error = FigureStyle.styled(new LogAxis("relative error"));
    if (Double.isFinite(least)) {
      error.setSmallestValue(least / 2);
    }
    XYPlot plot = FigureStyle.styled(new XYPlot(lines, FigureStyle.axis("time"), error, renderer));
    return new Figure(
        name, FigureStyle.chart(title, "median and quartiles of rollouts", plot, false), 760, 420);
  }
}
