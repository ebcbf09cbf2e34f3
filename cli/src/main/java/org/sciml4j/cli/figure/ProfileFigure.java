package org.sciml4j.cli.figure;

import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.sciml4j.core.field.Axis;

/** A field on a line at some times, of the data and of a model. */
public final class ProfileFigure {
  private static final int MOST_TICKS = 6;
  private static final int FRAME = 240;
  private static final double MARGIN = 0.05;

  private ProfileFigure() {}

  /**
   * Draws the frames side by side.
   *
   * @param quantity the field, with its units in brackets where it has any
   * @param across the line
   * @param labels one for each frame
   * @param data of each frame
   * @param model as many
   */
  public static Figure of(
      String name,
      String title,
      String quantity,
      Axis across,
      List<String> labels,
      List<double[]> data,
      List<double[]> model) {
    CombinedRangeXYPlot together = new CombinedRangeXYPlot(FigureStyle.axis(quantity));
    together.setGap(12);
    for (int i = 0; i < labels.size(); i++) {
      XYSeriesCollection lines = new XYSeriesCollection();
      lines.addSeries(series("data", across, data.get(i)));
      lines.addSeries(series("model", across, model.get(i)));
      XYLineAndShapeRenderer renderer = renderer();
      renderer.setSeriesVisibleInLegend(0, i == 0);
      renderer.setSeriesVisibleInLegend(1, i == 0);
      NumberAxis x = line(across, ", " + labels.get(i));
      XYPlot plot = FigureStyle.styled(new XYPlot(lines, x, null, renderer));
      plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
      together.add(plot);
    }
    JFreeChart chart = FigureStyle.chart(title, "", together, true);
    return new Figure(name, chart, 110 + FRAME * labels.size(), 330);
  }

  /**
   * Draws one frame in a range that several may share.
   *
   * @param quantity the field, with its units in brackets where it has any
   * @param across the line
   * @param range least and largest value shown
   * @param values one for each point
   */
  public static Figure of(
      String name, String title, String quantity, Axis across, double[] range, double... values) {
    XYSeriesCollection lines = new XYSeriesCollection();
    lines.addSeries(series("model", across, values));
    NumberAxis y = FigureStyle.axis(quantity);
    double room = MARGIN * (range[1] - range[0]);
    y.setRange(range[0] - room, range[1] + room);
    XYPlot plot = FigureStyle.styled(new XYPlot(lines, line(across, ""), y, renderer()));
    return new Figure(name, FigureStyle.chart(title, "", plot, false), 560, 340);
  }

  private static XYLineAndShapeRenderer renderer() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setSeriesPaint(0, FigureStyle.line(0));
    renderer.setSeriesStroke(0, FigureStyle.solid(0, 2));
    renderer.setSeriesPaint(1, FigureStyle.line(1));
    renderer.setSeriesStroke(1, FigureStyle.dashed(0, 2));
    renderer.setLegendLine(FigureStyle.legendLine());
    renderer.setDrawSeriesLineAsPath(true);
    return renderer;
  }

  private static NumberAxis line(Axis across, String what) {
    NumberAxis x = FigureStyle.axis(FigureStyle.withUnits(across.name(), across.units()) + what);
    double[] points = across.coordinates();
    double low = Math.min(points[0], points[points.length - 1]);
    double high = Math.max(points[0], points[points.length - 1]);
    x.setRange(low, high > low ? high : low + 1);
    x.setTickUnit(FewTicks.atMost(MOST_TICKS, x.getRange().getLength()));
    return x;
  }

  private static XYSeries series(String label, Axis across, double... values) {
    XYSeries series = new XYSeries(label, false);
    for (int i = 0; i < values.length; i++) {
      series.add(across.coordinates()[i], Double.isFinite(values[i]) ? (Double) values[i] : null);
    }
    return series;
  }
}
