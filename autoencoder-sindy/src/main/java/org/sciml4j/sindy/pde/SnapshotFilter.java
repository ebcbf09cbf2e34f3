package org.sciml4j.sindy.pde;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.field.FieldSeries;

/**
 * Takes noise out of fields by keeping the leading terms of the singular value decomposition of
 * their snapshots, as Rudy et al. (2017, supplement) do for reaction and diffusion. By the method
 * of snapshots: modes in time are eigenvectors of the frames' inner products.
 *
 * @param modes number of terms kept, of each field
 */
public record SnapshotFilter(int modes) {
  /**
   * Checks the number.
   *
   * @throws InvalidInputException if it is not positive
   */
  public SnapshotFilter {
    if (modes < 1) {
      throw new InvalidInputException("modes", modes, "1 or more", "keep at least one mode");
    }
  }

  /**
   * The fields with the leading modes only.
   *
   * @throws InvalidInputException if there are fewer frames than modes
   */
  public FieldSeries apply(FieldSeries data) {
    int frames = data.time().points();
    if (modes > frames) {
      throw new InvalidInputException(
          "modes", modes, "at most " + frames + ", the number of frames", "keep fewer modes");
    }
    double[][] filtered = new double[data.values().length][];
    for (int field = 0; field < filtered.length; field++) {
      filtered[field] = filter(data.values()[field], frames);
    }
    return new FieldSeries(data.names(), data.grid(), data.time(), filtered);
  }

  private double[] filter(double[] values, int frames) {
    int points = values.length / frames;
    double[][] products = new double[frames][frames];
    for (int i = 0; i < frames; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int p = 0; p < points; p++) {
          sum += values[i * points + p] * values[j * points + p];
        }
        products[i][j] = sum;
        products[j][i] = sum;
      }
    }
    EigenDecompositionSymmetric eigen =
        new EigenDecompositionSymmetric(new Array2DRowRealMatrix(products, false));
    double[] filtered = new double[values.length];
    double[] mode = new double[points];
    for (int k = 0; k < modes; k++) {
      double[] inTime = eigen.getEigenvector(k).toArray();
      Arrays.fill(mode, 0);
      for (int i = 0; i < frames; i++) {
        for (int p = 0; p < points; p++) {
          mode[p] += inTime[i] * values[i * points + p];
        }
      }
      for (int i = 0; i < frames; i++) {
        for (int p = 0; p < points; p++) {
          filtered[i * points + p] += inTime[i] * mode[p];
        }
      }
    }
    return filtered;
  }
}
