package org.sciml4j.core.cpu.plan;

/** Copies elements from one place to another of the same shape and type. */
record CopyInstruction(Place from, Place to) implements Instruction {
  @Override
  public void run(Frame frame) {
    StridedScalars source = new StridedScalars(from, frame);
    StridedScalars target = new StridedScalars(to, frame);
    for (long i = 0, n = to.layout().count(); i < n; i++) {
      target.set(i, source.get(i));
    }
  }

  @Override
  public Line line() {
    return new Line("copy", from.layout() + " -> " + to.layout(), 2 * to.bytes(), 0);
  }
}
