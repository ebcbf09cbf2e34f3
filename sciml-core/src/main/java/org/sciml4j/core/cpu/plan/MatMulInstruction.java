package org.sciml4j.core.cpu.plan;

import org.sciml4j.core.gemm.Gemm;

/**
 * A matrix product; transposed operands are read where they lie.
 *
 * @param packed where b lies packed for the kernel; {@code null} if the kernel reads it itself
 */
record MatMulInstruction(Gemm gemm, Place a, Place b, Place packed, Place c, Place scratch)
    implements Instruction {
  @Override
  public void run(Frame frame) {
    long working = scratch == null ? 0 : scratch.address(frame);
    if (packed == null) {
      gemm.run(frame.team(), a.address(frame), b.address(frame), c.address(frame), working);
    } else {
      gemm.runPackedB(
          frame.team(), a.address(frame), packed.address(frame), c.address(frame), working, null);
    }
  }

  @Override
  public Line line() {
    return new Line(
        "gemm",
        name(a) + " x " + name(b) + (packed == null ? "" : " packed") + " -> " + name(c),
        a.bytes() + b.bytes() + c.bytes(),
        gemm.shape().flops());
  }

  private static String name(Place place) {
    return "%" + place.storage() + place.layout();
  }
}
