package org.sciml4j.cli.figure;

import java.util.List;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Losses over the epochs of trainings. */
public final class LossFigure {
  private LossFigure() {}

  /**
   * Draws a line for each training on a logarithmic axis.
   *
   * @param labels of the trainings
   * @param losses one number an epoch
   */
  public static Figure of(String name, String title, List<String> labels, List<double[]> losses) {
    XYSeriesCollection lines = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setLegendLine(FigureStyle.legendLine());
    renderer.setDrawSeriesLineAsPath(true);
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < labels.size(); k++) {
      XYSeries series = new XYSeries(labels.get(k), false);
      double[] course = losses.get(k);
      for (int epoch = 0; epoch < course.length; epoch++) {
        if (course[epoch] > 0) {
          series.add(epoch + 1, course[epoch]);
          least = Math.min(least, course[epoch]);
        }
      }
      lines.addSeries(series);
      renderer.setSeriesPaint(k, FigureStyle.line(k));
      renderer.setSeriesStroke(k, k < 4 ? FigureStyle.solid(0, 1) : FigureStyle.dashed(0, 2));
    }
    LogAxis loss = FigureStyle.styled(new LogAxis("loss"));
    if (Double.isFinite(least)) {
      loss.setSmallestValue(least / 2);
    }
    XYPlot plot = FigureStyle.styled(new XYPlot(lines, FigureStyle.axis("epoch"), loss, renderer));
    return new Figure(name, FigureStyle.chart(title, "", plot, true), 760, 420);
  }
}
