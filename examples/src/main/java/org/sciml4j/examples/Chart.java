package org.sciml4j.examples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Lines and points over two axes, written as PNG or SVG without a display. */
final class Chart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 440;
  private static final int PIXELS_PER_POINT = 2;
  private static final double POINT = 4;

  /** Okabe and Ito's palette, told apart with any common colour vision. */
  private static final Color[] COLOURS = {
    new Color(0, 114, 178), new Color(213, 94, 0), new Color(0, 158, 115)
  };

  private final XYSeriesCollection data = new XYSeriesCollection();
  private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
  private final XYPlot plot;
  private final JFreeChart chart;

  private Chart(String title, String x, String y) {
    plot = new XYPlot(data, axis(x), axis(y), renderer);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    chart = new JFreeChart(title, new Font(Font.SANS_SERIF, Font.BOLD, 16), plot, true);
    chart.setBackgroundPaint(Color.WHITE);
  }

  static Chart of(String title, String x, String y) {
    return new Chart(title, x, y);
  }

  private static NumberAxis axis(String label) {
    NumberAxis axis = new NumberAxis(label);
    axis.setAutoRangeIncludesZero(false);
    return axis;
  }

  Chart logarithmic() {
    LogarithmicAxis axis = new LogarithmicAxis(plot.getRangeAxis().getLabel());
    axis.setExpTickLabelsFlag(true);
    plot.setRangeAxis(axis);
    return this;
  }

  /** A function at the whole numbers from {@code from} to {@code to}. */
  Chart line(String name, int from, int to, DoubleUnaryOperator y) {
    double[] xs = new double[to - from + 1];
    double[] ys = new double[xs.length];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = from + i;
      ys[i] = y.applyAsDouble(from + i);
    }
    return add(name, true, xs, ys);
  }

  Chart line(String name, double[] xs, double[] ys) {
    return add(name, true, xs, ys);
  }

  Chart points(String name, double[] xs, double[] ys) {
    return add(name, false, xs, ys);
  }

  private Chart add(String name, boolean connected, double[] xs, double[] ys) {
    int index = data.getSeriesCount();
    XYSeries series = new XYSeries(name, false);
    for (int i = 0; i < xs.length; i++) {
      series.add(xs[i], ys[i]);
    }
    data.addSeries(series);
    renderer.setSeriesLinesVisible(index, connected);
    renderer.setSeriesShapesVisible(index, !connected);
    renderer.setSeriesShape(index, new Ellipse2D.Double(-POINT / 2, -POINT / 2, POINT, POINT));
    renderer.setSeriesPaint(index, COLOURS[index % COLOURS.length]);
    // Later lines are drawn over earlier ones, which show at both sides.
    renderer.setSeriesStroke(index, new BasicStroke(index == 0 ? 4 : 1.6f));
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
    return this;
  }

  /** Writes a PNG file, or an SVG file if the name ends so. */
  void write(Path file) {
    try {
      if (file.toString().endsWith(".svg")) {
        writeSvg(file);
      } else {
        writePng(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }

  private void writePng(Path file) throws IOException {
    BufferedImage image =
        new BufferedImage(
            WIDTH * PIXELS_PER_POINT, HEIGHT * PIXELS_PER_POINT, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
    draw(canvas);
    canvas.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private void writeSvg(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      SVGGraphics2D canvas =
          new SVGGraphics2D(
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .getDOMImplementation()
                  .createDocument("http://www.w3.org/2000/svg", "svg", null));
      canvas.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
      draw(canvas);
      canvas.stream(out, true);
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException("the JDK's XML parser refuses its defaults", impossible);
    }
  }

  private void draw(Graphics2D canvas) {
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    chart.draw(canvas, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
  }
}
