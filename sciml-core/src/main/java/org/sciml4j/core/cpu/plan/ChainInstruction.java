package org.sciml4j.core.cpu.plan;

import java.util.List;
import org.sciml4j.core.elementwise.ElementwiseKernel;

/** A fused chain of elementwise operations, or a copy. */
final class ChainInstruction implements Instruction {
  private final ElementwiseKernel kernel;
  private final List<Place> operands;
  private final List<Place> stores;
  private final Addresses operandAddresses;
  private final Addresses storeAddresses;
  private final Place scratch;

  /**
   * A kernel with the places of its operands, {@code null} for those that are not in memory, and
   * its stores.
   */
  ChainInstruction(
      ElementwiseKernel kernel, List<Place> operands, List<Place> stores, Place scratch) {
    this.kernel = kernel;
    this.operands = operands;
    this.stores = stores;
    this.scratch = scratch;
    operandAddresses = new Addresses(operands);
    storeAddresses = new Addresses(stores);
  }

  @Override
  public void run(Frame frame) {
    kernel.run(
        frame.team(),
        operandAddresses.in(frame),
        storeAddresses.in(frame),
        scratch == null ? 0 : scratch.address(frame));
  }

  @Override
  public Line line() {
    return ChainText.line(kernel.chain(), operands, stores, null, null);
  }
}
