package org.sciml4j.cli.figure;

import java.awt.Stroke;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Fourier symbols along the grid's axes and diagonal, a stencil's against the exact operator's. */
public final class SymbolFigure {
  private static final int SAMPLES = 200;
  private static final String EXACT =
      "exact: the symbol of the differential operator that the stencil was identified with";

  private SymbolFigure() {}

  /**
   * One line of the figure.
   *
   * @param label what the legend says
   * @param direction lines of one direction share a colour
   * @param exact whether this is the exact operator's symbol, drawn dashed
   * @param nyquist the largest wave number along the direction
   * @param symbol value at a wave number
   */
  public record Curve(
      String label, int direction, boolean exact, double nyquist, DoubleUnaryOperator symbol) {}

  /**
   * One panel of the figure: the real or the imaginary part.
   *
   * @param label the vertical axis, with units
   * @param curves later ones are drawn over earlier ones
   */
  public record Panel(String label, List<Curve> curves) {
    private int directions() {
      return 1 + curves.stream().mapToInt(Curve::direction).max().orElse(0);
    }
  }

  /** Draws the panels one above the other over a shared wave number. */
  public static Figure of(
      String name, String title, String subtitle, String waveNumberLabel, List<Panel> panels) {
    NumberAxis waveNumber = FigureStyle.axis(waveNumberLabel);
    CombinedDomainXYPlot together = new CombinedDomainXYPlot(waveNumber);
    together.setGap(14);
    double nyquist = 0;
    for (Panel panel : panels) {
      XYSeriesCollection lines = new XYSeriesCollection();
      XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
      for (int i = 0; i < panel.curves().size(); i++) {
        Curve curve = panel.curves().get(i);
        lines.addSeries(sampled(curve));
        renderer.setSeriesPaint(i, FigureStyle.line(curve.direction()));
        renderer.setSeriesStroke(i, stroke(curve, panel.directions()));
        renderer.setSeriesVisibleInLegend(i, panel.equals(panels.getFirst()));
        nyquist = Math.max(nyquist, curve.nyquist());
      }
      renderer.setLegendLine(FigureStyle.legendLine());
      renderer.setDrawSeriesLineAsPath(true);
      XYPlot plot =
          FigureStyle.styled(new XYPlot(lines, null, FigureStyle.axis(panel.label()), renderer));
      plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
      together.add(plot);
    }
    waveNumber.setRange(0, nyquist);
    JFreeChart chart = FigureStyle.chart(title, subtitle, together, true);
    chart.addSubtitle(0, FigureStyle.note(EXACT));
    return new Figure(name, chart, 760, 200 + 300 * panels.size());
  }

  private static Stroke stroke(Curve curve, int directions) {
    return curve.exact()
        ? FigureStyle.dashed(curve.direction(), directions)
        : FigureStyle.solid(curve.direction(), directions);
  }

  private static XYSeries sampled(Curve curve) {
    XYSeries series = new XYSeries(curve.label(), false);
    for (int i = 0; i <= SAMPLES; i++) {
      double k = curve.nyquist() * i / SAMPLES;
      series.add(k, curve.symbol().applyAsDouble(k));
    }
    return series;
  }
}
