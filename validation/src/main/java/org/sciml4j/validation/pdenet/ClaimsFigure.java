package org.sciml4j.validation.pdenet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * The three claims of PDE-Net's paper from lines that {@link VariableCoefficientStudy} printed:
 * learned kernels predict better than frozen ones, 7 x 7 better than 5 x 5, more blocks longer. A
 * row of panels for each scheme, a line for each seed.
 */
public final class ClaimsFigure {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 340;
  private static final int PIXELS_PER_POINT = 2;
  private static final double LOWEST = 0.005;
  private static final double HIGHEST = 2;
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);
  private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Color GRID = new Color(222, 222, 222);

  /** Okabe and Ito's palette. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0, 114, 178),
          new Color(213, 94, 0),
          new Color(0, 158, 115),
          new Color(204, 121, 167));

  private ClaimsFigure() {}

  private record Curve(String name, Predicate<JsonNode> chosen) {}

  private record Panel(String title, List<Curve> curves) {}

  /** Draws the lines of files: {@code FIGURE.png LINES...}. */
  public static void main(String[] arguments) {
    List<JsonNode> lines = new ArrayList<>();
    Arrays.stream(arguments).skip(1).forEach(file -> read(Path.of(file), lines));
    int most = lines.stream().mapToInt(line -> line.path("blocks").asInt()).max().orElseThrow();
    List<String> schemes = List.of("euler", "rk4");
    int width = 3 * WIDTH;
    int height = schemes.size() * HEIGHT;
    BufferedImage image =
        new BufferedImage(
            width * PIXELS_PER_POINT, height * PIXELS_PER_POINT, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (int row = 0; row < schemes.size(); row++) {
      List<Panel> panels = panels(schemes.get(row), most);
      for (int column = 0; column < panels.size(); column++) {
        chart(panels.get(column), lines)
            .draw(
                canvas,
                new Rectangle2D.Double(
                    (double) column * WIDTH, (double) row * HEIGHT, WIDTH, HEIGHT));
      }
    }
    canvas.dispose();
    try {
      ImageIO.write(image, "png", Path.of(arguments[0]).toFile());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + arguments[0], failure);
    }
  }

  private static void read(Path file, List<JsonNode> lines) {
    ObjectMapper json = new ObjectMapper();
    try {
      for (String line : Files.readAllLines(file)) {
        JsonNode read = json.readTree(line);
        if (!read.path("warm_up").asBoolean()) {
          lines.add(read);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file, failure);
    }
  }

  private static List<Panel> panels(String scheme, int most) {
    String name = scheme.equals("euler") ? "forward Euler" : "Runge-Kutta 4";
    List<Curve> byBlocks =
        List.of(1, 3, 6, 9).stream()
            .map(
                blocks ->
                    new Curve(
                        blocks + (blocks == 1 ? " block" : " blocks"),
                        line -> is(line, scheme, 7, "learned", blocks)))
            .toList();
    return List.of(
        new Panel(
            name + ": kernels of 7 x 7, " + most + " blocks",
            List.of(
                new Curve("learned", line -> is(line, scheme, 7, "learned", most)),
                new Curve("frozen", line -> is(line, scheme, 7, "frozen", most)))),
        new Panel(
            name + ": learned, " + most + " blocks",
            List.of(
                new Curve("7 x 7", line -> is(line, scheme, 7, "learned", most)),
                new Curve("5 x 5", line -> is(line, scheme, 5, "learned", most)))),
        new Panel(name + ": learned, 7 x 7", byBlocks));
  }

  private static boolean is(JsonNode line, String scheme, int extent, String kernels, int blocks) {
    return line.path("scheme").asText().equals(scheme)
        && line.path("extent").asInt() == extent
        && line.path("kernels").asText().equals(kernels)
        && line.path("blocks").asInt() == blocks
        && line.path("smoothness").asDouble() > 0;
  }

  private static JFreeChart chart(Panel panel, List<JsonNode> lines) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    LegendItemCollection legend = new LegendItemCollection();
    for (int i = 0; i < panel.curves().size(); i++) {
      Curve curve = panel.curves().get(i);
      Color colour = COLOURS.get(i);
      for (JsonNode line : lines.stream().filter(curve.chosen()).toList()) {
        int index = data.getSeriesCount();
        data.addSeries(series(curve.name() + index, line.path("errors")));
        renderer.setSeriesPaint(index, colour);
        renderer.setSeriesStroke(index, new BasicStroke(1.8f));
      }
      legend.add(
          new LegendItem(
              curve.name(), null, null, null, new Rectangle2D.Double(-10, -1.5, 20, 3), colour));
    }
    NumberAxis steps = new NumberAxis("steps of 0.015");
    LogAxis error = new LogAxis("relative error");
    error.setTickUnit(new NumberTickUnit(1));
    error.setMinorTickCount(9);
    error.setMinorTickMarksVisible(true);
    error.setNumberFormatOverride(
        new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)));
    error.setRange(LOWEST, HIGHEST);
    steps.setLabelFont(LABEL);
    error.setLabelFont(LABEL);
    XYPlot plot = new XYPlot(data, steps, error, renderer);
    plot.setFixedLegendItems(legend);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    JFreeChart chart = new JFreeChart(panel.title(), TITLE, plot, true);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(12, 4, 4, 8));
    chart.getLegend().setItemFont(LABEL);
    chart.getLegend().setBorder(0, 0, 0, 0);
    return chart;
  }

  private static XYSeries series(String name, JsonNode errors) {
    XYSeries series = new XYSeries(name);
    for (int k = 0; k < errors.size(); k++) {
      double value = errors.get(k).asDouble();
      if (value > 10 * HIGHEST) {
        break;
      }
      series.add(k + 1, value);
    }
    return series;
  }
}
