package org.sciml4j.sindy.expression;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Runs a program over columns, block by block. Inputs are copied into blocks and outputs out of
 * them, so that every loop runs over the same indices of all its arrays: only then does the JIT
 * vectorise it for certain. Values that are no outputs share as few blocks as their lifetimes
 * allow.
 */
final class Registers {
  /** Numbers in all blocks that a program touches, so that they stay in the first-level cache. */
  private static final int WORKING_SET = 2048;

  private static final int SHORTEST = 256;
  private static final int LONGEST = 512;

  private final Program program;
  private final int block;

  /** For each value its block. */
  private final double[][] place;

  /** For each input its block. */
  private final double[][] inputs;

  /** For each step the arguments at one sample. */
  private final double[][] arguments;

  Registers(Program program) {
    this.program = program;
    int values = program.inputs() + program.steps().size();
    int[] wanted = program.outputs();
    int[] output = new int[values];
    Arrays.fill(output, -1);
    for (int k = wanted.length - 1; k >= 0; k--) {
      output[wanted[k]] = wanted[k] < program.inputs() ? -1 : k;
    }
    int[] slots = slots(output);
    int count = 1 + Arrays.stream(slots).max().orElse(-1);
    int touched = program.inputs() + wanted.length + count;
    this.block = Math.clamp(WORKING_SET / Math.max(1, touched) / 16 * 16, SHORTEST, LONGEST);
    this.inputs = new double[program.inputs()][block];
    double[][] results = new double[wanted.length][block];
    double[][] scratch = new double[count][block];
    this.place = new double[values][];
    for (int value = 0; value < values; value++) {
      place[value] =
          value < inputs.length
              ? inputs[value]
              : output[value] >= 0 ? results[output[value]] : scratch[slots[value]];
    }
    this.arguments = new double[program.steps().size()][];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = new double[(int) program.steps().get(i).operands().count()];
    }
  }

  /** For each value the number of its scratch block, or -1. */
  private int[] slots(int[] output) {
    List<Step> steps = program.steps();
    int[] lastUse = new int[output.length];
    for (int i = 0; i < steps.size(); i++) {
      int now = i;
      lastUse[program.inputs() + i] = i;
      steps.get(i).operands().forEach(operand -> lastUse[operand] = now);
    }
    int[] slots = new int[output.length];
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
    for (int first = from; first < to; first += block) {
      int count = Math.min(block, to - first);
      int target = at + first - from;
      for (int k = 0; k < columns.length; k++) {
        System.arraycopy(columns[k], first, inputs[k], 0, count);
      }
      for (int i = 0; i < arguments.length; i++) {
        run(i, count);
      }
      for (int k = 0; k < out.length; k++) {
        System.arraycopy(place[program.outputs()[k]], 0, out[k], target, count);
      }
    }
  }

  private void run(int number, int n) {
    double[] c = place[program.inputs() + number];
    switch (program.steps().get(number)) {
      case Step.Fill fill -> Arrays.fill(c, 0, n, fill.value());
      case Step.Multiply(int a, int b) -> BlockLoops.multiply(place[a], place[b], c, n);
      case Step.Divide(int a, int b) -> BlockLoops.divide(place[a], place[b], c, n);
      case Step.Combine combine -> combine(combine, c, n);
      case Step.Apply apply -> apply(apply, arguments[number], c, n);
    }
  }

  private void combine(Step.Combine step, double[] c, int n) {
    double[] w = step.weights();
    int[] t = step.terms();
    int k;
    if (t.length >= 2) {
      BlockLoops.combine(step.bias(), w[0], place[t[0]], w[1], place[t[1]], c, n);
      k = 2;
    } else {
      BlockLoops.combine(step.bias(), w[0], place[t[0]], c, n);
      k = 1;
    }
    for (; k + 2 <= t.length; k += 2) {
      BlockLoops.add(w[k], place[t[k]], w[k + 1], place[t[k + 1]], c, n);
    }
    if (k < t.length) {
      BlockLoops.add(w[k], place[t[k]], c, n);
    }
  }

  private void apply(Step.Apply step, double[] point, double[] c, int n) {
    int[] from = step.arguments();
    if (step.function() instanceof ElementaryFunction function && from.length == 1) {
      BlockLoops.apply(function, place[from[0]], c, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < from.length; k++) {
        point[k] = place[from[k]][i];
      }
      c[i] = step.function().apply(point);
    }
  }
}
