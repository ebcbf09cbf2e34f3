package org.sciml4j.core.cpu.plan;

/** Memory that holds one value, or several next to each other, during a run. */
final class Storage {
  /** Who provides the memory. */
  enum Role {
    /** The plan's arena, from first to last use. */
    ARENA,
    /** The caller: inputs, outputs, a loop's slices. */
    EXTERNAL,
    /** The constant pool. */
    CONSTANT
  }

  private final int index;
  private final long bytes;
  private Role role;
  private long offset;
  private int firstUse = Integer.MAX_VALUE;
  private int lastUse = -1;
  private Storage under;

  Storage(int index, long bytes, Role role, long offset) {
    this.index = index;
    this.bytes = bytes;
    this.role = role;
    this.offset = offset;
  }

  int index() {
    return index;
  }

  long bytes() {
    return bytes;
  }

  Role role() {
    return role;
  }

  void become(Role other) {
    role = other;
  }

  /**
   * Takes the memory of another storage, whose value is read for the last time when this begins.
   */
  void lieOver(Storage other) {
    under = other;
    other.lastUse = Math.max(other.lastUse, lastUse);
  }

  /** The storage whose memory this one uses, itself unless it lies over another. */
  Storage representative() {
    return under == null ? this : under.representative();
  }

  /** Position in the arena or the constant pool in bytes. */
  long offset() {
    return under == null ? offset : under.offset();
  }

  void placeAt(long position) {
    offset = position;
  }

  /** Notes that the instruction at this position in the schedule reads or writes it. */
  void use(int instruction) {
    firstUse = Math.min(firstUse, instruction);
    lastUse = Math.max(lastUse, instruction);
  }

  int firstUse() {
    return firstUse;
  }

  int lastUse() {
    return lastUse;
  }
}
