package org.sciml4j.bench;

import java.lang.foreign.MemorySegment;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Copies a field on all threads: what the machine's memory allows for reading and writing it. */
final class FieldCopy implements Workload {
  private static final int PARTS = 16;

  private final ThreadTeam team;
  private final Tensor from;
  private final Tensor to;

  /** A copy that reads and writes {@code bytes} in all. */
  FieldCopy(int threads, long bytes) {
    long count = Math.max(PARTS, bytes / 2 / DType.F64.bytes());
    team = ThreadTeam.of(threads);
    from = Tensor.zeros(DType.F64, count).fill(1);
    to = Tensor.zeros(DType.F64, count);
  }

  @Override
  public void run() {
    team.run(PARTS, this::copyPart);
  }

  private void copyPart(int part) {
    long size = from.segment().byteSize();
    long first = size * part / PARTS / 64 * 64;
    long last = part == PARTS - 1 ? size : size * (part + 1) / PARTS / 64 * 64;
    MemorySegment.copy(from.segment(), first, to.segment(), first, last - first);
  }

  @Override
  public long bytes() {
    return from.segment().byteSize() + to.segment().byteSize();
  }

  @Override
  public String facts() {
    return "";
  }

  @Override
  public void close() {
    team.close();
    from.close();
    to.close();
  }
}
