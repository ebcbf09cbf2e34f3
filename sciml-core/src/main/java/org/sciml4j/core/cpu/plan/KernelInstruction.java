package org.sciml4j.core.cpu.plan;

/** A kernel that knows where its operands and results lie. */
record KernelInstruction(String name, String text, long bytes, long flops, Call call)
    implements Instruction {
  /** Runs a kernel. */
  @FunctionalInterface
  interface Call {
    /** On the storages of this frame. */
    void run(Frame frame);
  }

  @Override
  public void run(Frame frame) {
    call.run(frame);
  }

  @Override
  public Line line() {
    return new Line(name, text, bytes, flops);
  }
}
