package org.sciml4j.operators.fit;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.sciml4j.core.correlation.DoubleDouble;

/**
 * The covariance of an instrumental-variable estimate where the residual is filtered noise of the
 * input. Its error is {@code B Zᵀr}, and {@code Zᵀr} is a sum over the single errors e[m](y), each
 * times {@code g_o = G[m](y + o)} for the instrument at offset o, where G is the instrument field
 * run backwards through the filter that turns e into r. So its covariance is {@code s²} times the
 * Gram matrix of G over the stencil's offsets, which a sample of frames gives. What the filtered
 * noise does not explain of the residual's variance counts as independent errors of the target.
 *
 * <p>The usual formula takes all of the residual as independent; in a field that changes slowly it
 * overstates the errors, because successive residuals nearly cancel.
 */
final class InstrumentErrors {
  private final FitDesign design;
  private final FitNumbers numbers;
  private final NoiseFilter filter;

  private InstrumentErrors(FitDesign design, FitNumbers numbers) {
    this.design = design;
    this.numbers = numbers;
    filter = NoiseFilter.of(design, numbers.values());
  }

  /**
   * The covariance of the unknowns.
   *
   * @param weights B transposed: instruments by unknowns
   * @param products Gram matrix of the instruments
   * @param sample residual frames that were looked at
   * @param noise standard deviation of the input's noise
   */
  static double[][] covariance(
      FitDesign design,
      FitNumbers numbers,
      TwiceMatrix weights,
      TwiceMatrix products,
      List<ResidualFrame> sample,
      double noise) {
    InstrumentErrors errors = new InstrumentErrors(design, numbers);
    double filtered = errors.filter.covariance(0, new int[design.layout().dims()]);
    double rest = Math.max(0, numbers.residualVariance() - noise * noise * filtered);
    TwiceMatrix meat = errors.gram(sample).times(noise * noise).plus(products.times(rest));
    TwiceMatrix covariance = weights.transpose().times(meat).times(weights);
    double[][] result = new double[covariance.rows()][covariance.columns()];
    for (int i = 0; i < result.length; i++) {
      for (int j = 0; j < result.length; j++) {
        result[i][j] = covariance.value(i, j);
      }
    }
    return result;
  }

  /**
   * Gram matrix of G over the offsets, summed over all errors: those of frames inside a sequence
   * enter through every tap, those at its ends through some, which leaves them uncancelled.
   */
  private TwiceMatrix gram(List<ResidualFrame> sample) {
    int n = design.unknowns();
    int least = filter.taps().stream().mapToInt(NoiseFilter.Tap::frames).min().orElse(0);
    int most = filter.taps().stream().mapToInt(NoiseFilter.Tap::frames).max().orElse(0);
    long first = design.window().back();
    long last = design.layout().frames() - 1 - design.window().ahead();
    long inside = last - first + 1 - (most - least);
    double perFrame = (double) numbers.samples() / (design.layout().batches() * (last - first + 1));
    double[][] total = new double[n][n];
    if (inside > 0) {
      Mean mean = new Mean(n);
      for (ResidualFrame frame : sample) {
        long m = Math.clamp(frame.frame(), first + most, last + least);
        addFrame(mean, frame, m, _ -> true);
      }
      mean.addTo(total, perFrame * inside);
    }
    for (long m = first + least; m <= last + most; m++) {
      long at = m;
      if (m < first + most || m > last + least) {
        Mean mean = new Mean(n);
        addFrame(
            mean,
            sample.getFirst(),
            m,
            tap -> at - tap.frames() >= first && at - tap.frames() <= last);
        mean.addTo(total, perFrame);
      }
    }
    TwiceMatrix gram = new TwiceMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = total[Math.min(i, j)][Math.max(i, j)] * design.layout().batches();
        gram.set(i, j, DoubleDouble.of(sum));
      }
    }
    return gram;
  }

  /** Mean products of the elements of rows; upper triangle. */
  private static final class Mean {
    private final double[][] sum;
    private long count;

    Mean(int n) {
      sum = new double[n][n];
    }

    void add(double[] row) {
      count++;
      for (int p = 0; p < row.length; p++) {
        for (int q = p; q < row.length; q++) {
          sum[p][q] += row[p] * row[q];
        }
      }
    }

    void addTo(double[][] total, double weight) {
      for (int p = 0; p < sum.length; p++) {
        for (int q = p; q < sum.length; q++) {
          total[p][q] += weight * sum[p][q] / Math.max(1, count);
        }
      }
    }
  }

  /** Adds the rows of frame {@code m} on the box where a residual frame was looked at. */
  private void addFrame(Mean mean, ResidualFrame box, long m, Predicate<NoiseFilter.Tap> present) {
    List<NoiseFilter.Tap> taps = filter.taps().stream().filter(present).toList();
    int[] shape = box.shape();
    int[] wide = new int[shape.length];
    for (int axis = 0; axis < wide.length; axis++) {
      wide[axis] = shape[axis] + 2 * design.radius(axis);
    }
    double[][] g = new double[design.inputs()][];
    for (int input = 0; input < g.length; input++) {
      g[input] = filteredInstrument(box, m, taps, input, wide);
    }
    double constant = taps.stream().mapToDouble(NoiseFilter.Tap::weight).sum();
    int[][] offsets = design.offsets();
    double[] row = new double[design.unknowns()];
    for (int i = 0; i < box.values().length; i++) {
      boolean complete = true;
      for (int unknown = 0; unknown < row.length; unknown++) {
        row[unknown] =
            design.input(unknown) == design.inputs()
                ? constant
                : g[design.input(unknown)][
                    position(i, shape, wide, offsets[unknown % offsets.length])];
        complete &= !Double.isNaN(row[unknown]);
      }
      if (complete) {
        mean.add(row);
      }
    }
  }

  /** {@code G[m](y) = sum over the taps of weight * z[m - frames](y - offset)}. */
  private double[] filteredInstrument(
      ResidualFrame box, long m, List<NoiseFilter.Tap> taps, int input, int[] wide) {
    int dims = wide.length;
    long[] first = new long[dims];
    long[] extent = new long[dims];
    int[] shift =
        design.instrument() instanceof Instrument.LaggedInSpace(int[] s) ? s : new int[dims];
    int lag = design.instrument() instanceof Instrument.LaggedInTime(int frames) ? frames : 0;
    int[] margin = new int[dims];
    for (int axis = 0; axis < dims; axis++) {
      first[axis] = box.origin()[axis] - design.radius(axis);
      extent[axis] = wide[axis];
      margin[axis] = Math.abs(shift[axis]) + design.radius(axis);
    }
    double[] g = new double[Arrays.stream(wide).reduce(1, (a, b) -> a * b)];
    int[] steps = taps.stream().mapToInt(NoiseFilter.Tap::frames).distinct().toArray();
    for (int step : steps) {
      Surroundings around =
          Surroundings.read(
              design,
              design.fields().get(input),
              box.batch(),
              m - step - lag,
              first,
              extent,
              margin);
      for (NoiseFilter.Tap tap : taps) {
        if (tap.frames() == step) {
          int[] seen = new int[dims];
          for (int axis = 0; axis < dims; axis++) {
            seen[axis] = shift[axis] - tap.offset()[axis];
          }
          around.subtract(-tap.weight(), seen, g);
        }
      }
    }
    return g;
  }

  private static int position(int i, int[] shape, int[] wide, int[] offset) {
    int position = 0;
    int stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      int at = i % shape[axis] + (wide[axis] - shape[axis]) / 2 + offset[axis];
      i /= shape[axis];
      position += at * stride;
      stride *= wide[axis];
    }
    return position;
  }
}
