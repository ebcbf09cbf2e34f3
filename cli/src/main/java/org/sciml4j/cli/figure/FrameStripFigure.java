package org.sciml4j.cli.figure;

import java.util.Arrays;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;
import org.sciml4j.core.field.Axis;

/** Maps of some frames in a row, those of the data above those of a model, in the same colours. */
public final class FrameStripFigure {
  private static final double GAP = 0.06;
  private static final int FRAME = 220;

  private FrameStripFigure() {}

  /**
   * Draws the frames.
   *
   * @param quantity the field, with its units in brackets where it has any
   * @param down the slower axis
   * @param across the faster axis
   * @param labels one for each frame
   * @param data of each frame, row-major
   * @param model as many
   */
  public static Figure of(
      String name,
      String title,
      String subtitle,
      String quantity,
      Axis down,
      Axis across,
      List<String> labels,
      List<double[]> data,
      List<double[]> model) {
    DivergingColours colours =
        DivergingColours.over(data.stream().flatMapToDouble(Arrays::stream).toArray());
    NumberAxis x = FigureStyle.axis("");
    NumberAxis y = FigureStyle.axis("");
    // One unit is a frame; planes far from square are drawn as squares, as in the other figures.
    x.setRange(-GAP, labels.size() * (1 + GAP));
    y.setRange(-GAP, 2 * (1 + GAP) + 2 * GAP);
    x.setVisible(false);
    y.setVisible(false);
    XYPlot plot = FigureStyle.styled(new XYPlot(null, x, y, null));
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.setOutlineVisible(false);
    for (int i = 0; i < labels.size(); i++) {
      double left = i * (1 + GAP);
      plot.addAnnotation(
          new XYDataImageAnnotation(
              MapPlot.image(down, across, data.get(i), colours), left, 1 + GAP, 1, 1));
      plot.addAnnotation(
          new XYDataImageAnnotation(
              MapPlot.image(down, across, model.get(i), colours), left, 0, 1, 1));
      XYTextAnnotation label = new XYTextAnnotation(labels.get(i), left, 2 + 2 * GAP);
      label.setFont(FigureStyle.LABEL);
      label.setPaint(FigureStyle.INK);
      label.setTextAnchor(TextAnchor.BASELINE_LEFT);
      plot.addAnnotation(label);
    }
    JFreeChart chart = FigureStyle.chart(title, subtitle, plot, false);
    chart.addSubtitle(FigureStyle.colourBar(colours, quantity));
    return new Figure(name, chart, 130 + FRAME * labels.size(), 120 + 2 * FRAME);
  }
}
