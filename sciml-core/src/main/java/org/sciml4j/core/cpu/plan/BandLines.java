package org.sciml4j.core.cpu.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sciml4j.core.elementwise.PointProgram;
import org.sciml4j.core.tensor.DType;

/**
 * The lines of a band in the making: which fields a line of the grid is read from, which are made
 * on the way, and the arithmetic between them.
 */
final class BandLines {
  /** A line of a field: where its first point lies in a storage. */
  private record Field(int storage, long offset) {}

  private final DType dtype;
  private final int[] grid;
  private final long points;
  private final PointProgram program;
  private final Map<Field, Integer> known = new HashMap<>();
  private final Map<BandInstruction.Slot, Integer> slotOf = new HashMap<>();
  private final List<BandInstruction.Slot> slots = new ArrayList<>();
  private final List<Place> operands = new ArrayList<>();
  private final Set<Integer> written = new HashSet<>();
  private int numbered;

  BandLines(DType dtype, int[] grid) {
    this.dtype = dtype;
    this.grid = grid;
    points = (long) grid[0] * grid[1] * grid[2];
    program = new PointProgram(dtype);
  }

  DType dtype() {
    return dtype;
  }

  int[] grid() {
    return grid;
  }

  /** Points of the grid. */
  long points() {
    return points;
  }

  PointProgram program() {
    return program;
  }

  List<BandInstruction.Slot> slots() {
    return slots;
  }

  /** What is read from memory, inputs of convolutions aside. */
  List<Place> operands() {
    return operands;
  }

  /** Whether the band writes to a storage. */
  boolean writes(int storage) {
    return written.contains(storage);
  }

  void write(int storage) {
    written.add(storage);
  }

  /** The line at an offset of a storage is a value of the program. */
  void made(int storage, long offset, int value) {
    known.put(new Field(storage, offset), value);
  }

  /** A line of working memory, for the result of a kernel. */
  int addWorker() {
    return addSlot(BandInstruction.Slot.worker(0));
  }

  private int addSlot(BandInstruction.Slot slot) {
    slots.add(slot);
    return slots.size() - 1;
  }

  /** Gives slots neighbouring lines of working memory and returns the first. */
  int number(List<Integer> workers) {
    int first = numbered;
    for (int slot : workers) {
      slots.set(slot, BandInstruction.Slot.worker(numbered++));
    }
    return first;
  }

  /** A place as so many fields on the grid; null where it cannot be seen as such. */
  Layout onGrid(Place place, int channels) {
    return place.layout().reshape(channels, grid[0], grid[1], grid[2]);
  }

  /** Where a channel begins. */
  static long offset(Layout layout, int channel) {
    return layout.offset() + channel * (layout.size(0) == 1 ? 0 : layout.stride(0));
  }

  /** Whether the points of a line are neighbours, and the lines dense. */
  boolean hasLines(Layout layout) {
    long expected = 1;
    for (int axis = 2; axis >= 0; axis--) {
      if (grid[axis] > 1 && layout.stride(axis + 1) != expected) {
        return false;
      }
      expected *= grid[axis];
    }
    return true;
  }

  /** Whether a place is known, or lies in memory that the band does not write. */
  boolean isReadable(Place place, Layout layout, int channels) {
    boolean there = true;
    for (int channel = 0; channel < channels; channel++) {
      there &= known.containsKey(new Field(place.storage(), offset(layout, channel)));
    }
    if (writes(place.storage())) {
      return there && hasLines(layout);
    }
    return grid[2] == 1 || layout.stride(3) == 1 || layout.stride(3) == 0;
  }

  /** A channel as a value of the program, read from memory where it is not made on the way. */
  int value(Place place, Layout layout, int channel) {
    long offset = offset(layout, channel);
    Integer made = hasLines(layout) ? known.get(new Field(place.storage(), offset)) : null;
    if (made != null) {
      return made;
    }
    operands.add(place);
    BandInstruction.Slot lines =
        new BandInstruction.Slot(
            place.storage(),
            offset,
            List.of(layout.stride(1), layout.stride(2), layout.stride(3)),
            false);
    int slot = slotOf.computeIfAbsent(lines, this::addSlot);
    return lines.hasLines() ? program.line(slot) : program.repeated(slot);
  }

  /**
   * Writes a result that is made on the way.
   *
   * @param storage where it is written, perhaps not where it belongs
   * @param late when all that a line needs has been read
   */
  void store(Place place, int storage, boolean late) {
    int channels = Math.toIntExact(place.layout().count() / points);
    Layout layout = onGrid(place, channels);
    for (int channel = 0; channel < channels; channel++) {
      long offset = offset(layout, channel);
      int slot = addSlot(BandInstruction.Slot.written(storage, offset, grid, late));
      program.store(known.get(new Field(place.storage(), offset)), slot);
    }
  }
}
