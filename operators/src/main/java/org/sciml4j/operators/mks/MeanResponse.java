package org.sciml4j.operators.mks;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * The wave vector zero: mean responses as affine functions of the means of the microstructure
 * functions. Directions in which the samples' means do not differ get the slope zero.
 *
 * @param constants for each response, what it is where all functions but the dependent one vanish
 * @param slopes for each response, the sum of the kernel of each function
 */
record MeanResponse(double[] constants, double[][] slopes) {
  /** Differences of means up to this size are rounding. */
  private static final double ROUNDING = 1e-14;

  /**
   * Fits.
   *
   * @param samples the means of the functions and then of the responses
   * @param functions how many of them are functions
   */
  static MeanResponse fit(List<double[]> samples, int functions) {
    int fields = samples.getFirst().length;
    int responses = fields - functions;
    double[] mean = new double[fields];
    for (double[] sample : samples) {
      Arrays.setAll(mean, i -> mean[i] + sample[i] / samples.size());
    }
    double[][] slopes = new double[responses][functions];
    if (functions > 0) {
      RealMatrix centred = new Array2DRowRealMatrix(Math.max(samples.size(), fields), fields);
      double largest = 0;
      for (int s = 0; s < samples.size(); s++) {
        for (int i = 0; i < fields; i++) {
          centred.setEntry(s, i, samples.get(s)[i] - mean[i]);
          largest = i < functions ? Math.max(largest, Math.abs(samples.get(s)[i])) : largest;
        }
      }
      RealMatrix triangle = new QRDecomposition(centred).getR();
      RealMatrix columns = triangle.getSubMatrix(0, functions - 1, 0, functions - 1);
      RealMatrix inverse = pseudoInverse(columns, ROUNDING * largest * Math.sqrt(samples.size()));
      for (int response = 0; response < responses; response++) {
        double[] rotated = triangle.getColumn(functions + response);
        slopes[response] = inverse.operate(Arrays.copyOf(rotated, functions));
      }
    }
    double[] constants = new double[responses];
    for (int response = 0; response < responses; response++) {
      constants[response] = mean[functions + response];
      for (int i = 0; i < functions; i++) {
        constants[response] -= slopes[response][i] * mean[i];
      }
    }
    return new MeanResponse(constants, slopes);
  }

  /** By the singular values above {@code least}. */
  private static RealMatrix pseudoInverse(RealMatrix square, double least) {
    SingularValueDecomposition svd = new SingularValueDecomposition(square);
    RealMatrix scaled = svd.getV().copy();
    double[] singular = svd.getSingularValues();
    for (int j = 0; j < singular.length; j++) {
      for (int i = 0; i < scaled.getRowDimension(); i++) {
        scaled.multiplyEntry(i, j, singular[j] > least ? 1 / singular[j] : 0);
      }
    }
    return scaled.multiply(svd.getUT());
  }
}
