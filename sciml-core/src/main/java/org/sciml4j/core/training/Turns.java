package org.sciml4j.core.training;

import java.util.List;

/** Which part takes which of a training's steps: each some in a row, then the first again. */
final class Turns {
  private final int[] parts;
  private final int[] before;
  private final int[] inCycle;

  /** Of parts that take these numbers of steps in a row. */
  Turns(List<Integer> steps) {
    inCycle = steps.stream().mapToInt(Integer::intValue).toArray();
    int cycle = steps.stream().reduce(0, Math::addExact);
    parts = new int[cycle];
    before = new int[cycle];
    int at = 0;
    for (int part = 0; part < inCycle.length; part++) {
      for (int i = 0; i < inCycle[part]; i++) {
        parts[at] = part;
        before[at++] = i;
      }
    }
  }

  /** Whose turn a step is. */
  int part(long step) {
    return parts[(int) (step % parts.length)];
  }

  /** Number of a step among those of its part, counted from 0. */
  long ofPart(long step) {
    return step / parts.length * inCycle[part(step)] + before[(int) (step % parts.length)];
  }

  /** The last step of the first part before this one, which is not the first of all. */
  long lastOfFirst(long step) {
    long last = step - 1;
    while (part(last) != 0) {
      last--;
    }
    return last;
  }
}
