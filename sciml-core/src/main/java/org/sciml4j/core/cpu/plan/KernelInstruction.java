package org.sciml4j.core.cpu.plan;

import java.util.List;

/** A kernel that takes the storages of one operand and one result, or looks up others itself. */
record KernelInstruction(String name, String text, List<Place> operands, Place result, Call call)
    implements Instruction {
  /** Runs a kernel. */
  @FunctionalInterface
  interface Call {
    /** With the addresses of the first operand's and the result's storages. */
    void run(Frame frame, long operand, long result);
  }

  @Override
  public void run(Frame frame) {
    call.run(frame, frame.address(operands.getFirst().storage()), frame.address(result.storage()));
  }

  @Override
  public Line line() {
    long bytes = operands.stream().mapToLong(Place::bytes).sum() + result.bytes();
    return new Line(name, text, bytes, 0);
  }
}
