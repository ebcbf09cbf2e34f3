package org.sciml4j.core.cpu.plan;

import java.util.List;
import org.sciml4j.core.device.NonFiniteException;

/** Runs an instruction and stops if it makes a NaN or an infinity of finite operands. */
record GuardedInstruction(
    Instruction instruction, String operation, List<Place> operands, List<Place> results)
    implements Instruction {
  @Override
  public void run(Frame frame) {
    instruction.run(frame);
    for (Place result : results) {
      double found = nonFinite(result, frame);
      if (!Double.isFinite(found) && allFinite(frame)) {
        throw new NonFiniteException(operation, found);
      }
    }
  }

  private boolean allFinite(Frame frame) {
    for (Place operand : operands) {
      if (!Double.isFinite(nonFinite(operand, frame))) {
        return false;
      }
    }
    return true;
  }

  /** The first element that is not finite; zero if there is none. */
  private static double nonFinite(Place place, Frame frame) {
    StridedScalars elements = new StridedScalars(place, frame);
    for (long i = 0, n = place.layout().count(); i < n; i++) {
      if (!Double.isFinite(elements.get(i))) {
        return elements.get(i);
      }
    }
    return 0;
  }

  @Override
  public Line line() {
    return instruction.line();
  }
}
