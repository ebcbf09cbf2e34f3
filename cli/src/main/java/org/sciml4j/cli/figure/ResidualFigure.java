package org.sciml4j.cli.figure;

import java.util.Arrays;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.sciml4j.core.field.Axis;
import org.sciml4j.operators.fit.ResidualMap;
import org.sciml4j.operators.notation.ShortNumber;

/** What a fit leaves unexplained, on the map. */
public final class ResidualFigure {
  private static final String NAME = "residual";
  private static final String QUANTITY = "residual";
  private static final int LONG_SIDE = 560;
  private static final double SQUAREST = 0.35;

  private ResidualFigure() {}

  /**
   * Draws the residual of one frame of a fit: a line over one axis, a map over two, the map of the
   * middle plane over three.
   *
   * @param axes the axes that the stencil spans
   * @param units units of the target; may be empty
   */
  public static Figure of(
      List<Axis> axes, ResidualMap map, String target, String units, double standardDeviation) {
    int dims = axes.size();
    String title = "Residual of " + target;
    String spread =
        "standard deviation over all frames "
            + CellText.error(standardDeviation)
            + (units.isEmpty() ? "" : " " + units);
    if (dims < 2) {
      return line(
          title, "frame " + map.frame() + ", " + spread, units, axes.getFirst(), map.values());
    }
    Axis down = axes.get(dims - 2);
    Axis across = axes.get(dims - 1);
    int plane = down.size() * across.size();
    int planes = map.values().length / plane;
    double[] values =
        Arrays.copyOfRange(map.values(), planes / 2 * plane, (planes / 2 + 1) * plane);
    String where =
        dims == 2
            ? ""
            : ", "
                + axes.getFirst().name()
                + " = "
                + ShortNumber.decimal(axes.getFirst().coordinates()[planes / 2]);
    return of(
        NAME,
        title,
        "frame " + map.frame() + where + ", " + spread,
        QUANTITY,
        units,
        down,
        across,
        values);
  }

  private static Figure line(
      String title, String subtitle, String units, Axis across, double[] values) {
    XYSeries series = new XYSeries(QUANTITY, false);
    for (int i = 0; i < values.length; i++) {
      series.add(across.coordinates()[i], values[i]);
    }
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setSeriesPaint(0, FigureStyle.line(0));
    renderer.setSeriesStroke(0, FigureStyle.solid(0, 1));
    XYPlot plot =
        FigureStyle.styled(
            new XYPlot(
                new XYSeriesCollection(series),
                FigureStyle.axis(FigureStyle.withUnits(across.name(), across.units())),
                FigureStyle.axis(FigureStyle.withUnits(QUANTITY, units)),
                renderer));
    return new Figure(NAME, FigureStyle.chart(title, subtitle, plot, false), 760, 420);
  }

  /**
   * Draws a map of values; NaN in grey.
   *
   * @param units units of the values; may be empty
   * @param down the slower axis
   * @param across the faster axis
   * @param values row-major, {@code down.size() * across.size()} of them
   */
  public static Figure of(
      String name,
      String title,
      String subtitle,
      String quantity,
      String units,
      Axis down,
      Axis across,
      double[] values) {
    DivergingColours colours = DivergingColours.over(values);
    NumberAxis x = FigureStyle.axis(FigureStyle.withUnits(across.name(), across.units()));
    NumberAxis y = FigureStyle.axis(FigureStyle.withUnits(down.name(), down.units()));
    XYPlot plot = MapPlot.of(down, across, values, colours, x, y);
    JFreeChart chart = FigureStyle.chart(title, subtitle, plot, false);
    chart.addSubtitle(FigureStyle.colourBar(colours, FigureStyle.withUnits(quantity, units)));
    double aspect =
        across.units().equals(down.units())
            ? y.getRange().getLength() / x.getRange().getLength()
            : 0.75;
    aspect = Math.clamp(aspect, SQUAREST, 1 / SQUAREST);
    int width = (int) Math.round(aspect <= 1 ? LONG_SIDE : LONG_SIDE / aspect);
    int height = (int) Math.round(aspect <= 1 ? LONG_SIDE * aspect : LONG_SIDE);
    return new Figure(name, chart, Math.max(width + 180, 480), height + 130);
  }
}
