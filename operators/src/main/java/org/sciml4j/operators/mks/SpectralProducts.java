package org.sciml4j.operators.mks;

import org.sciml4j.core.kernel.KernelProvider;

/** Sums of products of spectra, mode by mode. */
interface SpectralProducts {
  /**
   * {@code sum[k] += over t: conj(a_t[k]) b_t[k]} for {@code count} modes. Term t of a starts at
   * {@code aFrom + t aStep}, and so for b.
   */
  void add(
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
      int count);

  /** The fastest in this process. */
  static SpectralProducts fastest() {
    return KernelProvider.selected() == KernelProvider.SIMD
        ? new VectorSpectralProducts()
        : new ScalarSpectralProducts();
  }
}
