package org.sciml4j.cli.figure;

import java.util.Arrays;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.sciml4j.core.field.Axis;

/** Maps of a field, of its simulation and of the difference, side by side in the same colours. */
public final class FieldComparisonFigure {
  private static final int MOST_TICKS = 6;

  private FieldComparisonFigure() {}

  /**
   * Draws the three maps.
   *
   * @param quantity the field, with its units in brackets where it has any
   * @param down the slower axis
   * @param across the faster axis
   * @param data row-major, {@code down.size() * across.size()} of them
   * @param model as many; NaN, in grey, where there is no solution
   */
  public static Figure of(
      String name,
      String title,
      String subtitle,
      String quantity,
      Axis down,
      Axis across,
      double[] data,
      double[] model) {
    double[] difference = new double[data.length];
    Arrays.setAll(difference, i -> model[i] - data[i]);
    DivergingColours colours = DivergingColours.over(data);
    NumberAxis shared = FigureStyle.axis(FigureStyle.withUnits(down.name(), down.units()));
    CombinedRangeXYPlot together = new CombinedRangeXYPlot(shared);
    together.setGap(14);
    together.add(panel("data", down, across, data, colours));
    together.add(panel("model", down, across, model, colours));
    together.add(panel("model less data", down, across, difference, colours));
    NumberAxis measure = FigureStyle.axis("");
    MapPlot.of(down, across, data, colours, FigureStyle.axis(""), measure);
    shared.setRange(measure.getRange());
    JFreeChart chart = FigureStyle.chart(title, subtitle, together, false);
    chart.addSubtitle(FigureStyle.colourBar(colours, quantity));
    return new Figure(name, chart, 1000, 470);
  }

  private static XYPlot panel(
      String what, Axis down, Axis across, double[] values, DivergingColours colours) {
    NumberAxis x =
        FigureStyle.axis(FigureStyle.withUnits(across.name(), across.units()) + ", " + what);
    XYPlot plot = MapPlot.of(down, across, values, colours, x, FigureStyle.axis(""));
    x.setTickUnit(FewTicks.atMost(MOST_TICKS, x.getRange().getLength()));
    return plot;
  }
}
