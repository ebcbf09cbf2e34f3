package org.sciml4j.bench;

/** What a call has to do at the least, to be compared with what the machine can do. */
sealed interface Work {
  /** Reading and writing this many bytes once. */
  record Bytes(long count) implements Work {}

  /** This many floating-point operations. */
  record Flops(long count) implements Work {}

  /** Neither bytes nor operations bound it. */
  record Unbounded() implements Work {}
}
