package org.sciml4j.bench;

import java.lang.foreign.MemorySegment;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Copies a field on all threads: what the machine's memory allows for reading and writing it. */
final class FieldCopy implements AutoCloseable {
  private static final int PARTS = 16;

  private final ThreadTeam team;
  private final Tensor from;
  private final Tensor to;
  private final ThreadTeam.Task task = this::copyPart;

  /** A copy that reads and writes {@code bytes} in all. */
  FieldCopy(int threads, double bytes) {
    long count = Math.max(PARTS, (long) bytes / 2 / DType.F64.bytes());
    team = ThreadTeam.of(threads);
    from = Tensor.zeros(DType.F64, count).fill(1);
    to = Tensor.zeros(DType.F64, count);
  }

  void run() {
    team.run(PARTS, task);
  }

  private void copyPart(int part) {
    long size = from.segment().byteSize();
    long first = size * part / PARTS / 64 * 64;
    long last = part == PARTS - 1 ? size : size * (part + 1) / PARTS / 64 * 64;
    MemorySegment.copy(from.segment(), first, to.segment(), first, last - first);
  }

  @Override
  public void close() {
    team.close();
    from.close();
    to.close();
  }
}
