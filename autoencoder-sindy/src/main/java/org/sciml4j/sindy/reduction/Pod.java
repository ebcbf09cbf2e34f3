package org.sciml4j.sindy.reduction;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.tensor.Tensor;

/**
 * Proper orthogonal decomposition of snapshots, the thin singular value decomposition {@code X - m
 * = U S Vᵀ} by the method of snapshots; with the mean m subtracted, principal component analysis.
 * The component of largest magnitude of each mode is positive, the first of several.
 *
 * <pre>
 * L. Sirovich, Turbulence and the dynamics of coherent structures, Quart. Appl. Math. 45 (1987)
 * 561-571
 * </pre>
 *
 * @param shape extents of a snapshot
 * @param mean m, {@code [features]}, zeros where no mean was subtracted
 * @param modes orthonormal rows of Vᵀ, {@code [mode][feature]}
 * @param singularValues descending, as many as modes
 * @param snapshots number of snapshots
 * @param totalEnergy sum of the squares of all singular values, also of those left out
 */
public record Pod(
    long[] shape,
    double[] mean,
    double[][] modes,
    double[] singularValues,
    long snapshots,
    double totalEnergy) {

  /**
   * Modes about the mean: principal components.
   *
   * @param snapshots {@code [n, ...]}
   * @param modes how many
   * @throws InvalidInputException if numbers are not finite, or there are fewer independent modes
   *     than asked for; singular values below 1e-6 of the first count as zero
   */
  public static Pod centred(Tensor snapshots, int modes, Device device) {
    return new SnapshotMethod(snapshots, true, device).modes(modes);
  }

  /** As {@link #centred}, without subtracting the mean. */
  public static Pod uncentred(Tensor snapshots, int modes, Device device) {
    return new SnapshotMethod(snapshots, false, device).modes(modes);
  }

  /** Number of modes. */
  public int count() {
    return modes.length;
  }

  /** The fraction of the energy in each mode, {@code σ_i² / Σ σ²}. */
  public double[] energies() {
    return Arrays.stream(singularValues).map(sigma -> sigma * sigma / totalEnergy).toArray();
  }

  /** The fraction of the energy in all modes kept. */
  public double energy() {
    return Arrays.stream(energies()).sum();
  }

  /** Standard deviation of each coefficient over the snapshots, {@code σ_i / √n}. */
  public double[] deviations() {
    return Arrays.stream(singularValues).map(sigma -> sigma / Math.sqrt(snapshots)).toArray();
  }

  /**
   * The first modes only.
   *
   * @throws InvalidInputException if there are fewer
   */
  public Pod first(int number) {
    if (number < 1 || number > count()) {
      throw new InvalidInputException(
          "modes", number, "1 to " + count(), "compute more modes or ask for fewer");
    }
    return new Pod(
        shape,
        mean,
        Arrays.copyOf(modes, number),
        Arrays.copyOf(singularValues, number),
        snapshots,
        totalEnergy);
  }

  /** The first modes that together hold a fraction of the energy, all if they hold less. */
  public Pod holding(double fraction) {
    double[] energies = energies();
    double sum = 0;
    int number = 0;
    while (number < count() && (number == 0 || sum < fraction)) {
      sum += energies[number++];
    }
    return first(number);
  }

  /**
   * Coefficients of the modes.
   *
   * @param samples {@code [n, ...]} of the snapshots' shape
   * @return {@code [n, modes]} of the samples' element type, owned by the caller
   * @throws InvalidInputException if the shape differs
   */
  public Tensor project(Tensor samples) {
    requireShape(samples);
    Tensor coefficients = Tensor.zeros(samples.dtype(), samples.size(0), count());
    for (int n = 0; n < samples.size(0); n++) {
      long row = (long) n * mean.length;
      for (int k = 0; k < count(); k++) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
          sum += modes[k][i] * (samples.getFlat(row + i) - mean[i]);
        }
        coefficients.set(sum, n, k);
      }
    }
    return coefficients;
  }

  /**
   * Samples from coefficients.
   *
   * @param coefficients {@code [n, modes]}
   * @return {@code [n, ...]}, owned by the caller
   * @throws InvalidInputException if their number differs
   */
  public Tensor reconstruct(Tensor coefficients) {
    if (coefficients.rank() != 2 || coefficients.size(1) != count()) {
      throw new InvalidInputException(
          "coefficients",
          Arrays.toString(coefficients.shape()),
          "[n, " + count() + "]",
          "pass one for each mode");
    }
    long n = coefficients.size(0);
    Tensor samples = Tensor.zeros(coefficients.dtype(), batched(n));
    for (long row = 0; row < n; row++) {
      for (int i = 0; i < mean.length; i++) {
        double sum = mean[i];
        for (int k = 0; k < count(); k++) {
          sum += coefficients.get(row, k) * modes[k][i];
        }
        samples.setFlat(row * mean.length + i, sum);
      }
    }
    return samples;
  }

  private long[] batched(long n) {
    return LongStream.concat(LongStream.of(n), Arrays.stream(shape)).toArray();
  }

  private void requireShape(Tensor samples) {
    if (samples.rank() == 0 || !Arrays.equals(samples.shape(), batched(samples.size(0)))) {
      throw new InvalidInputException(
          "samples",
          Arrays.toString(samples.shape()),
          "[n, ...] of " + Arrays.toString(shape),
          "pass samples of the snapshots' shape");
    }
  }
}
