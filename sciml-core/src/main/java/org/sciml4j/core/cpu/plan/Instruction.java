package org.sciml4j.core.cpu.plan;

/** One step of a plan: a kernel and where its operands and results lie. Runs without allocating. */
public interface Instruction {
  /** Computes its results. */
  void run(Frame frame);

  /** What it does, for an explained program. */
  Line line();

  /**
   * One line of an explained program.
   *
   * @param kernel what runs, for example {@code gemm}
   * @param text operands, results and how they lie
   * @param bytes bytes read and written
   * @param flops floating-point operations
   */
  record Line(String kernel, String text, long bytes, long flops) {}
}
