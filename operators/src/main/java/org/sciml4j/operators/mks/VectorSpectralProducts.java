package org.sciml4j.operators.mks;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Products of spectra on the Vector API. */
final class VectorSpectralProducts implements SpectralProducts {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final SpectralProducts rest = new ScalarSpectralProducts();

  @Override
  public void add(
      double[] aRe,
      double[] aIm,
      int aFrom,
      int aStep,
      double[] bRe,
      double[] bIm,
      int bFrom,
      int bStep,
      int terms,
      double[] sumRe,
      double[] sumIm,
      int sumFrom,
      int count) {
    int whole = SPECIES.loopBound(count);
    for (int k = 0; k < whole; k += LANES) {
      DoubleVector re = DoubleVector.fromArray(SPECIES, sumRe, sumFrom + k);
      DoubleVector im = DoubleVector.fromArray(SPECIES, sumIm, sumFrom + k);
      for (int t = 0; t < terms; t++) {
        int a = aFrom + t * aStep + k;
        int b = bFrom + t * bStep + k;
        DoubleVector ar = DoubleVector.fromArray(SPECIES, aRe, a);
        DoubleVector ai = DoubleVector.fromArray(SPECIES, aIm, a);
        DoubleVector br = DoubleVector.fromArray(SPECIES, bRe, b);
        DoubleVector bi = DoubleVector.fromArray(SPECIES, bIm, b);
        re = ai.fma(bi, ar.fma(br, re));
        im = ai.neg().fma(br, ar.fma(bi, im));
      }
      re.intoArray(sumRe, sumFrom + k);
      im.intoArray(sumIm, sumFrom + k);
    }
    if (whole < count) {
      rest.add(
          aRe,
          aIm,
          aFrom + whole,
          aStep,
          bRe,
          bIm,
          bFrom + whole,
          bStep,
          terms,
          sumRe,
          sumIm,
          sumFrom + whole,
          count - whole);
    }
  }
}
