package org.sciml4j.sindy.simulation.pde;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * Discrete Fourier transforms of real values on a grid of any dimension. Of the last axis only the
 * wave numbers 0 to n/2 are kept; the others are their conjugates. Spectra are complex numbers
 * stored as pairs, modes in the order of the grid, and not divided by the number of points. An
 * object serves one thread at a time.
 */
public final class FourierTransform {
  private static final int PART = 4096;

  private final int points;
  private final int rowLength;
  private final int half;
  private final int modes;
  private final int[] shape;
  private final DoubleFFT_1D[] plans;
  private final double[][] lines;
  private final double[] scratch;
  private final ThreadTeam team = ThreadTeam.common();

  /**
   * Transforms of fields of a shape.
   *
   * @param shape points along each axis, slowest first
   */
  public FourierTransform(int... shape) {
    this.shape = shape.clone();
    points = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    rowLength = shape[shape.length - 1];
    half = rowLength / 2 + 1;
    modes = points / rowLength * half;
    plans = Arrays.stream(shape).mapToObj(DoubleFFT_1D::new).toArray(DoubleFFT_1D[]::new);
    int longest = Arrays.stream(shape).max().orElse(1);
    lines = new double[team.threads()][2 * longest + 2];
    scratch = new double[2 * modes];
  }

  /** Number of complex numbers of a spectrum. */
  public int modes() {
    return modes;
  }

  /** Number of modes along each axis. */
  public int[] modeShape() {
    int[] kept = shape.clone();
    kept[kept.length - 1] = half;
    return kept;
  }

  /**
   * Values to spectrum.
   *
   * @param values one for each point, which are kept
   * @param spectrum {@code 2 modes()} numbers, overwritten
   */
  public void forward(double[] values, double[] spectrum) {
    int rows = points / rowLength;
    int rowsPerPart = Math.max(1, PART / rowLength);
    team.run(
        parts(rows, rowsPerPart),
        (part, worker) -> {
          int end = Math.min(rows, (part + 1) * rowsPerPart);
          for (int row = part * rowsPerPart; row < end; row++) {
            rowForward(values, spectrum, row, lines[worker]);
          }
        });
    for (int axis = shape.length - 2; axis >= 0; axis--) {
      alongAxis(spectrum, axis, true);
    }
  }

  /**
   * Spectrum to values.
   *
   * @param spectrum {@code 2 modes()} numbers, which are kept
   * @param values one for each point, overwritten
   */
  public void inverse(double[] spectrum, double[] values) {
    double[] from = spectrum;
    if (shape.length > 1) {
      System.arraycopy(spectrum, 0, scratch, 0, 2 * modes);
      from = scratch;
      for (int axis = 0; axis < shape.length - 1; axis++) {
        alongAxis(scratch, axis, false);
      }
    }
    double[] source = from;
    int rows = points / rowLength;
    int rowsPerPart = Math.max(1, PART / rowLength);
    team.run(
        parts(rows, rowsPerPart),
        (part, worker) -> {
          int end = Math.min(rows, (part + 1) * rowsPerPart);
          for (int row = part * rowsPerPart; row < end; row++) {
            rowInverse(source, values, row, lines[worker]);
          }
        });
  }

  private static int parts(int count, int perPart) {
    return (count + perPart - 1) / perPart;
  }

  /** JTransforms packs the real number of the highest mode into the place of the zero Im(0). */
  private void rowForward(double[] values, double[] spectrum, int row, double[] line) {
    int n = rowLength;
    System.arraycopy(values, row * n, line, 0, n);
    plans[plans.length - 1].realForward(line);
    int to = 2 * row * half;
    if (n == 1) {
      spectrum[to] = line[0];
      spectrum[to + 1] = 0;
      return;
    }
    System.arraycopy(line, 0, spectrum, to, n);
    spectrum[to + 1] = 0;
    if (n % 2 == 0) {
      spectrum[to + n] = line[1];
      spectrum[to + n + 1] = 0;
    } else {
      spectrum[to + n] = line[1];
    }
  }

  private void rowInverse(double[] spectrum, double[] values, int row, double[] line) {
    int n = rowLength;
    int from = 2 * row * half;
    System.arraycopy(spectrum, from, line, 0, n);
    if (n > 1) {
      line[1] = spectrum[from + n];
    }
    plans[plans.length - 1].realInverse(line, true);
    System.arraycopy(line, 0, values, row * n, n);
  }

  private void alongAxis(double[] spectrum, int axis, boolean forward) {
    int n = shape[axis];
    int inner = half;
    for (int later = axis + 1; later < shape.length - 1; later++) {
      inner *= shape[later];
    }
    int stride = inner;
    int columns = modes / n;
    int perPart = Math.max(1, PART / n);
    team.run(
        parts(columns, perPart),
        (part, worker) -> {
          int end = Math.min(columns, (part + 1) * perPart);
          for (int column = part * perPart; column < end; column++) {
            int start = column / stride * stride * n + column % stride;
            column(spectrum, start, stride, plans[axis], n, forward, lines[worker]);
          }
        });
  }

  private static void column(
      double[] spectrum,
      int start,
      int stride,
      DoubleFFT_1D plan,
      int n,
      boolean forward,
      double[] line) {
    for (int i = 0, at = 2 * start; i < n; i++, at += 2 * stride) {
      line[2 * i] = spectrum[at];
      line[2 * i + 1] = spectrum[at + 1];
    }
    if (forward) {
      plan.complexForward(line);
    } else {
      plan.complexInverse(line, true);
    }
    for (int i = 0, at = 2 * start; i < n; i++, at += 2 * stride) {
      spectrum[at] = line[2 * i];
      spectrum[at + 1] = line[2 * i + 1];
    }
  }
}
