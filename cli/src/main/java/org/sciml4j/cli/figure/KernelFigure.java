package org.sciml4j.cli.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYZDataset;
import org.sciml4j.operators.Kernel;

/** A kernel as a coloured grid, each cell with its value and standard error. */
public final class KernelFigure {
  private static final int CELL = 96;
  private static final Font VALUE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  private static final Font ERROR = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private KernelFigure() {}

  /**
   * Draws a kernel of one to three axes: one panel, or one per offset along the slowest of three.
   * Rows follow one another downwards as in a printed kernel.
   *
   * @param title what the kernel is
   * @param subtitle what it was recognised as; may be empty
   * @param units units of the coefficients; may be empty
   * @param axes names of the axes, slowest first
   * @param errors standard errors; NaN where there is none
   */
  public static Figure of(
      String name,
      String title,
      String subtitle,
      String units,
      List<String> axes,
      Kernel kernel,
      Optional<Kernel> errors) {
    DivergingColours colours = DivergingColours.over(kernel.values());
    int[] extent = kernel.extent();
    int dims = extent.length;
    int columns = extent[dims - 1];
    int rows = dims == 1 ? 1 : extent[dims - 2];
    int panels = dims == 3 ? extent[0] : 1;

    NumberAxis down =
        offsetAxis(dims == 1 ? "" : axes.get(dims - 2) + " offset [grid points]", rows / 2);
    down.setInverted(true);
    down.setTickLabelsVisible(dims > 1);
    down.setTickMarksVisible(dims > 1);
    CombinedRangeXYPlot together = new CombinedRangeXYPlot(down);
    together.setGap(14);
    for (int panel = 0; panel < panels; panel++) {
      String label = axes.get(dims - 1) + " offset [grid points]";
      if (dims == 3) {
        label += "\u2003(" + axes.getFirst() + " offset " + (panel - extent[0] / 2) + ")";
      }
      together.add(panel(kernel, errors, panel, colours, offsetAxis(label, columns / 2)));
    }
    JFreeChart chart = FigureStyle.chart(title, subtitle, together, false);
    chart.addSubtitle(FigureStyle.colourBar(colours, FigureStyle.withUnits("coefficient", units)));
    return new Figure(
        name,
        chart,
        Math.max(520, 190 + panels * (columns * CELL + 14)),
        Math.max(dims == 1 ? 300 : 420, 150 + rows * CELL));
  }

  private static XYPlot panel(
      Kernel kernel,
      Optional<Kernel> errors,
      int panel,
      DivergingColours colours,
      NumberAxis across) {
    int[] extent = kernel.extent();
    int columns = extent[extent.length - 1];
    int rows = extent.length == 1 ? 1 : extent[extent.length - 2];
    double[] values = kernel.values();
    double[][] blocks = new double[3][rows * columns];
    XYPlot plot = FigureStyle.styled(new XYPlot(null, across, null, new XYBlockRenderer()));
    for (int cell = 0; cell < rows * columns; cell++) {
      int position = panel * rows * columns + cell;
      double x = cell % columns - columns / 2;
      double y = cell / columns - rows / 2;
      blocks[0][cell] = x;
      blocks[1][cell] = y;
      blocks[2][cell] = values[position];
      Color ink = colours.textColour(values[position]);
      double error =
          errors.map(kernelOfErrors -> kernelOfErrors.values()[position]).orElse(Double.NaN);
      boolean hasError = Double.isFinite(error);
      plot.addAnnotation(
          text(
              CellText.value(colours.rounded(values[position])),
              x,
              hasError ? y - 0.09 : y,
              VALUE,
              ink));
      if (hasError) {
        plot.addAnnotation(text("\u00b1 " + CellText.error(error), x, y + 0.14, ERROR, ink));
      }
    }
    DefaultXYZDataset data = new DefaultXYZDataset();
    data.addSeries("coefficients", blocks);
    plot.setDataset(data);
    XYBlockRenderer renderer = (XYBlockRenderer) plot.getRenderer();
    renderer.setPaintScale(colours);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.setOutlineStroke(new BasicStroke(1));
    return plot;
  }

  private static XYTextAnnotation text(String text, double x, double y, Font font, Color ink) {
    XYTextAnnotation annotation = new XYTextAnnotation(text, x, y);
    annotation.setFont(font);
    annotation.setTextAnchor(TextAnchor.CENTER);
    annotation.setPaint(ink);
    return annotation;
  }

  private static NumberAxis offsetAxis(String label, int radius) {
    NumberAxis axis = FigureStyle.axis(label);
    axis.setRange(-radius - 0.5, radius + 0.5);
    axis.setTickUnit(new NumberTickUnit(1));
    return axis;
  }
}
