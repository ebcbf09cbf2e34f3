package org.sciml4j.operators.mks;

/** Products of spectra by plain loops. */
final class ScalarSpectralProducts implements SpectralProducts {
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
    for (int t = 0; t < terms; t++) {
      int a = aFrom + t * aStep;
      int b = bFrom + t * bStep;
      for (int k = 0; k < count; k++) {
        double ar = aRe[a + k];
        double ai = aIm[a + k];
        double br = bRe[b + k];
        double bi = bIm[b + k];
        sumRe[sumFrom + k] += ar * br + ai * bi;
        sumIm[sumFrom + k] += ar * bi - ai * br;
      }
    }
  }
}
