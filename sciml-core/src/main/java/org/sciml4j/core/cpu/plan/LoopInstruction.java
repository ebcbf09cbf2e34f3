package org.sciml4j.core.cpu.plan;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.sciml4j.core.graph.Loop;

/**
 * Repeats a plan. Between steps only addresses change: sequences and stacked results move on by a
 * slice, carried values alternate between their result's memory and {@code spare}, such that the
 * last step writes the result.
 */
record LoopInstruction(
    Loop loop,
    int nested,
    Plan body,
    List<Place> operands,
    List<Place> packed,
    List<Place> results,
    List<Place> spare)
    implements Instruction {
  @Override
  public void run(Frame frame) {
    Frame inner = frame.nested(nested);
    int carries = loop.carries();
    int last = carries + loop.sequences();
    long steps = loop.steps();
    for (int i = last; i < operands.size(); i++) {
      inner.set(body.inputs().get(i), operands.get(i).address(frame));
    }
    for (int i = 0; i < packed.size(); i++) {
      inner.set(body.packs().get(i).packed(), packed.get(i).address(frame));
    }
    for (int i = 0; i < carries; i++) {
      inner.set(body.inputs().get(i), operands.get(i).address(frame));
      if (steps == 0) {
        copy(operands.get(i).address(frame), results.get(i).address(frame), results.get(i).bytes());
      }
    }
    for (long step = 0; step < steps; step++) {
      long slice = loop.reverse() ? steps - 1 - step : step;
      for (int i = carries; i < last; i++) {
        inner.set(body.inputs().get(i), sliceAddress(operands.get(i), slice, frame));
      }
      for (int i = carries; i < results.size(); i++) {
        inner.set(body.outputs().get(i), sliceAddress(results.get(i), slice, frame));
      }
      for (int i = 0; i < carries; i++) {
        Place target = ((steps - 1 - step) & 1) == 0 ? results.get(i) : spare.get(i);
        inner.set(body.outputs().get(i), target.address(frame));
      }
      body.run(inner);
      for (int i = 0; i < carries; i++) {
        inner.set(body.inputs().get(i), inner.address(body.outputs().get(i)));
      }
    }
  }

  private static long sliceAddress(Place place, long slice, Frame frame) {
    return place.address(frame) + slice * place.layout().stride(0) * place.dtype().bytes();
  }

  private static void copy(long from, long to, long bytes) {
    MemorySegment.copy(EVERYTHING, from, EVERYTHING, to, bytes);
  }

  @Override
  public Line line() {
    return new Line(
        "loop",
        loop.steps() + " steps" + (loop.reverse() ? ", last to first" : ""),
        loop.steps() * body.bytesMoved(),
        loop.steps() * body.flops());
  }
}
