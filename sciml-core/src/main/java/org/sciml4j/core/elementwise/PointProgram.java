package org.sciml4j.core.elementwise;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sciml4j.core.tensor.DType;

/**
 * Arithmetic at points in the making: values numbered in the order in which they are computed, each
 * from lines in memory, numbers and earlier values. Chains become part of it with the same
 * operations in the same order as on their own, hence with the same bits.
 */
public final class PointProgram {
  private static final Set<TileOp> KNOWN =
      EnumSet.of(
          TileOp.NEGATE,
          TileOp.ABS,
          TileOp.SQRT,
          TileOp.ADD,
          TileOp.SUBTRACT,
          TileOp.MULTIPLY,
          TileOp.DIVIDE,
          TileOp.SELECT,
          TileOp.MULTIPLY_ADD,
          TileOp.MULTIPLY_SUBTRACT,
          TileOp.SUBTRACT_PRODUCT);

  /** How a value comes about. */
  sealed interface Entry {
    /** One number for each point of a line. */
    record Line(int slot) implements Entry {}

    /** One number in memory for all points. */
    record Repeated(int slot) implements Entry {}

    /** A number. */
    record Number(double value) implements Entry {}

    /** An operation on earlier values. */
    record Operation(TileStep step) implements Entry {}
  }

  /** A value that is written to a line. */
  record Written(int value, int slot) {}

  private final DType dtype;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Written> stores = new ArrayList<>();

  /** An empty program. */
  public PointProgram(DType dtype) {
    this.dtype = dtype;
  }

  DType dtype() {
    return dtype;
  }

  List<Entry> entries() {
    return entries;
  }

  List<Written> stores() {
    return stores;
  }

  /** Operations so far. */
  public int operations() {
    return (int) entries.stream().filter(entry -> entry instanceof Entry.Operation).count();
  }

  /** Whether all operations of a chain are known. */
  public static boolean knows(ElementwiseChain chain) {
    return chain.operands().stream().noneMatch(one -> one instanceof Operand.Coordinate)
        && program(chain).steps().stream().allMatch(step -> KNOWN.contains(step.op()));
  }

  private static TileProgram program(ElementwiseChain chain) {
    return TileProgram.of(chain, chain.stores().stream().mapToInt(Store::argument).toArray());
  }

  /** The numbers of a line. */
  public int line(int slot) {
    return add(new Entry.Line(slot));
  }

  /** A number in memory, the same at all points. */
  public int repeated(int slot) {
    return add(new Entry.Repeated(slot));
  }

  /** A number. */
  public int number(double value) {
    return add(new Entry.Number(value));
  }

  private int add(Entry entry) {
    int known = entry instanceof Entry.Operation ? -1 : entries.indexOf(entry);
    if (known >= 0) {
      return known;
    }
    entries.add(entry);
    return entries.size() - 1;
  }

  /**
   * Adds the steps of a chain.
   *
   * @param operands the value of each of its operands
   * @return the value of each of its stores
   */
  public int[] append(ElementwiseChain chain, int[] operands) {
    TileProgram program = program(chain);
    int[] values = new int[operands.length + program.steps().size()];
    System.arraycopy(operands, 0, values, 0, operands.length);
    int next = operands.length;
    for (TileStep step : program.steps()) {
      values[next++] =
          add(
              new Entry.Operation(
                  new TileStep(step.op(), values[step.a()], values[step.b()], values[step.c()])));
    }
    return chain.stores().stream()
        .mapToInt(store -> values[program.renamed()[store.argument()]])
        .toArray();
  }

  /** Lets a value be written to a line, which no other value of the program is read from. */
  public void store(int value, int slot) {
    stores.add(new Written(value, slot));
  }
}
