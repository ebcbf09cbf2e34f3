package org.sciml4j.operators.fourier;

import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Stockham's self-sorting transform of as many lines as a vector has lanes, so that every operation
 * of the textbook is one on vectors.
 */
final class VectorLineTransform implements LineTransform {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final List<Pass> passes;

  VectorLineTransform(int length) {
    passes = Pass.of(length);
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void forward(Lines lines) {
    for (Pass pass : passes) {
      switch (pass.radix()) {
        case 2 -> radix2(pass, lines.re, lines.im, lines.otherRe, lines.otherIm);
        case 4 -> radix4(pass, lines.re, lines.im, lines.otherRe, lines.otherIm);
        default -> odd(pass, lines.re, lines.im, lines.otherRe, lines.otherIm, lines.work);
      }
      lines.swap();
    }
  }

  @Override
  public void load(double[] field, int from, int stride, double[] lines, int length) {
    for (int i = 0; i < length; i++) {
      DoubleVector.fromArray(SPECIES, field, from + i * stride).intoArray(lines, i * LANES);
    }
  }

  @Override
  public void store(double[] lines, double[] field, int from, int stride, int length) {
    for (int i = 0; i < length; i++) {
      DoubleVector.fromArray(SPECIES, lines, i * LANES).intoArray(field, from + i * stride);
    }
  }

  private static void radix2(Pass pass, double[] xr, double[] xi, double[] yr, double[] yi) {
    int s = pass.stride();
    int half = pass.parts() * s * LANES;
    for (int p = 0; p < pass.parts(); p++) {
      double wr = pass.twiddles()[2 * p];
      double wi = pass.twiddles()[2 * p + 1];
      for (int q = 0; q < s; q++) {
        int from = (p * s + q) * LANES;
        int to = (2 * p * s + q) * LANES;
        DoubleVector ar = DoubleVector.fromArray(SPECIES, xr, from);
        DoubleVector ai = DoubleVector.fromArray(SPECIES, xi, from);
        DoubleVector br = DoubleVector.fromArray(SPECIES, xr, from + half);
        DoubleVector bi = DoubleVector.fromArray(SPECIES, xi, from + half);
        ar.add(br).intoArray(yr, to);
        ai.add(bi).intoArray(yi, to);
        DoubleVector dr = ar.sub(br);
        DoubleVector di = ai.sub(bi);
        dr.mul(wr).sub(di.mul(wi)).intoArray(yr, to + s * LANES);
        dr.mul(wi).add(di.mul(wr)).intoArray(yi, to + s * LANES);
      }
    }
  }

  private static void radix4(Pass pass, double[] xr, double[] xi, double[] yr, double[] yi) {
    int s = pass.stride();
    int quarter = pass.parts() * s * LANES;
    int step = s * LANES;
    double[] w = pass.twiddles();
    for (int p = 0; p < pass.parts(); p++) {
      DoubleVector w1r = DoubleVector.broadcast(SPECIES, w[6 * p]);
      DoubleVector w1i = DoubleVector.broadcast(SPECIES, w[6 * p + 1]);
      DoubleVector w2r = DoubleVector.broadcast(SPECIES, w[6 * p + 2]);
      DoubleVector w2i = DoubleVector.broadcast(SPECIES, w[6 * p + 3]);
      DoubleVector w3r = DoubleVector.broadcast(SPECIES, w[6 * p + 4]);
      DoubleVector w3i = DoubleVector.broadcast(SPECIES, w[6 * p + 5]);
      for (int q = 0; q < s; q++) {
        int from = (p * s + q) * LANES;
        int to = (4 * p * s + q) * LANES;
        DoubleVector ar = DoubleVector.fromArray(SPECIES, xr, from);
        DoubleVector ai = DoubleVector.fromArray(SPECIES, xi, from);
        DoubleVector cr = DoubleVector.fromArray(SPECIES, xr, from + 2 * quarter);
        DoubleVector ci = DoubleVector.fromArray(SPECIES, xi, from + 2 * quarter);
        DoubleVector evenR = ar.add(cr);
        DoubleVector evenI = ai.add(ci);
        DoubleVector oddR = ar.sub(cr);
        DoubleVector oddI = ai.sub(ci);
        DoubleVector br = DoubleVector.fromArray(SPECIES, xr, from + quarter);
        DoubleVector bi = DoubleVector.fromArray(SPECIES, xi, from + quarter);
        DoubleVector dr = DoubleVector.fromArray(SPECIES, xr, from + 3 * quarter);
        DoubleVector di = DoubleVector.fromArray(SPECIES, xi, from + 3 * quarter);
        DoubleVector sumR = br.add(dr);
        DoubleVector sumI = bi.add(di);
        DoubleVector turnedR = bi.sub(di);
        DoubleVector turnedI = dr.sub(br);
        evenR.add(sumR).intoArray(yr, to);
        evenI.add(sumI).intoArray(yi, to);
        DoubleVector r1 = oddR.add(turnedR);
        DoubleVector i1 = oddI.add(turnedI);
        r1.mul(w1r).sub(i1.mul(w1i)).intoArray(yr, to + step);
        r1.mul(w1i).add(i1.mul(w1r)).intoArray(yi, to + step);
        DoubleVector r2 = evenR.sub(sumR);
        DoubleVector i2 = evenI.sub(sumI);
        r2.mul(w2r).sub(i2.mul(w2i)).intoArray(yr, to + 2 * step);
        r2.mul(w2i).add(i2.mul(w2r)).intoArray(yi, to + 2 * step);
        DoubleVector r3 = oddR.sub(turnedR);
        DoubleVector i3 = oddI.sub(turnedI);
        r3.mul(w3r).sub(i3.mul(w3i)).intoArray(yr, to + 3 * step);
        r3.mul(w3i).add(i3.mul(w3r)).intoArray(yi, to + 3 * step);
      }
    }
  }

  /** Sums over sines and cosines, each of which serves four of the inputs and two outputs. */
  private static void odd(
      Pass pass, double[] xr, double[] xi, double[] yr, double[] yi, double[] work) {
    int s = pass.stride();
    int half = (pass.radix() - 1) / 2;
    for (int p = 0; p < pass.parts(); p++) {
      for (int q = 0; q < s; q++) {
        int from = (p * s + q) * LANES;
        int to = (pass.radix() * p * s + q) * LANES;
        symmetric(pass, xr, xi, from, yr, yi, to, work);
        int k = 1;
        for (; k < half; k += 2) {
          twoOutputs(pass, k, xr, xi, from, yr, yi, to, work);
        }
        if (k == half) {
          outputs(pass, k, xr, xi, from, yr, yi, to, work);
        }
        if (p > 0) {
          twist(pass, p, yr, yi, to);
        }
      }
    }
  }

  /** Sums and differences of the inputs j and radix - j, and the output 0. */
  private static void symmetric(
      Pass pass,
      double[] xr,
      double[] xi,
      int from,
      double[] yr,
      double[] yi,
      int to,
      double[] work) {
    int pitch = pass.parts() * pass.stride() * LANES;
    int half = (pass.radix() - 1) / 2;
    DoubleVector totalR = DoubleVector.fromArray(SPECIES, xr, from);
    DoubleVector totalI = DoubleVector.fromArray(SPECIES, xi, from);
    for (int j = 1; j <= half; j++) {
      int low = from + j * pitch;
      int high = from + (pass.radix() - j) * pitch;
      int at = 4 * (j - 1) * LANES;
      DoubleVector ar = DoubleVector.fromArray(SPECIES, xr, low);
      DoubleVector br = DoubleVector.fromArray(SPECIES, xr, high);
      DoubleVector ai = DoubleVector.fromArray(SPECIES, xi, low);
      DoubleVector bi = DoubleVector.fromArray(SPECIES, xi, high);
      DoubleVector sumR = ar.add(br);
      DoubleVector sumI = ai.add(bi);
      totalR = totalR.add(sumR);
      totalI = totalI.add(sumI);
      sumR.intoArray(work, at);
      sumI.intoArray(work, at + LANES);
      ar.sub(br).intoArray(work, at + 2 * LANES);
      ai.sub(bi).intoArray(work, at + 3 * LANES);
    }
    totalR.intoArray(yr, to);
    totalI.intoArray(yi, to);
  }

  /** The outputs k and radix - k. */
  private static void outputs(
      Pass pass,
      int k,
      double[] xr,
      double[] xi,
      int from,
      double[] yr,
      double[] yi,
      int to,
      double[] work) {
    int half = (pass.radix() - 1) / 2;
    int step = pass.stride() * LANES;
    double[] cosines = pass.cosines();
    double[] sines = pass.sines();
    DoubleVector cosR = DoubleVector.fromArray(SPECIES, xr, from);
    DoubleVector cosI = DoubleVector.fromArray(SPECIES, xi, from);
    DoubleVector sinR = DoubleVector.zero(SPECIES);
    DoubleVector sinI = DoubleVector.zero(SPECIES);
    int row = (k - 1) * half;
    for (int j = 0; j < half; j++) {
      DoubleVector c = DoubleVector.broadcast(SPECIES, cosines[row + j]);
      DoubleVector d = DoubleVector.broadcast(SPECIES, sines[row + j]);
      int at = 4 * j * LANES;
      cosR = c.fma(DoubleVector.fromArray(SPECIES, work, at), cosR);
      cosI = c.fma(DoubleVector.fromArray(SPECIES, work, at + LANES), cosI);
      sinR = d.fma(DoubleVector.fromArray(SPECIES, work, at + 2 * LANES), sinR);
      sinI = d.fma(DoubleVector.fromArray(SPECIES, work, at + 3 * LANES), sinI);
    }
    int low = to + k * step;
    int high = to + (pass.radix() - k) * step;
    cosR.add(sinI).intoArray(yr, low);
    cosI.sub(sinR).intoArray(yi, low);
    cosR.sub(sinI).intoArray(yr, high);
    cosI.add(sinR).intoArray(yi, high);
  }

  /** The outputs k and k + 1, and radix - k and radix - k - 1, which share what they read. */
  private static void twoOutputs(
      Pass pass,
      int k,
      double[] xr,
      double[] xi,
      int from,
      double[] yr,
      double[] yi,
      int to,
      double[] work) {
    int half = (pass.radix() - 1) / 2;
    int step = pass.stride() * LANES;
    double[] cosines = pass.cosines();
    double[] sines = pass.sines();
    DoubleVector cosR = DoubleVector.fromArray(SPECIES, xr, from);
    DoubleVector cosI = DoubleVector.fromArray(SPECIES, xi, from);
    DoubleVector nextCosR = cosR;
    DoubleVector nextCosI = cosI;
    DoubleVector sinR = DoubleVector.zero(SPECIES);
    DoubleVector sinI = DoubleVector.zero(SPECIES);
    DoubleVector nextSinR = DoubleVector.zero(SPECIES);
    DoubleVector nextSinI = DoubleVector.zero(SPECIES);
    int row = (k - 1) * half;
    for (int j = 0; j < half; j++) {
      DoubleVector c = DoubleVector.broadcast(SPECIES, cosines[row + j]);
      DoubleVector d = DoubleVector.broadcast(SPECIES, sines[row + j]);
      DoubleVector nextC = DoubleVector.broadcast(SPECIES, cosines[row + half + j]);
      DoubleVector nextD = DoubleVector.broadcast(SPECIES, sines[row + half + j]);
      int at = 4 * j * LANES;
      DoubleVector sumR = DoubleVector.fromArray(SPECIES, work, at);
      cosR = c.fma(sumR, cosR);
      nextCosR = nextC.fma(sumR, nextCosR);
      DoubleVector sumI = DoubleVector.fromArray(SPECIES, work, at + LANES);
      cosI = c.fma(sumI, cosI);
      nextCosI = nextC.fma(sumI, nextCosI);
      DoubleVector differenceR = DoubleVector.fromArray(SPECIES, work, at + 2 * LANES);
      sinR = d.fma(differenceR, sinR);
      nextSinR = nextD.fma(differenceR, nextSinR);
      DoubleVector differenceI = DoubleVector.fromArray(SPECIES, work, at + 3 * LANES);
      sinI = d.fma(differenceI, sinI);
      nextSinI = nextD.fma(differenceI, nextSinI);
    }
    int low = to + k * step;
    int high = to + (pass.radix() - k) * step;
    cosR.add(sinI).intoArray(yr, low);
    cosI.sub(sinR).intoArray(yi, low);
    cosR.sub(sinI).intoArray(yr, high);
    cosI.add(sinR).intoArray(yi, high);
    nextCosR.add(nextSinI).intoArray(yr, low + step);
    nextCosI.sub(nextSinR).intoArray(yi, low + step);
    nextCosR.sub(nextSinI).intoArray(yr, high - step);
    nextCosI.add(nextSinR).intoArray(yi, high - step);
  }

  private static void twist(Pass pass, int p, double[] yr, double[] yi, int to) {
    int step = pass.stride() * LANES;
    double[] w = pass.twiddles();
    for (int k = 1; k < pass.radix(); k++) {
      int at = 2 * (p * (pass.radix() - 1) + k - 1);
      DoubleVector r = DoubleVector.fromArray(SPECIES, yr, to + k * step);
      DoubleVector i = DoubleVector.fromArray(SPECIES, yi, to + k * step);
      r.mul(w[at]).sub(i.mul(w[at + 1])).intoArray(yr, to + k * step);
      r.mul(w[at + 1]).add(i.mul(w[at])).intoArray(yi, to + k * step);
    }
  }
}
