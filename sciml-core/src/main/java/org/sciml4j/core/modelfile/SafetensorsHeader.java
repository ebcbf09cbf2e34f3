package org.sciml4j.core.modelfile;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The checked header of a safetensors file.
 *
 * @param tensors what is stored, in the header's order
 * @param metadata text by name, in the header's order
 */
record SafetensorsHeader(Map<String, StoredTensor> tensors, Map<String, String> metadata) {
  /** Bytes of the header's length, which come first in the file. */
  static final int LENGTH_BYTES = 8;

  /** The largest header of the format. */
  static final long LARGEST = 100_000_000;

  /** Heap bytes that must be there for each byte of a header. */
  static final int HEAP_PER_HEADER = 16;

  /** Names of tensors and of texts in one file, so that a header cannot fill the Java heap. */
  static final int MOST_NAMES = 100_000;

  /** Axes of one tensor; NumPy allows as many. */
  static final int MOST_AXES = 64;

  /** The key of the texts among the tensors. */
  static final String METADATA = "__metadata__";

  SafetensorsHeader {
    tensors = Collections.unmodifiableMap(tensors);
    metadata = Collections.unmodifiableMap(metadata);
  }

  /**
   * Checks that the tensors fill the data without gap or overlap, in whatever order the header
   * lists them.
   */
  void requireExactly(long dataBytes, FileFault fault) {
    List<StoredTensor> inFileOrder =
        tensors.values().stream()
            .sorted(
                Comparator.comparingLong(StoredTensor::start).thenComparingLong(StoredTensor::end))
            .toList();
    long end = 0;
    String before = "the header";
    for (StoredTensor tensor : inFileOrder) {
      if (tensor.end() > dataBytes) {
        throw fault.of(
            tensor.name(),
            "ends at data byte " + tensor.end(),
            "an end within the " + dataBytes + " bytes of data in the file",
            "the file is truncated or damaged: copy or download it again");
      }
      if (tensor.start() != end) {
        throw fault.of(
            tensor.name(),
            "starts at data byte " + tensor.start(),
            "byte " + end + ", where " + before + " ends, without gap or overlap",
            FileFault.WRITE_AGAIN);
      }
      end = tensor.end();
      before = "tensor " + FileFault.quote(tensor.name());
    }
    if (end != dataBytes) {
      throw fault.of(
          "has " + (dataBytes - end) + " bytes after its last tensor",
          "none",
          FileFault.WRITE_AGAIN);
    }
  }
}
