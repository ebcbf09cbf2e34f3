package org.sciml4j.operators.mks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.operators.fourier.FourierTransform;

/**
 * The normal equations of every wave vector, gathered sample by sample: the sums over samples of
 * {@code conj(M_i) M_j} and {@code conj(M_i) P} where M and P are the transforms of microstructure
 * functions and responses.
 *
 * <p>Two samples travel as the parts of one complex field z. Their sum {@code conj(M_i) M_j} is
 * half of {@code conj(Z_i[k]) Z_j[k] + Z_i[-k] conj(Z_j[-k])}, so that the spectra need not be
 * separated: {@code conj(Z_i) Z_j} is summed at all wave vectors, and those at k and -k are joined
 * in the end.
 */
final class NormalEquations {
  private static final int TILE = 64;

  /** A Fourier coefficient this small beside the largest ones is rounding. */
  private static final double ROUNDING = 64 * Math.ulp(1.0);

  private final FourierTransform transform;
  private final ThreadTeam team;
  private final int points;
  private final int functions;
  private final int fields;
  private final double[][] sumRe;
  private final double[][] sumIm;
  private final List<double[]> means = new ArrayList<>();
  private final SpectralProducts products = SpectralProducts.fastest();

  /**
   * Equations without samples.
   *
   * @param functions number of functions besides the dependent one
   * @param responses number of responses
   */
  NormalEquations(FourierTransform transform, ThreadTeam team, int functions, int responses) {
    this.transform = transform;
    this.team = team;
    this.functions = functions;
    points = transform.points();
    fields = functions + responses;
    int pairs = functions * (functions + 1) / 2 + functions * responses;
    sumRe = new double[pairs][points];
    sumIm = new double[pairs][points];
  }

  /** Bytes that equations hold. */
  static double bytes(double points, int functions, int responses) {
    return 16 * points * (functions * (functions + 1) / 2.0 + (double) functions * responses);
  }

  /**
   * Adds samples.
   *
   * @param re for each pair of samples, functions and then responses of its first sample
   * @param im of its second
   * @param samples how many; of an odd number the last is alone
   * @param fill gives the fields of a pair their values
   */
  void add(double[] re, double[] im, int samples, FourierTransform.Fill fill) {
    int pairs = (samples + 1) / 2;
    transform.forward(re, im, pairs * fields, fill);
    for (int sample = 0; sample < samples; sample++) {
      double[] of = sample % 2 == 0 ? re : im;
      int pair = sample / 2;
      double[] mean = new double[fields];
      Arrays.setAll(mean, field -> of[(pair * fields + field) * points] / points);
      means.add(mean);
    }
    team.run(Math.ceilDiv(points, TILE), tile -> addTile(re, im, pairs, tile * TILE));
  }

  private void addTile(double[] re, double[] im, int pairs, int first) {
    int count = Math.min(TILE, points - first);
    int step = fields * points;
    int number = 0;
    for (int i = 0; i < functions; i++) {
      for (int j = i; j < fields; j++) {
        products.add(
            re,
            im,
            i * points + first,
            step,
            re,
            im,
            j * points + first,
            step,
            pairs,
            sumRe[number],
            sumIm[number],
            first,
            count);
        number++;
      }
    }
  }

  /** The means of functions and responses, for each sample. */
  List<double[]> means() {
    return means;
  }

  /**
   * Solves for the transforms of the kernels.
   *
   * @param mean the solution of the wave vector zero
   * @param spectraRe receives for each response and function {@code points} coefficients
   * @return of the unknown coefficients other than those of the wave vector zero, how many the
   *     samples did not determine
   */
  long solve(MeanResponse mean, double[] spectraRe, double[] spectraIm) {
    for (int response = 0; response < fields - functions; response++) {
      for (int i = 0; i < functions; i++) {
        spectraRe[(response * functions + i) * points] = mean.slopes()[response][i];
      }
    }
    double[] floor = floor();
    AtomicLong undetermined = new AtomicLong();
    int tiles = Math.ceilDiv(points, TILE);
    team.run(
        tiles,
        tile -> {
          HermitianSystem system = new HermitianSystem(functions, fields - functions);
          long left = 0;
          for (int k = tile * TILE; k < Math.min(points, (tile + 1) * TILE); k++) {
            int mirrored = mirrored(k);
            if (k > 0 && k <= mirrored) {
              assemble(system, k, mirrored);
              int rank = system.solve(floor);
              left += (long) (functions - rank) * (k == mirrored ? 1 : 2);
              keep(system, k, mirrored, spectraRe, spectraIm);
            }
          }
          undetermined.addAndGet(left);
        });
    return undetermined.get();
  }

  private double[] floor() {
    double[] floor = new double[functions];
    int number = 0;
    for (int i = 0; i < functions; i++) {
      floor[i] = ROUNDING * ROUNDING * Arrays.stream(sumRe[number]).sum() / points;
      number += fields - i;
    }
    return floor;
  }

  /** The place of -k. */
  private int mirrored(int k) {
    int[] shape = transform.shape();
    int rest = k;
    int place = 0;
    int stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      int wave = rest % shape[axis];
      place += (wave == 0 ? 0 : shape[axis] - wave) * stride;
      stride *= shape[axis];
      rest /= shape[axis];
    }
    return place;
  }

  private void assemble(HermitianSystem system, int k, int mirrored) {
    int number = 0;
    for (int i = 0; i < functions; i++) {
      for (int j = i; j < fields; j++) {
        double re = sumRe[number][k] + sumRe[number][mirrored];
        double im = sumIm[number][k] - sumIm[number][mirrored];
        number++;
        if (j < functions) {
          system.re[j * functions + i] = re / 2;
          system.im[j * functions + i] = -im / 2;
        } else {
          system.sideRe[(j - functions) * functions + i] = re / 2;
          system.sideIm[(j - functions) * functions + i] = im / 2;
        }
      }
    }
  }

  private void keep(HermitianSystem system, int k, int mirrored, double[] re, double[] im) {
    for (int i = 0; i < system.sideRe.length; i++) {
      re[i * points + k] = system.sideRe[i];
      im[i * points + k] = system.sideIm[i];
      re[i * points + mirrored] = system.sideRe[i];
      im[i * points + mirrored] = k == mirrored ? system.sideIm[i] : -system.sideIm[i];
    }
  }
}
