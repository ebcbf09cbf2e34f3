package org.sciml4j.core.convolution;

import org.sciml4j.core.tensor.DType;

/** The inner loops without the Vector API. */
final class ScalarKernels implements LaneKernels {
  private static final int ROWS = 4;
  private static final int COLUMNS = 16;
  private final Elements elements;
  private final RowCopies copies = new ScalarCopies();

  ScalarKernels(DType dtype) {
    elements = new Elements(dtype);
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public TapKernel taps(int rows, boolean wide) {
    return new ScalarTaps(elements, ROWS, wide ? COLUMNS : 1);
  }

  @Override
  public DotKernel dots(int rows) {
    return new ScalarDots(elements, ROWS, ROWS);
  }

  @Override
  public RowCopies copies() {
    return copies;
  }
}
