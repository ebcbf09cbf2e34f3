package org.sciml4j.core.convolution;

/** A tile of inner products, sum by sum. */
record ScalarDots(Elements elements, int rows, int shifts) implements DotKernel {
  @Override
  public void run(
      int vectors,
      long a,
      long pitch,
      int wantedRows,
      long b,
      long[] offsets,
      long[] targets,
      int first,
      int wantedShifts,
      long out,
      long outPitch,
      long work) {
    for (int i = 0; i < wantedRows; i++) {
      for (int t = 0; t < wantedShifts; t++) {
        double sum = 0;
        for (int j = 0; j < vectors; j++) {
          sum += elements.get(a + i * pitch, j) * elements.get(b + offsets[first + t], j);
        }
        long to = out + i * outPitch + targets[first + t];
        elements.set(to, 0, elements.get(to, 0) + sum);
      }
    }
  }
}
