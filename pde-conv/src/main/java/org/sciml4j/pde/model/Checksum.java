package org.sciml4j.pde.model;

import java.nio.ByteBuffer;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.tensor.Tensor;

/** What tells that a bit of a model's numbers has flipped: CRC-32C of names and numbers. */
final class Checksum {
  private Checksum() {}

  static String of(Parameters parameters) {
    CRC32C sum = new CRC32C();
    new TreeMap<>(parameters.asMap()).forEach((name, tensor) -> add(name, tensor, sum));
    return Long.toHexString(sum.getValue());
  }

  private static void add(String name, Tensor tensor, CRC32C sum) {
    name.chars().forEach(sum::update);
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES);
    for (long i = 0; i < tensor.count(); i++) {
      sum.update(bytes.clear().putDouble(tensor.getFlat(i)).array());
    }
  }
}
