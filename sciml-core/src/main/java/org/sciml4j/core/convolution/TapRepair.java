package org.sciml4j.core.convolution;

import org.sciml4j.core.parallel.ThreadTeam;

/**
 * Takes kernel gradients again, term by term, that a sweep has made NaN. A sweep runs over rows and
 * images end to end, with zeros in the cotangent where one ends and the next begins; there an
 * infinite input, and zero times infinity, concerns taps that never touch it. An infinity of the
 * input makes non-finite what it touches, for all outputs of its group alike, so that those of the
 * first tell whether there is something to repair.
 */
final class TapRepair {
  private final ConvolutionLayout layout;
  private final Elements elements;

  TapRepair(ConvolutionLayout layout) {
    this.layout = layout;
    elements = new Elements(layout.dtype());
  }

  /** Repairs {@code result}; allocates only where there is something to repair. */
  void run(ThreadTeam team, long input, long cotangent, long result) {
    if (isSuspicious(result)) {
      team.run(layout.kernelPoints(), k -> repair(k, input, cotangent, result));
    }
  }

  private boolean isSuspicious(long result) {
    long ofOutput = (long) layout.channels() * layout.kernelPoints();
    for (int group = 0; group < layout.groups(); group++) {
      long from = group * layout.outputs() * ofOutput;
      for (long i = from; i < from + ofOutput; i++) {
        if (Double.isNaN(elements.get(result, i))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Repairs the gradients of one point of all kernels. */
  private void repair(int k, long input, long cotangent, long result) {
    int[] sources = new int[layout.outputPoints()];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = layout.source(i, k);
    }
    int outputs = layout.groups() * layout.outputs();
    for (int o = 0; o < outputs; o++) {
      for (int c = 0; c < layout.channels(); c++) {
        long place = ((long) o * layout.channels() + c) * layout.kernelPoints() + k;
        if (Double.isNaN(elements.get(result, place))) {
          elements.set(result, place, sum(o, c, sources, input, cotangent));
        }
      }
    }
  }

  private double sum(int o, int c, int[] sources, long input, long cotangent) {
    long inputs = (long) layout.groups() * layout.channels();
    long outputs = (long) layout.groups() * layout.outputs();
    long channel = (long) (o / layout.outputs()) * layout.channels() + c;
    double sum = 0;
    for (int n = 0; n < layout.batch() && !Double.isNaN(sum); n++) {
      long x = (n * inputs + channel) * layout.inputPoints();
      long g = (n * outputs + o) * layout.outputPoints();
      for (int i = 0; i < sources.length; i++) {
        if (sources[i] >= 0) {
          sum += elements.get(cotangent, g + i) * elements.get(input, x + sources[i]);
        }
      }
    }
    return sum;
  }
}
