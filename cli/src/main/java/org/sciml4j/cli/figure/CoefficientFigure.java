package org.sciml4j.cli.figure;

import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.sciml4j.core.field.Axis;

/** Coefficients of an equation that vary in space, each in a scale of its own. */
public final class CoefficientFigure {
  private static final int MOST_TICKS = 5;
  private static final int MAP = 330;
  private static final int BAR = 85;
  private static final int LINE = 170;

  private CoefficientFigure() {}

  /**
   * A coefficient.
   *
   * @param name of it
   * @param units empty where not known
   * @param values row-major; NaN where it is not known
   */
  public record Panel(String name, String units, double[] values) {
    private String label() {
      return FigureStyle.withUnits(name, units);
    }
  }

  /** Draws maps side by side. */
  public static Figure maps(
      String name, String title, String subtitle, Axis down, Axis across, List<Panel> panels) {
    NumberAxis shared = FigureStyle.axis(FigureStyle.withUnits(down.name(), down.units()));
    CombinedRangeXYPlot together = new CombinedRangeXYPlot(shared);
    together.setGap(14);
    JFreeChart chart = FigureStyle.chart(title, subtitle, together, false);
    List<PaintScaleLegend> bars = new ArrayList<>();
    for (Panel panel : panels) {
      DivergingColours colours = DivergingColours.over(panel.values);
      NumberAxis x =
          FigureStyle.axis(
              FigureStyle.withUnits(across.name(), across.units()) + ", " + panel.name);
      NumberAxis y = FigureStyle.axis("");
      together.add(MapPlot.of(down, across, panel.values, colours, x, y));
      x.setTickUnit(FewTicks.atMost(MOST_TICKS, x.getRange().getLength()));
      shared.setRange(y.getRange());
      bars.addFirst(FigureStyle.colourBar(colours, panel.label()));
    }
    // The last one added is next to the maps.
    bars.forEach(chart::addSubtitle);
    return new Figure(name, chart, 85 + (MAP + BAR) * panels.size(), 470);
  }

  /** Draws lines below each other. */
  public static Figure lines(String name, String title, Axis across, List<Panel> panels) {
    NumberAxis x = FigureStyle.axis(FigureStyle.withUnits(across.name(), across.units()));
    CombinedDomainXYPlot together = new CombinedDomainXYPlot(x);
    together.setGap(12);
    double[] points = across.coordinates();
    for (Panel panel : panels) {
      XYSeries series = new XYSeries(panel.name, false);
      for (int i = 0; i < points.length; i++) {
        series.add(points[i], Double.isFinite(panel.values[i]) ? (Double) panel.values[i] : null);
      }
      XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
      renderer.setSeriesPaint(0, FigureStyle.line(0));
      renderer.setSeriesStroke(0, FigureStyle.solid(0, 1));
      NumberAxis y = FigureStyle.axis(panel.label());
      y.setAutoRangeIncludesZero(true);
      XYSeriesCollection data = new XYSeriesCollection(series);
      XYPlot plot = FigureStyle.styled(new XYPlot(data, x, y, renderer));
      together.add(plot);
    }
    x.setRange(
        Math.min(points[0], points[points.length - 1]),
        Math.max(points[0], points[points.length - 1]));
    JFreeChart chart = FigureStyle.chart(title, "", together, false);
    return new Figure(name, chart, 640, 110 + LINE * panels.size());
  }
}
