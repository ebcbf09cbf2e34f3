package org.sciml4j.core.stencil;

/**
 * What one part of a sweep computes with: room for the taps of one row near a boundary, and of one
 * point at the end of such a row.
 */
final class Scratch {
  final TapSum sum = new TapSum();
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
