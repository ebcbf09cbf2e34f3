package org.sciml4j.cli.figure;

import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The coefficients of each equation over a range of thresholds. */
public final class CoefficientPathFigure {
  private CoefficientPathFigure() {}

  /**
   * Draws a panel for each equation; terms that are zero at every threshold are left out.
   *
   * @param terms names of the library's terms
   * @param thresholds ascending
   * @param chosen the threshold of each equation of the model, marked
   * @param coefficients {@code [threshold][equation][term]}
   */
  public static Figure of(
      String name,
      String title,
      List<String> equations,
      List<String> terms,
      double[] thresholds,
      double[] chosen,
      double[][][] coefficients) {
    LogAxis threshold = FigureStyle.styled(new LogAxis("threshold"));
    threshold.setSmallestValue(thresholds[0]);
    threshold.setRange(thresholds[0], thresholds[thresholds.length - 1]);
    CombinedDomainXYPlot together = new CombinedDomainXYPlot(threshold);
    together.setGap(10);
    for (int equation = 0; equation < equations.size(); equation++) {
      XYSeriesCollection lines = new XYSeriesCollection();
      XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
      renderer.setLegendLine(FigureStyle.legendLine());
      for (int term = 0; term < terms.size(); term++) {
        XYSeries series = new XYSeries(equations.get(equation) + ": " + terms.get(term), false);
        boolean present = false;
        for (int i = 0; i < thresholds.length; i++) {
          double value = coefficients[i][equation][term];
          present |= value != 0;
          series.add(thresholds[i], value);
        }
        if (present) {
          renderer.setSeriesPaint(lines.getSeriesCount(), FigureStyle.line(lines.getSeriesCount()));
          renderer.setSeriesStroke(
              lines.getSeriesCount(),
              lines.getSeriesCount() < 4 ? FigureStyle.solid(0, 1) : FigureStyle.dashed(0, 2));
          lines.addSeries(series);
        }
      }
      XYPlot plot =
          FigureStyle.styled(
              new XYPlot(lines, null, FigureStyle.axis(equations.get(equation)), renderer));
      plot.addDomainMarker(
          new ValueMarker(chosen[equation], FigureStyle.INK, FigureStyle.dashed(0, 2)));
      together.add(plot);
    }
    JFreeChart chart =
        FigureStyle.chart(
            title, "the dashed line marks the threshold of the model", together, true);
    return new Figure(name, chart, 760, 230 + 180 * equations.size());
  }
}
