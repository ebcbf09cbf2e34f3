package org.sciml4j.sindy.expression;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The code of a program that several evaluators run, written once they have run it often enough.
 */
final class SharedKernel {
  /**
   * After so many samples a program is worth code of its own: writing it takes as long as
   * evaluating tens of thousands of samples otherwise, and it starts slow.
   */
  private static final long PAYS = 50_000;

  private final Program program;
  private final boolean suits;
  private final AtomicLong evaluated = new AtomicLong();
  private volatile Kernel kernel;

  SharedKernel(Program program) {
    this.program = program;
    suits = KernelCompiler.suits(program);
  }

  /** The code to run some more samples with, or null as long as it does not pay. */
  Kernel after(long samples) {
    Kernel written = kernel;
    if (written == null && suits && evaluated.addAndGet(samples) >= PAYS) {
      return write();
    }
    return written;
  }

  private synchronized Kernel write() {
    if (kernel == null) {
      kernel = KernelCompiler.compile(program);
    }
    return kernel;
  }
}
