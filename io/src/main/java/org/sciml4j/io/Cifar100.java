package org.sciml4j.io;

import java.nio.file.Path;
import java.util.List;
import org.sciml4j.core.InvalidInputException;

/**
 * Colour images of a hundred classes, grouped in twenty, in the binary version of CIFAR-100
 * (Krizhevsky 2009, "Learning multiple layers of features from tiny images").
 */
public final class Cifar100 {
  private static final CifarBatches GROUPS = new CifarBatches(2, 0, 20);
  private static final CifarBatches CLASSES = new CifarBatches(2, 1, 100);

  private Cifar100() {}

  /**
   * Reads files one after the other, each image with its class out of a hundred; shapes and errors
   * as {@link Cifar10#read}.
   *
   * @throws InvalidInputException if a file is missing, not made of whole records, or has a label
   *     beyond the classes
   */
  public static LabelledImages read(PixelScale scale, Path... files) {
    return CLASSES.read(scale, List.of(files));
  }

  /**
   * Reads files as {@link #read}, each image with its group of classes out of twenty.
   *
   * @throws InvalidInputException as {@link #read}
   */
  public static LabelledImages readGroups(PixelScale scale, Path... files) {
    return GROUPS.read(scale, List.of(files));
  }
}
