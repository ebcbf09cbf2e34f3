package org.sciml4j.core.cpu.plan;

import org.sciml4j.core.gemm.Gemm;

/** Packs the right factor of a product once for all steps of a loop. */
record PackInstruction(Gemm gemm, Place factor, Place packed) implements Instruction {
  @Override
  public void run(Frame frame) {
    gemm.packB(frame.team(), factor.address(frame), packed.address(frame));
  }

  @Override
  public Line line() {
    return new Line(
        "pack", "%" + factor.storage() + factor.layout(), factor.bytes() + gemm.packedBytes(), 0);
  }
}
