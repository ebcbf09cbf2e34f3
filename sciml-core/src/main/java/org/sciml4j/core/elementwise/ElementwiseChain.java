package org.sciml4j.core.elementwise;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;

/**
 * Elementwise operations fused into one pass: at every point of the iteration space the operands
 * are read, the steps computed in order, and some of the values written. A chain without steps
 * copies or fills.
 *
 * @param dtype element type of all memory and arithmetic
 * @param extents extents of the iteration space
 * @param operands sources of numbers
 * @param steps operations on operands and earlier steps
 * @param stores values that are written; may be empty in the producer of a {@link Reduction}
 */
public record ElementwiseChain(
    DType dtype, long[] extents, List<Operand> operands, List<Step> steps, List<Store> stores) {
  /**
   * Copies the lists and checks that they fit each other.
   *
   * @throws InvalidInputException if a view has the wrong rank or an argument names nothing
   */
  public ElementwiseChain {
    extents = extents.clone();
    operands = List.copyOf(operands);
    steps = List.copyOf(steps);
    stores = List.copyOf(stores);
    Shape.count(extents);
    for (Operand operand : operands) {
      switch (operand) {
        case Operand.Strided(View view) -> view.requireRank("operand", extents.length);
        case Operand.Coordinate(int axis) -> requireBelow("coordinate", axis, extents.length);
        case Operand.Uniform _ -> {}
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.arguments().length != step.op().arity()) {
        throw new InvalidInputException(
            "step", step, step.op().arity() + " arguments", "give one argument for each operand");
      }
      for (int argument : step.arguments()) {
        requireBelow("argument of step " + i, argument, operands.size() + i);
      }
    }
    for (Store store : stores) {
      requireBelow("stored argument", store.argument(), operands.size() + steps.size());
      store.view().requireRank("store", extents.length);
    }
  }

  /** Extents of the iteration space; a copy. */
  @Override
  public long[] extents() {
    return extents.clone();
  }

  /** Number of points of the iteration space. */
  public long count() {
    return Shape.count(extents);
  }

  /** The same chain over another iteration space of the same rank. */
  ElementwiseChain withExtents(long... others) {
    return new ElementwiseChain(dtype, others, operands, steps, stores);
  }

  int rank() {
    return extents.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ElementwiseChain chain
        && dtype == chain.dtype
        && Arrays.equals(extents, chain.extents)
        && operands.equals(chain.operands)
        && steps.equals(chain.steps)
        && stores.equals(chain.stores);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(extents) + steps.hashCode();
  }

  @Override
  public String toString() {
    return "%s %s: operands %s, steps %s, stores %s"
        .formatted(dtype, Arrays.toString(extents), operands, steps, stores);
  }

  static void requireBelow(String name, int number, int end) {
    if (number < 0 || number >= end) {
      throw new InvalidInputException(
          name, number, "0 to " + (end - 1), "name an operand, an earlier step or an axis");
    }
  }
}
