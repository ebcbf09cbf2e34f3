package org.sciml4j.cli.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** Fonts, colours and margins that all figures share. */
final class FigureStyle {
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  static final Font SUBTITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  static final Color INK = new Color(40, 40, 40);
  static final Color GRID = new Color(222, 222, 222);

  /** Okabe and Ito's palette, told apart with any common colour vision. */
  private static final Color[] LINES = {
    new Color(0, 114, 178), new Color(213, 94, 0), new Color(0, 158, 115), new Color(204, 121, 167)
  };

  private static final float DASH = 6;
  private static final double LEGEND_LINE = 28;
  private static final int MOST_TICKS = 9;

  private FigureStyle() {}

  static Color line(int index) {
    return LINES[index % LINES.length];
  }

  /** The first of several lines is the widest, so that one that covers it leaves its edges. */
  static Stroke solid(int index, int count) {
    float width = 2.2f + 1.6f * (count - 1 - index);
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** The dashes of several lines on one course fall in each other's gaps. */
  static Stroke dashed(int index, int count) {
    float[] pattern = {DASH, DASH * Math.max(1, count - 1)};
    return new BasicStroke(
        1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, pattern, DASH * index);
  }

  /** Long enough to show at least one dash of any of three lines. */
  static Shape legendLine() {
    return new Line2D.Double(-LEGEND_LINE / 2, 0, LEGEND_LINE / 2, 0);
  }

  static NumberAxis axis(String label) {
    NumberAxis axis = new NumberAxis(label);
    axis.setStandardTickUnits(new FewTicks());
    axis.setAutoRangeIncludesZero(false);
    return styled(axis);
  }

  static <T extends ValueAxis> T styled(T axis) {
    axis.setLabelFont(LABEL);
    axis.setTickLabelFont(TICK);
    axis.setLabelPaint(INK);
    axis.setTickLabelPaint(INK);
    axis.setAxisLinePaint(INK);
    return axis;
  }

  static XYPlot styled(XYPlot plot) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setOutlinePaint(INK);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    return plot;
  }

  static JFreeChart chart(String title, String subtitle, Plot plot, boolean legend) {
    JFreeChart chart = new JFreeChart(title, TITLE, plot, legend);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(10, 12, 10, 14));
    chart.getTitle().setPaint(INK);
    chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
    chart.getTitle().setPadding(new RectangleInsets(0, 1, subtitle.isEmpty() ? 10 : 2, 1));
    if (!subtitle.isEmpty()) {
      TextTitle second = new TextTitle(subtitle, SUBTITLE);
      second.setPaint(INK);
      second.setHorizontalAlignment(HorizontalAlignment.LEFT);
      second.setTextAlignment(HorizontalAlignment.LEFT);
      second.setPadding(new RectangleInsets(2, 1, 8, 1));
      chart.addSubtitle(second);
    }
    if (legend) {
      chart.getLegend().setItemFont(LABEL);
      chart.getLegend().setItemPaint(INK);
      chart.getLegend().setBorder(0, 0, 0, 0);
    }
    return chart;
  }

  /** A line of text below the figure. */
  static TextTitle note(String text) {
    TextTitle note = new TextTitle(text, TICK);
    note.setPaint(INK);
    note.setPosition(RectangleEdge.BOTTOM);
    return note;
  }

  static PaintScaleLegend colourBar(PaintScale colours, String label) {
    NumberAxis scale = axis(label);
    scale.setTickUnit(
        FewTicks.atMost(MOST_TICKS, colours.getUpperBound() - colours.getLowerBound()));
    PaintScaleLegend bar = new PaintScaleLegend(colours, scale);
    bar.setPosition(RectangleEdge.RIGHT);
    bar.setAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
    bar.setStripWidth(14);
    bar.setSubdivisionCount(128);
    bar.setMargin(new RectangleInsets(0, 14, 44, 4));
    bar.setBackgroundPaint(Color.WHITE);
    bar.setStripOutlineVisible(true);
    bar.setStripOutlinePaint(INK);
    return bar;
  }

  /** A quantity's label with its units in brackets, where it has any. */
  static String withUnits(String quantity, String units) {
    return units.isEmpty() ? quantity : quantity + " [" + units + "]";
  }
}
