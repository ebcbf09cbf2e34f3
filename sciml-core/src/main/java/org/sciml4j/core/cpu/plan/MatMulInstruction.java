package org.sciml4j.core.cpu.plan;

import org.sciml4j.core.gemm.Gemm;

/** A matrix product; transposed operands are read where they lie. */
record MatMulInstruction(Gemm gemm, Place a, Place b, Place c, Place scratch)
    implements Instruction {
  @Override
  public void run(Frame frame) {
    long working = scratch == null ? 0 : scratch.address(frame);
    gemm.run(frame.team(), a.address(frame), b.address(frame), c.address(frame), working);
  }

  @Override
  public Line line() {
    return new Line(
        "gemm",
        a.layout() + " x " + b.layout() + " -> " + c.layout(),
        a.bytes() + b.bytes() + c.bytes(),
        gemm.shape().flops());
  }
}
