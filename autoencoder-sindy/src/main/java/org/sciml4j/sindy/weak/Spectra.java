package org.sciml4j.sindy.weak;

import org.jtransforms.fft.DoubleFFT_1D;
import org.sciml4j.sindy.field.FieldSource;

/**
 * Mean amplitudes of the Fourier modes of fields along each axis, over lines that lie spread over
 * the data. Each field counts alike, whatever its units.
 */
final class Spectra {
  /** Lines along axes of space are taken from about so many frames. */
  private static final int FRAMES = 64;

  /** Lines along time take about so much memory, in numbers. */
  private static final int NUMBERS = 1 << 22;

  private final FieldSource data;
  private final int points;
  private final int frames;

  /** For each axis of space, then for time, the amplitudes of modes 0 to n/2. */
  private final double[][] amplitudes;

  private Spectra(FieldSource data) {
    this.data = data;
    points = data.grid().points();
    frames = data.time().points();
    int[] shape = data.grid().shape();
    amplitudes = new double[shape.length + 1][];
    for (int axis = 0; axis < shape.length; axis++) {
      amplitudes[axis] = new double[shape[axis] / 2 + 1];
    }
    amplitudes[shape.length] = new double[frames / 2 + 1];
  }

  /** The amplitudes along each axis of space, and then along time. */
  static double[][] of(FieldSource data) {
    Spectra spectra = new Spectra(data);
    spectra.read();
    return spectra.amplitudes;
  }

  private void read() {
    int fields = data.names().size();
    double[][] values = new double[fields][points];
    int everyFrame = Math.ceilDiv(frames, FRAMES);
    int everyPoint = Math.ceilDiv(points, Math.max(1, NUMBERS / frames / fields));
    int series = Math.ceilDiv(points, everyPoint);
    double[][] inTime = new double[fields][series * frames];
    double[][][] inSpace = new double[fields][amplitudes.length - 1][];
    double[] squares = new double[fields];
    for (int field = 0; field < fields; field++) {
      for (int axis = 0; axis < inSpace[field].length; axis++) {
        inSpace[field][axis] = new double[amplitudes[axis].length];
      }
    }
    for (int frame = 0; frame < frames; frame++) {
      data.read(frame, values);
      for (int field = 0; field < fields; field++) {
        for (int i = 0; i < series; i++) {
          inTime[field][i * frames + frame] = values[field][i * everyPoint];
        }
        if (frame % everyFrame == 0) {
          squares[field] += addFrame(values[field], inSpace[field]);
        }
      }
    }
    for (int field = 0; field < fields; field++) {
      double scale = squares[field] > 0 ? 1 / Math.sqrt(squares[field]) : 0;
      for (int axis = 0; axis < inSpace[field].length; axis++) {
        addScaled(scale, inSpace[field][axis], amplitudes[axis]);
      }
      double[] time = new double[frames / 2 + 1];
      DoubleFFT_1D plan = new DoubleFFT_1D(frames);
      double[] line = new double[frames];
      for (int i = 0; i < series; i++) {
        System.arraycopy(inTime[field], i * frames, line, 0, frames);
        addLine(plan, line, time);
      }
      addScaled(scale, time, amplitudes[amplitudes.length - 1]);
    }
  }

  private static void addScaled(double factor, double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  /** Adds the spectra of all lines of a frame; returns the sum of squares. */
  private double addFrame(double[] values, double[][] into) {
    int[] shape = data.grid().shape();
    int stride = points;
    for (int axis = 0; axis < shape.length; axis++) {
      int n = shape[axis];
      stride /= n;
      DoubleFFT_1D plan = new DoubleFFT_1D(n);
      double[] line = new double[n];
      for (int number = 0; number < points / n; number++) {
        int start = number / stride * stride * n + number % stride;
        for (int i = 0; i < n; i++) {
          line[i] = values[start + i * stride];
        }
        addLine(plan, line, into[axis]);
      }
    }
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return squares;
  }

  private static void addLine(DoubleFFT_1D plan, double[] line, double[] into) {
    int n = line.length;
    plan.realForward(line);
    into[0] += Math.abs(line[0]);
    if (n > 1) {
      for (int k = 1; k < (n + 1) / 2; k++) {
        boolean lastOfOdd = n % 2 == 1 && k == n / 2;
        into[k] += Math.hypot(line[2 * k], lastOfOdd ? line[1] : line[2 * k + 1]);
      }
      if (n % 2 == 0) {
        into[n / 2] += Math.abs(line[1]);
      }
    }
  }
}
