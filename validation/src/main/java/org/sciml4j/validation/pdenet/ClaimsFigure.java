package org.sciml4j.validation.pdenet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Line2D;
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
import java.util.stream.IntStream;
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
 * The three claims of PDE-Net's paper from lines that {@link PdeNet1Study} printed: learned kernels
 * predict better than frozen ones, 7 x 7 better than 5 x 5, more blocks longer. A row of panels for
 * each scheme; geometric means over the seeds.
 */
public final class ClaimsFigure {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 340;
  private static final int PIXELS_PER_POINT = 2;
  private static final double LOWEST = 0.005;
  private static final double HIGHEST = 2;
  private static final double SMOOTHNESS = 1e-7;
  private static final float WIDE = 1.8f;
  private static final int FEW = 3;
  private static final int MANY = 9;
  private static final List<Integer> BLOCKS = List.of(1, FEW, 6, MANY);
  private static final Shape LEGEND_LINE = new Line2D.Double(-12, 0, 12, 0);
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

  private record Curve(String name, Color colour, boolean dashed, Predicate<JsonNode> chosen) {
    Stroke stroke() {
      return dashed
          ? new BasicStroke(
              WIDE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0)
          : new BasicStroke(WIDE);
    }
  }

  private record Panel(String title, List<Curve> curves) {}

  /** Draws the lines of files: {@code FIGURE.png LINES...}. */
  public static void main(String[] arguments) {
    List<JsonNode> lines = new ArrayList<>();
    Arrays.stream(arguments).skip(1).forEach(file -> read(Path.of(file), lines));
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
      List<Panel> panels = panels(schemes.get(row));
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

  private static List<Panel> panels(String scheme) {
    String name = scheme.equals("euler") ? "forward Euler" : "Runge-Kutta 4";
    List<Curve> kernels = new ArrayList<>();
    List<Curve> extents = new ArrayList<>();
    for (int blocks : new int[] {FEW, MANY}) {
      kernels.add(curve("learned", 0, scheme, 7, "learned", blocks));
      kernels.add(curve("frozen", 1, scheme, 7, "frozen", blocks));
      extents.add(curve("7 x 7", 0, scheme, 7, "learned", blocks));
      extents.add(curve("5 x 5", 1, scheme, 5, "learned", blocks));
    }
    List<Curve> byBlocks =
        IntStream.range(0, BLOCKS.size())
            .mapToObj(i -> curve("", i, scheme, 7, "learned", BLOCKS.get(i)))
            .toList();
    return List.of(
        new Panel(name + ", 7 x 7, 3 and 9 blocks", kernels),
        new Panel(name + ", learned, 3 and 9 blocks", extents),
        new Panel(name + ", learned, 7 x 7", byBlocks));
  }

  private static Curve curve(
      String name, int colour, String scheme, int extent, String kernels, int blocks) {
    boolean dashed = !name.isEmpty() && blocks == FEW;
    String title =
        name.isEmpty() ? blocks + (blocks == 1 ? " block" : " blocks") : name + ", " + blocks;
    return new Curve(
        title, COLOURS.get(colour), dashed, line -> is(line, scheme, extent, kernels, blocks));
  }

  private static boolean is(JsonNode line, String scheme, int extent, String kernels, int blocks) {
    return line.path("scheme").asText().equals(scheme)
        && line.path("extent").asInt() == extent
        && line.path("kernels").asText().equals(kernels)
        && line.path("blocks").asInt() == blocks
        && line.path("smoothness").asDouble() == SMOOTHNESS;
  }

  private static JFreeChart chart(Panel panel, List<JsonNode> lines) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true); // or dashes would begin anew at every step
    LegendItemCollection legend = new LegendItemCollection();
    for (int i = 0; i < panel.curves().size(); i++) {
      Curve curve = panel.curves().get(i);
      data.addSeries(mean(curve.name(), lines.stream().filter(curve.chosen()).toList()));
      renderer.setSeriesPaint(i, curve.colour());
      renderer.setSeriesStroke(i, curve.stroke());
      legend.add(
          new LegendItem(
              curve.name(), null, null, null, LEGEND_LINE, curve.stroke(), curve.colour()));
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

  /** Geometric means over the seeds, as long as all predictions last. */
  private static XYSeries mean(String name, List<JsonNode> seeds) {
    XYSeries series = new XYSeries(name);
    int steps = seeds.stream().mapToInt(line -> line.path("errors").size()).min().orElse(0);
    for (int k = 0; k < steps; k++) {
      int step = k;
      double logarithm =
          seeds.stream()
              .mapToDouble(line -> Math.log(line.path("errors").get(step).asDouble()))
              .average()
              .orElseThrow();
      series.add(k + 1, Math.exp(logarithm));
    }
    return series;
  }
}
