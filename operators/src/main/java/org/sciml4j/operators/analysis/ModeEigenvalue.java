package org.sciml4j.operators.analysis;

import org.hipparchus.complex.Complex;
import org.sciml4j.operators.Stencil;

/**
 * λ at phase angles, evaluated with sines and cosines per axis only, which makes scanning a torus
 * affordable for large stencils.
 */
final class ModeEigenvalue {
  private final int[][] offsets;
  private final double[] coefficients;
  private final int[] radius;

  ModeEigenvalue(Stencil stencil) {
    offsets = stencil.offsets();
    coefficients = stencil.coefficients();
    radius = new int[stencil.dims()];
    for (int axis = 0; axis < radius.length; axis++) {
      radius[axis] = stencil.radius(axis);
    }
  }

  Complex at(double[] angles) {
    double[][] cos = new double[angles.length][];
    double[][] sin = new double[angles.length][];
    for (int axis = 0; axis < angles.length; axis++) {
      cos[axis] = new double[2 * radius[axis] + 1];
      sin[axis] = new double[2 * radius[axis] + 1];
      for (int o = -radius[axis]; o <= radius[axis]; o++) {
        cos[axis][o + radius[axis]] = Math.cos(o * angles[axis]);
        sin[axis][o + radius[axis]] = Math.sin(o * angles[axis]);
      }
    }
    double re = 0;
    double im = 0;
    for (int k = 0; k < offsets.length; k++) {
      double phaseRe = 1;
      double phaseIm = 0;
      for (int axis = 0; axis < angles.length; axis++) {
        int o = offsets[k][axis] + radius[axis];
        double c = cos[axis][o];
        double s = sin[axis][o];
        double turned = phaseRe * c - phaseIm * s;
        phaseIm = phaseRe * s + phaseIm * c;
        phaseRe = turned;
      }
      re += coefficients[k] * phaseRe;
      im += coefficients[k] * phaseIm;
    }
    return new Complex(re, im);
  }
}
