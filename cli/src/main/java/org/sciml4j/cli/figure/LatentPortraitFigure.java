package org.sciml4j.cli.figure;

import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Trajectories in planes of latent variables, encoded and simulated. */
public final class LatentPortraitFigure {
  private static final int EDGE = 380;
  private static final int TICKS = 6;

  private LatentPortraitFigure() {}

  /**
   * Two variables over each other.
   *
   * @param across name of the horizontal one
   * @param up name of the vertical one
   * @param encodedAcross its course; NaN leaves a gap
   * @param encodedUp course of the vertical one
   * @param simulatedAcross the same by the model
   * @param simulatedUp the same by the model
   */
  public record Plane(
      String across,
      String up,
      double[] encodedAcross,
      double[] encodedUp,
      double[] simulatedAcross,
      double[] simulatedUp) {}

  /** Draws the planes side by side. */
  public static Figure of(String name, String title, String subtitle, List<Plane> planes) {
    String label = planes.stream().map(Plane::up).distinct().collect(Collectors.joining(", "));
    CombinedRangeXYPlot together = new CombinedRangeXYPlot(FigureStyle.axis(label));
    together.setGap(30);
    for (Plane plane : planes) {
      together.add(plot(plane, plane.equals(planes.getFirst())));
    }
    Plot all = planes.size() == 1 ? plot(planes.getFirst(), true) : together;
    JFreeChart chart = FigureStyle.chart(title, subtitle, all, true);
    return new Figure(name, chart, 100 + EDGE * planes.size(), 130 + EDGE);
  }

  private static XYPlot plot(Plane plane, boolean hasLegend) {
    XYSeriesCollection lines = new XYSeriesCollection();
    lines.addSeries(series("encoded", plane.encodedAcross(), plane.encodedUp()));
    lines.addSeries(series("simulated", plane.simulatedAcross(), plane.simulatedUp()));
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setSeriesPaint(0, FigureStyle.line(0));
    renderer.setSeriesStroke(0, FigureStyle.solid(0, 2));
    renderer.setSeriesPaint(1, FigureStyle.line(1));
    renderer.setSeriesStroke(1, FigureStyle.dashed(0, 2));
    renderer.setLegendLine(FigureStyle.legendLine());
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setSeriesVisibleInLegend(0, hasLegend);
    renderer.setSeriesVisibleInLegend(1, hasLegend);
    XYPlot plot =
        FigureStyle.styled(
            new XYPlot(
                lines,
                across(plane, lines.getDomainBounds(false)),
                FigureStyle.axis(plane.up()),
                renderer));
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
    return plot;
  }

  /** With few ticks, as a narrow picture has room for. */
  private static NumberAxis across(Plane plane, Range bounds) {
    NumberAxis axis = FigureStyle.axis(plane.across());
    if (bounds != null && bounds.getLength() > 0) {
      axis.setTickUnit(FewTicks.atMost(TICKS, bounds.getLength()));
    }
    return axis;
  }

  private static XYSeries series(String label, double[] across, double[] up) {
    XYSeries series = new XYSeries(label, false);
    for (int i = 0; i < across.length; i++) {
      if (!Double.isNaN(across[i])) {
        series.add(across[i], Double.isNaN(up[i]) ? null : (Double) up[i]);
      }
    }
    return series;
  }
}
