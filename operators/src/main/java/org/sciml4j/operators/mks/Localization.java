package org.sciml4j.operators.mks;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.fourier.FourierTransform;

/**
 * Predicts responses from microstructures by influence kernels: convolutions on a periodic domain,
 * done as products of transforms. Two samples travel as the parts of one complex field. Use from
 * one thread, which a team helps.
 */
public final class Localization {
  private static final double BATCH_BYTES = 1 << 23;
  private static final int TILE = 1024;

  private final InfluenceKernels kernels;
  private final ThreadTeam team;
  private final FourierTransform transform;
  private final SpectralProducts products = SpectralProducts.fastest();
  private final int[] independent;
  private final int points;

  /** Complex conjugates of the kernels' transforms over the number of points. */
  private final double[] kernelRe;

  private final double[] kernelIm;

  private double[] state = new double[0];
  private double[] fieldRe = state;
  private double[] fieldIm = state;
  private double[] sumRe = state;
  private double[] sumIm = state;

  Localization(InfluenceKernels kernels, ThreadTeam team) {
    this.kernels = kernels;
    this.team = team;
    transform = new FourierTransform(team, kernels.shape());
    independent = kernels.independent();
    points = transform.points();
    List<ResponseKernels> responses = kernels.responses();
    kernelRe = new double[Math.multiplyExact(responses.size() * independent.length, points)];
    kernelIm = new double[kernelRe.length];
    for (int r = 0; r < responses.size(); r++) {
      double[][] own = responses.get(r).kernels();
      for (int i = 0; i < independent.length; i++) {
        System.arraycopy(own[i], 0, kernelRe, (r * independent.length + i) * points, points);
      }
    }
    transform.forward(kernelRe, kernelIm, responses.size() * independent.length);
    Arrays.setAll(kernelRe, i -> kernelRe[i] / points);
    Arrays.setAll(kernelIm, i -> -kernelIm[i] / points);
  }

  /** The kernels it predicts by. */
  public InfluenceKernels kernels() {
    return kernels;
  }

  /**
   * Predicts.
   *
   * @param microstructures local states over the domain, {@code [space...]} or {@code [samples,
   *     space...]}
   * @param responses receive the responses of the kernels, in their order, each of the same shape
   * @throws InvalidInputException if a shape is not that of the domain, there are not as many
   *     responses, or a state lies out of the functions' range
   */
  public void predict(Tensor microstructures, Tensor... responses) {
    int samples = requireShapes(microstructures, responses);
    int fields = Math.max(1, independent.length);
    int pairs = (int) Math.max(1, BATCH_BYTES / (16.0 * points * fields));
    int batch = 2 * Math.min(pairs, Math.ceilDiv(samples, 2));
    reserve(batch);
    for (int first = 0; first < samples; first += batch) {
      predict(microstructures, first, Math.min(batch, samples - first), responses);
    }
  }

  private int requireShapes(Tensor microstructures, Tensor... responses) {
    int[] shape = kernels.shape();
    long[] given = microstructures.shape();
    int extra = given.length - shape.length;
    boolean fits = extra == 0 || extra == 1;
    for (int axis = 0; fits && axis < shape.length; axis++) {
      fits = given[extra + axis] == shape[axis];
    }
    if (!fits) {
      throw new InvalidInputException(
          "microstructures",
          "of shape " + Arrays.toString(given),
          "the domain " + Arrays.toString(shape) + ", perhaps after an axis of samples",
          "resize the kernels to the domain");
    }
    if (responses.length != kernels.responses().size()) {
      throw new InvalidInputException(
          "responses",
          responses.length + " tensors",
          kernels.responses().size() + ", one for each response of the kernels",
          "give one for each");
    }
    for (Tensor response : responses) {
      if (!response.hasShapeOf(microstructures)) {
        throw new InvalidInputException(
            "responses",
            response,
            "the shape of the microstructures, " + Arrays.toString(given),
            "allocate a tensor of that shape");
      }
    }
    return Math.toIntExact(microstructures.count() / points);
  }

  private void reserve(int batch) {
    if (state.length < batch * points) {
      state = new double[batch * points];
      fieldRe = new double[Math.multiplyExact(batch / 2 * independent.length, points)];
      fieldIm = new double[fieldRe.length];
      sumRe = new double[Math.multiplyExact(batch / 2 * kernels.responses().size(), points)];
      sumIm = new double[sumRe.length];
    }
  }

  private void predict(Tensor microstructures, int first, int samples, Tensor... responses) {
    read(microstructures, (long) first * points, samples * points);
    Samples.requireStates(
        kernels.microstructure(), kernels.functions(), state, first, samples, points);
    int pairs = Math.ceilDiv(samples, 2);
    transform.forward(
        fieldRe,
        fieldIm,
        pairs * independent.length,
        (field, begin, end) -> fill(field, begin, end, samples));
    int count = responses.length;
    int tiles = Math.ceilDiv(points, TILE);
    team.run(
        pairs * count * tiles,
        part -> multiply(part / tiles / count, part / tiles % count, part % tiles * TILE));
    for (int i = 0; i < pairs * count; i++) {
      double constant = kernels.responses().get(i % count).constant();
      sumRe[i * points] += constant;
      sumIm[i * points] += constant;
    }
    transform.inverse(sumRe, sumIm, pairs * count);
    for (int sample = 0; sample < samples; sample++) {
      for (int r = 0; r < count; r++) {
        double[] from = sample % 2 == 0 ? sumRe : sumIm;
        write(
            from,
            (sample / 2 * count + r) * points,
            responses[r],
            (long) (first + sample) * points);
      }
    }
  }

  private void fill(int field, int begin, int end, int samples) {
    int function = independent[field % independent.length];
    int sample = field / independent.length * 2;
    MicrostructureFunctions functions = kernels.functions();
    int to = field * points + begin;
    functions.evaluate(function, state, sample * points + begin, fieldRe, to, end - begin);
    if (sample + 1 < samples) {
      functions.evaluate(function, state, (sample + 1) * points + begin, fieldIm, to, end - begin);
    } else {
      Arrays.fill(fieldIm, to, to + end - begin, 0);
    }
  }

  private void multiply(int pair, int response, int first) {
    int n = Math.min(TILE, points - first);
    int to = (pair * kernels.responses().size() + response) * points + first;
    Arrays.fill(sumRe, to, to + n, 0);
    Arrays.fill(sumIm, to, to + n, 0);
    products.add(
        kernelRe,
        kernelIm,
        response * independent.length * points + first,
        points,
        fieldRe,
        fieldIm,
        pair * independent.length * points + first,
        points,
        independent.length,
        sumRe,
        sumIm,
        to,
        n);
  }

  private void read(Tensor from, long position, int count) {
    MemorySegment values = from.segment();
    if (from.dtype() == DType.F64) {
      MemorySegment.copy(values, ValueLayout.JAVA_DOUBLE, 8 * position, state, 0, count);
    } else {
      for (int i = 0; i < count; i++) {
        state[i] = values.getAtIndex(ValueLayout.JAVA_FLOAT, position + i);
      }
    }
  }

  private void write(double[] from, int start, Tensor into, long position) {
    MemorySegment values = into.segment();
    if (into.dtype() == DType.F64) {
      MemorySegment.copy(from, start, values, ValueLayout.JAVA_DOUBLE, 8 * position, points);
    } else {
      for (int i = 0; i < points; i++) {
        values.setAtIndex(ValueLayout.JAVA_FLOAT, position + i, (float) from[start + i]);
      }
    }
  }
}
