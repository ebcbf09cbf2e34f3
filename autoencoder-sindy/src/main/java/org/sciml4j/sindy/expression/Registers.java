package org.sciml4j.sindy.expression;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Runs a program over columns, block by block. A value that is an output is computed where it is
 * wanted; others share as few scratch blocks as their lifetimes allow.
 */
final class Registers {
  /** Numbers in all blocks that a program touches: they stay in the first-level cache. */
  private static final int WORKING_SET = 2048;

  private static final int SHORTEST = 256;
  private static final int LONGEST = 512;

  private final Program program;
  private final int block;

  /** For each value the output it is, or -1. */
  private final int[] output;

  /** For each value its place in this call, and where its block starts there. */
  private final double[][] place;

  private final int[] start;

  /** For each value its scratch block, or null. */
  private final double[][] scratch;

  /** For each step the arguments at one sample. */
  private final double[][] arguments;

  Registers(Program program) {
    this.program = program;
    int values = program.inputs() + program.steps().size();
    this.place = new double[values][];
    this.start = new int[values];
    this.output = new int[values];
    Arrays.fill(output, -1);
    for (int k = program.outputs().length - 1; k >= 0; k--) {
      if (program.outputs()[k] >= program.inputs()) {
        output[program.outputs()[k]] = k;
      }
    }
    int[] slots = slots();
    int count = 1 + Arrays.stream(slots).max().orElse(-1);
    int touched = program.inputs() + program.outputs().length + count;
    this.block = Math.clamp(WORKING_SET / Math.max(1, touched) / 16 * 16, SHORTEST, LONGEST);
    double[][] blocks = new double[count][block];
    this.scratch = new double[values][];
    for (int value = 0; value < values; value++) {
      scratch[value] = slots[value] < 0 ? null : blocks[slots[value]];
    }
    this.arguments = new double[program.steps().size()][];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = new double[(int) program.steps().get(i).operands().count()];
    }
  }

  /** For each value the number of its scratch block, or -1. */
  private int[] slots() {
    List<Step> steps = program.steps();
    int values = place.length;
    int[] lastUse = new int[values];
    for (int i = 0; i < steps.size(); i++) {
      int now = i;
      lastUse[program.inputs() + i] = i;
      steps.get(i).operands().forEach(operand -> lastUse[operand] = now);
    }
    int[] slots = new int[values];
    Arrays.fill(slots, -1);
    Deque<Integer> free = new ArrayDeque<>();
    int count = 0;
    for (int i = 0; i < steps.size(); i++) {
      int value = program.inputs() + i;
      int now = i;
      if (output[value] < 0) {
        slots[value] = free.isEmpty() ? count++ : free.pop();
      }
      steps
          .get(i)
          .operands()
          .distinct()
          .filter(operand -> slots[operand] >= 0 && lastUse[operand] == now)
          .forEach(operand -> free.push(slots[operand]));
    }
    return slots;
  }

  void run(double[][] columns, int from, int to, double[][] out, int at) {
    for (int value = 0; value < place.length; value++) {
      place[value] =
          value < columns.length
              ? columns[value]
              : output[value] >= 0 ? out[output[value]] : scratch[value];
    }
    for (int first = from; first < to; first += block) {
      int count = Math.min(block, to - first);
      int target = at + first - from;
      for (int value = 0; value < place.length; value++) {
        start[value] = value < columns.length ? first : output[value] >= 0 ? target : 0;
      }
      for (int i = 0; i < program.steps().size(); i++) {
        run(program.steps().get(i), program.inputs() + i, count);
      }
      for (int k = 0; k < out.length; k++) {
        int value = program.outputs()[k];
        if (output[value] != k) {
          System.arraycopy(place[value], start[value], out[k], target, count);
        }
      }
    }
    Arrays.fill(place, null);
  }

  private void run(Step step, int value, int n) {
    double[] c = place[value];
    int at = start[value];
    switch (step) {
      case Step.Fill fill -> Arrays.fill(c, at, at + n, fill.value());
      case Step.Multiply(int a, int b) ->
          BlockLoops.multiply(place[a], start[a], place[b], start[b], c, at, n);
      case Step.Divide(int a, int b) ->
          BlockLoops.divide(place[a], start[a], place[b], start[b], c, at, n);
      case Step.Combine combine -> combine(combine, c, at, n);
      case Step.Apply apply -> apply(apply, arguments[value - program.inputs()], c, at, n);
    }
  }

  private void combine(Step.Combine step, double[] c, int at, int n) {
    double[] w = step.weights();
    int[] t = step.terms();
    int k;
    if (t.length >= 3) {
      BlockLoops.combine(
          step.bias(),
          w[0],
          place[t[0]],
          start[t[0]],
          w[1],
          place[t[1]],
          start[t[1]],
          w[2],
          place[t[2]],
          start[t[2]],
          c,
          at,
          n);
      k = 3;
    } else if (t.length == 2) {
      BlockLoops.combine(
          step.bias(), w[0], place[t[0]], start[t[0]], w[1], place[t[1]], start[t[1]], c, at, n);
      k = 2;
    } else {
      BlockLoops.combine(step.bias(), w[0], place[t[0]], start[t[0]], c, at, n);
      k = 1;
    }
    for (; k + 2 <= t.length; k += 2) {
      BlockLoops.add(
          w[k], place[t[k]], start[t[k]], w[k + 1], place[t[k + 1]], start[t[k + 1]], c, at, n);
    }
    if (k < t.length) {
      BlockLoops.add(w[k], place[t[k]], start[t[k]], c, at, n);
    }
  }

  private void apply(Step.Apply step, double[] point, double[] c, int at, int n) {
    int[] from = step.arguments();
    if (step.function() instanceof ElementaryFunction function && from.length == 1) {
      BlockLoops.apply(function, place[from[0]], start[from[0]], c, at, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < from.length; k++) {
        point[k] = place[from[k]][start[from[k]] + i];
      }
      c[at + i] = step.function().apply(point);
    }
  }
}
