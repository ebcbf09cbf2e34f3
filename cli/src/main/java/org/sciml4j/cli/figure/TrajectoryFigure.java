package org.sciml4j.cli.figure;

import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The course of each variable, measured and simulated. */
public final class TrajectoryFigure {
  private TrajectoryFigure() {}

  /**
   * A variable's panel.
   *
   * @param variable its name
   * @param measured one number per time; NaN leaves a gap
   * @param simulated one number per simulated time, which are the first of the times
   */
  public record Panel(String variable, double[] measured, double[] simulated) {}

  /** Draws the panels one above the other over a shared time. */
  public static Figure of(
      String name,
      String title,
      String subtitle,
      String timeLabel,
      double[] times,
      List<Panel> panels) {
    NumberAxis time = FigureStyle.axis(timeLabel);
    time.setRange(times[0], times[times.length - 1]);
    CombinedDomainXYPlot together = new CombinedDomainXYPlot(time);
    together.setGap(10);
    for (Panel panel : panels) {
      XYSeriesCollection lines = new XYSeriesCollection();
      lines.addSeries(series("data", times, panel.measured()));
      lines.addSeries(series("model", times, panel.simulated()));
      XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
      renderer.setSeriesPaint(0, FigureStyle.line(0));
      renderer.setSeriesStroke(0, FigureStyle.solid(0, 2));
      renderer.setSeriesPaint(1, FigureStyle.line(1));
      renderer.setSeriesStroke(1, FigureStyle.dashed(0, 2));
      renderer.setLegendLine(FigureStyle.legendLine());
      renderer.setDrawSeriesLineAsPath(true);
      renderer.setSeriesVisibleInLegend(0, panel.equals(panels.getFirst()));
      renderer.setSeriesVisibleInLegend(1, panel.equals(panels.getFirst()));
      XYPlot plot =
          FigureStyle.styled(new XYPlot(lines, null, FigureStyle.axis(panel.variable()), renderer));
      plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
      together.add(plot);
    }
    JFreeChart chart = FigureStyle.chart(title, subtitle, together, true);
    return new Figure(name, chart, 760, 170 + 150 * panels.size());
  }

  private static XYSeries series(String label, double[] times, double[] values) {
    XYSeries series = new XYSeries(label, false);
    for (int i = 0; i < values.length; i++) {
      series.add(times[i], Double.isNaN(values[i]) ? null : (Double) values[i]);
    }
    return series;
  }
}
