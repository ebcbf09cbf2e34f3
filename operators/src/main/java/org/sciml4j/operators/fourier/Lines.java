package org.sciml4j.operators.fourier;

/**
 * Several lines of complex numbers side by side, with room for a second copy: element {@code i} of
 * line {@code j} is at {@code i * lanes + j}.
 */
final class Lines {
  double[] re;
  double[] im;
  double[] otherRe;
  double[] otherIm;

  /** Sums and differences that a transform needs in between, or one interleaved line. */
  final double[] work;

  /** Room for lines of a length. */
  Lines(int lanes, int length) {
    re = new double[lanes * length];
    im = new double[lanes * length];
    otherRe = new double[lanes * length];
    otherIm = new double[lanes * length];
    work = new double[Math.max(2 * length, 2 * lanes * LineTransform.LARGEST_PRIME)];
  }

  /** Makes the other copy the one that counts. */
  void swap() {
    double[] formerRe = re;
    double[] formerIm = im;
    re = otherRe;
    im = otherIm;
    otherRe = formerRe;
    otherIm = formerIm;
  }
}
