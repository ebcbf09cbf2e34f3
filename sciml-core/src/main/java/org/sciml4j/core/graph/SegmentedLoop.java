package org.sciml4j.core.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A loop of T steps as a loop over segments of about √T steps each, of which only the carried
 * values at the segments' beginnings are kept for the reverse derivative; then the remaining steps.
 */
final class SegmentedLoop {
  private final Loop loop;
  private final long length;
  private final long segments;

  SegmentedLoop(Loop loop) {
    this.loop = loop;
    length = Math.max(1, (long) Math.ceil(Math.sqrt(loop.steps())));
    segments = loop.steps() / length;
  }

  List<Value> on(List<Value> operands) {
    long whole = segments * length;
    long rest = loop.steps() - whole;
    List<Value> first = segments(part(operands, loop.reverse() ? rest : 0, whole));
    if (rest == 0) {
      return first;
    }
    List<Value> remaining = new ArrayList<>(part(operands, loop.reverse() ? 0 : whole, rest));
    for (int i = 0; i < loop.carries(); i++) {
      remaining.set(i, first.get(i));
    }
    List<Value> last = steps(rest).on(remaining);
    return IntStream.range(0, first.size())
        .mapToObj(i -> i < loop.carries() ? last.get(i) : joined(first.get(i), last.get(i)))
        .toList();
  }

  private List<Value> part(List<Value> operands, long from, long count) {
    return IntStream.range(0, operands.size())
        .mapToObj(
            i ->
                loop.isSequence(i) ? operands.get(i).slice(0, from, from + count) : operands.get(i))
        .toList();
  }

  private Value joined(Value first, Value last) {
    return loop.reverse() ? Value.concat(0, last, first) : Value.concat(0, first, last);
  }

  private Loop steps(long count) {
    return new Loop(
        loop.body(), count, loop.carries(), loop.sequences(), loop.reverse(), Checkpointing.NONE);
  }

  private List<Value> segments(List<Value> operands) {
    List<Value> inputs = new ArrayList<>();
    List<Value> cut = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Value operand = operands.get(i);
      Input slice = (Input) loop.body().inputs().get(i).primitive();
      long[] shape = loop.isSequence(i) ? with(slice.type(), length) : slice.type().shape();
      inputs.add(Value.input(slice.label(), slice.type().withShape(shape)));
      cut.add(loop.isSequence(i) ? operand.reshape(with(slice.type(), segments, length)) : operand);
    }
    List<Value> all =
        new Loop(
                new Graph(inputs, steps(length).on(inputs)),
                segments,
                loop.carries(),
                loop.sequences(),
                loop.reverse(),
                Checkpointing.CARRIES)
            .on(cut);
    return IntStream.range(0, all.size())
        .mapToObj(i -> i < loop.carries() ? all.get(i) : flat(i, all.get(i)))
        .toList();
  }

  private Value flat(int i, Value stacked) {
    return stacked.reshape(with(loop.body().outputs().get(i).type(), segments * length));
  }

  private static long[] with(TensorType slice, long... leading) {
    return LongStream.concat(Arrays.stream(leading), LongStream.of(slice.shape())).toArray();
  }
}
