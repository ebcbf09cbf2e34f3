package org.sciml4j.cli.figure;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.ImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SimpleImageHandler;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;

/**
 * A chart with a file name and a size in points, drawn without a display.
 *
 * @param name file name without extension
 */
public record Figure(String name, JFreeChart chart, int width, int height) {
  private static final int PIXELS_PER_POINT = 2;

  /**
   * Writes {@code name.png} and {@code name.svg} to a folder.
   *
   * @return the files written
   */
  public List<Path> write(Path folder) throws IOException {
    Path png = folder.resolve(name + ".png");
    Path svg = folder.resolve(name + ".svg");
    writePng(png);
    writeSvg(svg);
    return List.of(png, svg);
  }

  /**
   * The figure in pixels.
   *
   * @param perPoint pixels along a point
   */
  public BufferedImage image(int perPoint) {
    var image = new BufferedImage(width * perPoint, height * perPoint, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.scale(perPoint, perPoint);
    draw(canvas);
    canvas.dispose();
    return image;
  }

  private void writePng(Path path) throws IOException {
    if (!ImageIO.write(image(PIXELS_PER_POINT), "png", path.toFile())) {
      throw new IOException("this Java cannot write PNG images");
    }
  }

  private void writeSvg(Path path) throws IOException {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(emptySvg());
    context.setComment(null);
    context.setGenericImageHandler(new SimpleImageHandler(new EmbeddedPng()));
    SVGGraphics2D canvas = new SVGGraphics2D(context, false);
    canvas.setSVGCanvasSize(new Dimension(width, height));
    draw(canvas);
    try (Writer out = Files.newBufferedWriter(path)) {
      canvas.stream(out, true);
    }
  }

  private static Document emptySvg() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null);
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException("the JDK's XML parser refuses its defaults", impossible);
    }
  }

  private void draw(Graphics2D canvas) {
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, width, height);
    chart.draw(canvas, new Rectangle2D.Double(0, 0, width, height));
  }

  /** Encodes images with the JDK; Batik's own encoder is in a module that needs all of Batik. */
  private static final class EmbeddedPng extends ImageHandlerBase64Encoder {
    @Override
    public void encodeImage(RenderedImage image, OutputStream out) throws SVGGraphics2DIOException {
      try {
        ImageIO.write(image, "png", out);
      } catch (IOException failure) {
        throw new SVGGraphics2DIOException(failure);
      }
    }
  }
}
