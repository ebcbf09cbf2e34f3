package org.sciml4j.operators.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * The power spectrum of residual frames, averaged over directions. The largest box whose sides are
 * powers of two is transformed, under a Hann window along the axes where it is not a whole period.
 */
final class Periodogram {
  private Periodogram() {}

  static ResidualSpectrum of(
      List<ResidualFrame> frames, double[] spacing, List<BoundaryMode> boundary) {
    int[] shape = frames.getFirst().shape();
    int dims = shape.length;
    int[] box = Arrays.stream(shape).map(Integer::highestOneBit).toArray();
    double[][] windows = new double[dims][];
    for (int axis = 0; axis < dims; axis++) {
      boolean period = boundary.get(axis) == BoundaryMode.PERIODIC && box[axis] == shape[axis];
      windows[axis] = window(box[axis], period);
    }
    int bins = Math.max(1, Arrays.stream(box).filter(n -> n > 1).min().orElse(2) / 2);
    double widest = 0;
    for (int axis = 0; axis < dims; axis++) {
      widest = Math.max(widest, box[axis] > 1 ? Math.PI / Math.abs(spacing[axis]) : 0);
    }
    double[] power = new double[bins];
    long[] modes = new long[bins];
    for (ResidualFrame frame : frames) {
      double[][] data = windowed(frame, box, windows);
      transform(data, box);
      addPower(data, box, spacing, widest, power, modes);
    }
    List<Double> centres = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      if (modes[bin] > 0) {
        centres.add((bin + 0.5) * widest / bins);
        means.add(power[bin] / modes[bin]);
      }
    }
    return new ResidualSpectrum(
        centres.stream().mapToDouble(Double::doubleValue).toArray(),
        means.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Scaled to mean square one, so that it leaves the variance of white noise alone. */
  private static double[] window(int n, boolean period) {
    double[] window = new double[n];
    double squares = 0;
    for (int i = 0; i < n; i++) {
      window[i] = period || n < 4 ? 1 : Math.sin(Math.PI * (i + 0.5) / n);
      window[i] *= period || n < 4 ? 1 : window[i];
      squares += window[i] * window[i];
    }
    double scale = Math.sqrt(n / squares);
    for (int i = 0; i < n; i++) {
      window[i] *= scale;
    }
    return window;
  }

  private static double[][] windowed(ResidualFrame frame, int[] box, double[][] windows) {
    int count = Arrays.stream(box).reduce(1, (a, b) -> a * b);
    double[][] data = new double[2][count];
    int[] at = new int[box.length];
    for (int i = 0; i < count; i++) {
      int rest = i;
      for (int axis = box.length - 1; axis >= 0; axis--) {
        at[axis] = rest % box[axis];
        rest /= box[axis];
      }
      int from = 0;
      double weight = 1;
      for (int axis = 0; axis < box.length; axis++) {
        from = from * frame.shape()[axis] + at[axis] + (frame.shape()[axis] - box[axis]) / 2;
        weight *= windows[axis][at[axis]];
      }
      double value = frame.values()[from];
      data[0][i] = Double.isNaN(value) ? 0 : weight * value;
    }
    return data;
  }

  private static void transform(double[][] data, int[] box) {
    int stride = data[0].length;
    for (int n : box) {
      stride /= n;
      double[][] line = new double[2][n];
      for (int start = 0; n > 1 && start < data[0].length; start++) {
        if (start / stride % n == 0) {
          for (int i = 0; i < n; i++) {
            line[0][i] = data[0][start + i * stride];
            line[1][i] = data[1][start + i * stride];
          }
          FastFourierTransformer.transformInPlace(
              line, DftNormalization.STANDARD, TransformType.FORWARD);
          for (int i = 0; i < n; i++) {
            data[0][start + i * stride] = line[0][i];
            data[1][start + i * stride] = line[1][i];
          }
        }
      }
    }
  }

  private static void addPower(
      double[][] data, int[] box, double[] spacing, double widest, double[] power, long[] modes) {
    double scale = 1.0 / ((double) data[0].length * data[0].length);
    for (int i = 0; i < data[0].length; i++) {
      double squared = 0;
      int rest = i;
      for (int axis = box.length - 1; axis >= 0; axis--) {
        int m = rest % box[axis];
        rest /= box[axis];
        int wave = m > box[axis] / 2 ? m - box[axis] : m;
        double k = 2 * Math.PI * wave / (box[axis] * spacing[axis]);
        squared += k * k;
      }
      int bin = (int) (Math.sqrt(squared) / widest * power.length);
      if (bin < power.length) {
        power[bin] += scale * (data[0][i] * data[0][i] + data[1][i] * data[1][i]);
        modes[bin]++;
      }
    }
  }
}
