package org.sciml4j.core.stencil;

/** Room for the taps of one row near a boundary, and of one point at the end of such a row. */
final class Scratch {
  final long[] rowOffsets;
  final int[] rowTaps;
  final double[] rowWeights;
  final long[] pointOffsets;
  final double[] pointWeights;

  Scratch(int taps) {
    rowOffsets = new long[taps];
    rowTaps = new int[taps];
    rowWeights = new double[taps];
    pointOffsets = new long[taps];
    pointWeights = new double[taps];
  }
}
