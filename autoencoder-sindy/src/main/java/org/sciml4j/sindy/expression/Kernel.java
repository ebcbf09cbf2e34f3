package org.sciml4j.sindy.expression;

/** A program as code of its own. */
interface Kernel {
  /** Values at one point. */
  void point(double[] in, double[] out);

  /** Values at the samples {@code from} to {@code to}. */
  void columns(double[][] in, int from, int to, double[][] out);
}
