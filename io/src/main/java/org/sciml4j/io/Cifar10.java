package org.sciml4j.io;

import java.nio.file.Path;
import java.util.List;
import org.sciml4j.core.InvalidInputException;

/**
 * Colour images of ten classes in the binary version of CIFAR-10 (Krizhevsky 2009, "Learning
 * multiple layers of features from tiny images"), {@code data_batch_1.bin} and so on.
 */
public final class Cifar10 {
  private static final CifarBatches FORMAT = new CifarBatches(1, 0, 10);

  private Cifar10() {}

  /**
   * Reads files one after the other: images {@code [N, 3, 32, 32]} and labels {@code [N]}, both
   * F32, in native memory that the caller owns.
   *
   * @throws InvalidInputException if a file is missing, not made of whole records, or has a label
   *     beyond the classes
   */
  public static LabelledImages read(PixelScale scale, Path... files) {
    return FORMAT.read(scale, List.of(files));
  }
}
