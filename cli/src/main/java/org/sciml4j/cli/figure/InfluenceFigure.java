package org.sciml4j.cli.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.operators.mks.DomainAxis;
import org.sciml4j.operators.mks.InfluenceKernels;
import org.sciml4j.operators.mks.ResponseKernels;

/** Maps of the influence kernels of one response, side by side, distance zero in the middle. */
public final class InfluenceFigure {
  private static final int MOST_MAPS = 4;
  private static final int MOST_TICKS = 5;

  private InfluenceFigure() {}

  /** Draws the kernels of the first functions; nothing where there is none or the domain a line. */
  public static Optional<Figure> of(String name, InfluenceKernels kernels, int response) {
    ResponseKernels shown = kernels.responses().get(response);
    int dims = kernels.axes().size();
    int maps = Math.min(MOST_MAPS, shown.kernels().length);
    if (dims == 1 || maps == 0) {
      return Optional.empty();
    }
    Axis down = distances(kernels.axes().get(dims - 2));
    Axis across = distances(kernels.axes().get(dims - 1));
    List<double[]> values = new ArrayList<>();
    for (double[] kernel : shown.kernels()) {
      values.add(centred(kernel, down.size(), across.size()));
    }
    double[] all = values.stream().limit(maps).flatMapToDouble(Arrays::stream).toArray();
    DivergingColours colours = DivergingColours.over(all);
    NumberAxis shared = FigureStyle.axis(FigureStyle.withUnits(down.name(), down.units()));
    CombinedRangeXYPlot together = new CombinedRangeXYPlot(shared);
    together.setGap(14);
    int dependent = kernels.functions().dependent();
    int[] functions =
        IntStream.range(0, kernels.functions().count()).filter(l -> l != dependent).toArray();
    for (int i = 0; i < maps; i++) {
      together.add(panel("function " + functions[i], down, across, values.get(i), colours));
    }
    NumberAxis measure = FigureStyle.axis("");
    MapPlot.of(down, across, values.getFirst(), colours, FigureStyle.axis(""), measure);
    shared.setRange(measure.getRange());
    JFreeChart chart =
        FigureStyle.chart(
            "Influence of " + kernels.microstructure() + " on " + shown.name(),
            "by distance" + (dims == 3 ? ", in the plane of distance zero" : ""),
            together,
            false);
    chart.addSubtitle(
        FigureStyle.colourBar(
            colours, shown.name() + (shown.units().isEmpty() ? "" : " [" + shown.units() + "]")));
    return Optional.of(new Figure(name, chart, 170 + 330 * maps, 470));
  }

  private static XYPlot panel(
      String what, Axis down, Axis across, double[] values, DivergingColours colours) {
    NumberAxis x =
        FigureStyle.axis(FigureStyle.withUnits(across.name(), across.units()) + ", " + what);
    XYPlot plot = MapPlot.of(down, across, values, colours, x, FigureStyle.axis(""));
    x.setTickUnit(FewTicks.atMost(MOST_TICKS, x.getRange().getLength()));
    return plot;
  }

  /** Distances from {@code -n/2}. */
  private static Axis distances(DomainAxis axis) {
    double step = axis.spacing();
    double first = -(axis.points() / 2) * step;
    return Axis.uniform(
        axis.name() + " distance", AxisKind.OTHER, axis.units(), axis.points(), first, step);
  }

  /** The first plane of a kernel, distance zero moved from its corner to its middle. */
  private static double[] centred(double[] kernel, int rows, int columns) {
    double[] moved = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int to = (row + rows / 2) % rows * columns + (column + columns / 2) % columns;
        moved[to] = kernel[row * columns + column];
      }
    }
    return moved;
  }
}
