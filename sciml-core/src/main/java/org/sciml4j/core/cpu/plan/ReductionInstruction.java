package org.sciml4j.core.cpu.plan;

import java.util.List;
import org.sciml4j.core.elementwise.ReductionKernel;

/** A reduction together with the elementwise operations that make what it reduces. */
final class ReductionInstruction implements Instruction {
  private final ReductionKernel kernel;
  private final List<Place> operands;
  private final List<Place> stores;
  private final Place result;
  private final Addresses operandAddresses;
  private final Addresses storeAddresses;
  private final Place scratch;

  ReductionInstruction(
      ReductionKernel kernel,
      List<Place> operands,
      List<Place> stores,
      Place result,
      Place scratch) {
    this.kernel = kernel;
    this.operands = operands;
    this.stores = stores;
    this.result = result;
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
        frame.address(result.storage()),
        scratch == null ? 0 : scratch.address(frame));
  }

  @Override
  public Line line() {
    return ChainText.line(kernel.producer(), operands, stores, kernel.reduction(), result);
  }
}
