package org.sciml4j.cli.figure;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.sciml4j.core.TemporaryFile;

/** Writes images one after the other as a GIF that repeats for ever. */
public final class AnimatedGif {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  private AnimatedGif() {}

  /**
   * Writes the file under a temporary name, then gives it its own. Removes what killed writers of
   * the same file have left.
   *
   * @param images all of one size; read one at a time
   * @param hundredths of a second that each is shown
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Iterator<BufferedImage> images, int hundredths)
      throws IOException {
    TemporaryFile.removeAbandoned(file);
    Path temporary = TemporaryFile.beside(file);
    try {
      writeTo(temporary, images, hundredths);
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void writeTo(Path file, Iterator<BufferedImage> images, int hundredths)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      if (out == null) {
        throw new IOException("'" + file + "' cannot be opened");
      }
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      while (images.hasNext()) {
        BufferedImage image = images.next();
        writer.writeToSequence(new IIOImage(image, null, timing(writer, image, hundredths)), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  private static IIOMetadata timing(ImageWriter writer, BufferedImage image, int hundredths)
      throws IIOInvalidTreeException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Integer.toString(hundredths));
    root.appendChild(control);
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    IIOMetadataNode repeat = new IIOMetadataNode("ApplicationExtension");
    repeat.setAttribute("applicationID", "NETSCAPE");
    repeat.setAttribute("authenticationCode", "2.0");
    repeat.setUserObject(new byte[] {1, 0, 0});
    extensions.appendChild(repeat);
    root.appendChild(extensions);
    metadata.mergeTree(FORMAT, root);
    return metadata;
  }
}
