package org.sciml4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * The binary files of CIFAR: records of one or two labels and 3072 bytes, the rows of the red, then
 * of the green, then of the blue channel.
 *
 * @param labels label bytes in a record
 * @param label which of them is read
 * @param classes how many values it has
 */
record CifarBatches(int labels, int label, int classes) {
  private static final int PIXELS = 3 * 32 * 32;

  LabelledImages read(PixelScale scale, List<Path> files) {
    long images = 0;
    for (Path file : files) {
      images += images(file);
    }
    LabelledImages all =
        new LabelledImages(
            Tensor.zeros(DType.F32, images, 3, 32, 32), Tensor.zeros(DType.F32, images));
    try {
      long done = 0;
      for (Path file : files) {
        done = readInto(all, done, file, scale);
      }
      return all;
    } catch (RuntimeException failure) {
      all.close();
      throw failure;
    }
  }

  private int recordBytes() {
    return labels + PIXELS;
  }

  private long images(Path file) {
    InputFile.requireReadable(file, "a CIFAR binary file");
    try {
      long bytes = Files.size(file);
      if (bytes == 0 || bytes % recordBytes() != 0) {
        throw new InvalidInputException(
            "file",
            "'" + file + "' of " + bytes + " bytes",
            "a CIFAR binary file of whole records of " + recordBytes() + " bytes",
            "unpack the binary version of the data set again");
      }
      return bytes / recordBytes();
    } catch (IOException failure) {
      throw NetcdfSource.unreadable(file, failure);
    }
  }

  private long readInto(LabelledImages all, long first, Path file, PixelScale scale) {
    Unpacker unpacker = new Unpacker(scale.packing(), all.images());
    byte[] bytes = new byte[recordBytes()];
    MemorySegment raw = MemorySegment.ofArray(bytes);
    try (InputStream stream = InputFile.open(file, "a CIFAR binary file")) {
      long image = first;
      for (; stream.readNBytes(bytes, 0, bytes.length) == bytes.length; image++) {
        int value = Byte.toUnsignedInt(bytes[label]);
        if (value >= classes) {
          throw new InvalidInputException(
              "label of image " + (image - first) + " in file '" + file + "'",
              value,
              "0 to " + (classes - 1),
              "check that the file is the binary version of this data set");
        }
        all.labels().setFlat(image, value);
        unpacker.unpack(raw, ByteOrder.BIG_ENDIAN, labels, image * PIXELS, PIXELS);
      }
      return image;
    } catch (IOException failure) {
      throw NetcdfSource.unreadable(file, failure);
    }
  }
}
