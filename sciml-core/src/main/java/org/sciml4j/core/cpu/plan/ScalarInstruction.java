package org.sciml4j.core.cpu.plan;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.graph.ArgMax;
import org.sciml4j.core.graph.AveragePool;
import org.sciml4j.core.graph.AveragePoolAdjoint;
import org.sciml4j.core.graph.Cast;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.ConvolutionInputAdjoint;
import org.sciml4j.core.graph.ConvolutionKernelAdjoint;
import org.sciml4j.core.graph.CumulativeSum;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.graph.Fold;
import org.sciml4j.core.graph.Gather;
import org.sciml4j.core.graph.MaxPool;
import org.sciml4j.core.graph.MaxPoolScatter;
import org.sciml4j.core.graph.MaxPoolSelect;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.PoolGeometry;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.graph.RandomNormal;
import org.sciml4j.core.graph.RandomUniform;
import org.sciml4j.core.graph.ReduceMax;
import org.sciml4j.core.graph.ScatterAdd;
import org.sciml4j.core.graph.Sum;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.Shape;

/** Any operation by its formula, element by element, for those that no kernel covers yet. */
record ScalarInstruction(
    Operation operation,
    List<TensorType> types,
    List<Place> operands,
    TensorType type,
    Place result)
    implements Instruction {
  @Override
  public Line line() {
    return new Line("scalar " + operation.name(), types + " -> " + type, 0, 0);
  }

  @Override
  public void run(Frame frame) {
    StridedScalars[] x =
        operands.stream().map(one -> new StridedScalars(one, frame)).toArray(StridedScalars[]::new);
    StridedScalars y = new StridedScalars(result, frame);
    switch (operation) {
      case Elementwise elementwise -> elementwise(elementwise, x, y);
      case Cast _ -> copy(x[0], y);
      case Sum sum -> reduce(sum.axes(), false, x[0], y);
      case ReduceMax max -> reduce(max.axes(), true, x[0], y);
      case ArgMax max -> argMax(max.axis(), x[0], y);
      case CumulativeSum sum -> cumulativeSum(sum.axis(), x[0], y);
      case Pad pad -> pad(pad.padding(), x[0], y);
      case Fold fold -> fold(fold.padding(), x[0], y);
      case Convolution one -> convolve(one.geometry(), x[0], x[1], y, 2);
      case ConvolutionInputAdjoint one -> convolve(one.geometry(), y, x[1], x[0], 0);
      case ConvolutionKernelAdjoint one -> convolve(one.geometry(), x[0], y, x[1], 1);
      case MaxPool pool -> pool(pool.geometry(), types.getFirst(), type, x[0], x[0], y, 'm');
      case MaxPoolSelect pool -> pool(pool.geometry(), types.getFirst(), type, x[0], x[1], y, 'm');
      case MaxPoolScatter pool ->
          pool(pool.geometry(), type, types.get(1), x[0], x[1], zeroed(y), 's');
      case AveragePool pool -> pool(pool.geometry(), types.getFirst(), type, x[0], x[0], y, 'a');
      case AveragePoolAdjoint pool ->
          pool(pool.geometry(), type, types.getFirst(), null, x[0], zeroed(y), 'd');
      case Gather gather -> index(gather.axis(), types.getFirst(), type, x[0], x[1], y, true);
      case ScatterAdd scatter ->
          index(scatter.axis(), type, types.getFirst(), x[0], x[1], zeroed(y), false);
      case RandomUniform random -> draw(random.stream(), false, x[0], y);
      case RandomNormal random -> draw(random.stream(), true, x[0], y);
      default -> throw new IllegalStateException(operation.name() + " is no instruction");
    }
  }

  private void elementwise(Elementwise elementwise, StridedScalars[] x, StridedScalars y) {
    double[] arguments = new double[x.length];
    for (long i = 0, n = type.count(); i < n; i++) {
      for (int j = 0; j < x.length; j++) {
        arguments[j] = x[j].get(i);
      }
      y.set(i, elementwise.evaluate(arguments));
    }
  }

  private void copy(StridedScalars x, StridedScalars y) {
    for (long i = 0, n = type.count(); i < n; i++) {
      y.set(i, x.get(i));
    }
  }

  private StridedScalars zeroed(StridedScalars y) {
    for (long i = 0, n = type.count(); i < n; i++) {
      y.set(i, 0);
    }
    return y;
  }

  private void reduce(List<Integer> axes, boolean max, StridedScalars x, StridedScalars y) {
    TensorType from = types.getFirst();
    double[] all = new double[Math.toIntExact(type.count())];
    Arrays.fill(all, max ? Double.NEGATIVE_INFINITY : 0);
    long[] strides = Shape.strides(type.shape());
    axes.forEach(axis -> strides[axis] = 0);
    long[] shape = from.shape();
    for (long i = 0, n = from.count(); i < n; i++) {
      int to = 0;
      long rest = i;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        to += (int) (rest % shape[axis] * strides[axis]);
        rest /= shape[axis];
      }
      all[to] = max ? Math.max(all[to], x.get(i)) : all[to] + x.get(i);
    }
    for (int i = 0; i < all.length; i++) {
      y.set(i, all[i]);
    }
  }

  private static long product(long[] shape, int from, int to) {
    return LongStream.of(Arrays.copyOfRange(shape, from, to)).reduce(1, (a, b) -> a * b);
  }

  private void argMax(int axis, StridedScalars x, StridedScalars y) {
    long[] shape = types.getFirst().shape();
    long inner = product(shape, axis + 1, shape.length);
    for (long i = 0, n = type.count(); i < n; i++) {
      long first = i / inner * inner * shape[axis] + i % inner;
      long largest = 0;
      for (long j = 1; j < shape[axis]; j++) {
        largest = exceeds(x.get(first + j * inner), x.get(first + largest * inner)) ? j : largest;
      }
      y.set(i, largest);
    }
  }

  private static boolean exceeds(double element, double largest) {
    return element > largest || (Double.isNaN(element) && !Double.isNaN(largest));
  }

  private void cumulativeSum(int axis, StridedScalars x, StridedScalars y) {
    long[] shape = type.shape();
    long inner = product(shape, axis + 1, shape.length);
    for (long i = 0, n = type.count() / shape[axis]; i < n; i++) {
      double sum = 0;
      for (long j = 0; j < shape[axis]; j++) {
        long at = (i / inner * shape[axis] + j) * inner + i % inner;
        sum += x.get(at);
        y.set(at, sum);
      }
    }
  }

  private void pad(List<Padding> padding, StridedScalars x, StridedScalars y) {
    for (long i = 0, n = type.count(); i < n; i++) {
      long from = source(padding, types.getFirst().shape(), type.shape(), i);
      y.set(i, from == BoundaryMode.NOTHING ? 0 : x.get(from));
    }
  }

  private void fold(List<Padding> padding, StridedScalars x, StridedScalars y) {
    double[] all = new double[Math.toIntExact(type.count())];
    for (long i = 0, n = types.getFirst().count(); i < n; i++) {
      long to = source(padding, type.shape(), types.getFirst().shape(), i);
      if (to != BoundaryMode.NOTHING) {
        all[(int) to] += x.get(i);
      }
    }
    for (int i = 0; i < all.length; i++) {
      y.set(i, all[i]);
    }
  }

  /** Position in the unpadded array that gives the value of a position of the padded one. */
  private static long source(List<Padding> padding, long[] inner, long[] outer, long position) {
    long at = 0;
    long stride = 1;
    for (int axis = inner.length - 1; axis >= 0; axis--) {
      long source = padding.get(axis).source(position % outer[axis], inner[axis]);
      if (source == BoundaryMode.NOTHING) {
        return BoundaryMode.NOTHING;
      }
      at += source * stride;
      stride *= inner[axis];
      position /= outer[axis];
    }
    return at;
  }

  /** All meetings of input, kernel and output; {@code sums} says which of the three they sum to. */
  private void convolve(
      ConvolutionGeometry geometry,
      StridedScalars x,
      StridedScalars w,
      StridedScalars y,
      int sums) {
    long[] xShape = (sums == 0 ? type : types.getFirst()).shape();
    long[] wShape = (sums == 1 ? type : types.get(1)).shape();
    long[] yShape = (sums == 2 ? type : sums == 1 ? types.get(1) : types.getFirst()).shape();
    double[] all = new double[Math.toIntExact(type.count())];
    int dims = geometry.dims();
    long points = product(yShape, 2, dims + 2);
    long taps = product(wShape, 2, dims + 2);
    long xPoints = product(xShape, 2, dims + 2);
    long perGroup = wShape[0] / geometry.groups();
    for (long i = 0; i < points; i++) {
      for (long k = 0; k < taps; k++) {
        long at = meeting(geometry, xShape, wShape, yShape, i, k);
        for (long no = 0; at >= 0 && no < yShape[0] * yShape[1]; no++) {
          long o = no % yShape[1];
          long channel = no / yShape[1] * xShape[1] + o / perGroup * wShape[1];
          for (long c = 0; c < wShape[1]; c++) {
            long xAt = (channel + c) * xPoints + at;
            long wAt = (o * wShape[1] + c) * taps + k;
            long yAt = no * points + i;
            switch (sums) {
              case 0 -> all[(int) xAt] += w.get(wAt) * y.get(yAt);
              case 1 -> all[(int) wAt] += x.get(xAt) * y.get(yAt);
              default -> all[(int) yAt] += x.get(xAt) * w.get(wAt);
            }
          }
        }
      }
    }
    StridedScalars target = sums == 0 ? x : sums == 1 ? w : y;
    for (int i = 0; i < all.length; i++) {
      target.set(i, all[i]);
    }
  }

  /** Spatial position of the input that output point and kernel point meet at; -1 if outside. */
  private static long meeting(
      ConvolutionGeometry geometry,
      long[] xShape,
      long[] wShape,
      long[] yShape,
      long point,
      long tap) {
    long at = 0;
    long stride = 1;
    for (int axis = geometry.dims() - 1; axis >= 0; axis--) {
      long i = point % yShape[axis + 2];
      long k = tap % wShape[axis + 2];
      long in =
          geometry.stride().get(axis) * i
              + geometry.dilation().get(axis) * k
              - geometry.low().get(axis);
      if (in < 0 || in >= xShape[axis + 2]) {
        return -1;
      }
      at += in * stride;
      stride *= xShape[axis + 2];
      point /= yShape[axis + 2];
      tap /= wShape[axis + 2];
    }
    return at;
  }

  private static void pool(
      PoolGeometry geometry,
      TensorType input,
      TensorType output,
      StridedScalars x,
      StridedScalars v,
      StridedScalars y,
      char kind) {
    int dims = geometry.dims();
    long[] xShape = input.shape();
    long[] yShape = output.shape();
    long[] window = geometry.window().stream().mapToLong(Long::longValue).toArray();
    long points = product(yShape, 2, dims + 2);
    long xPoints = product(xShape, 2, dims + 2);
    for (long i = 0, n = output.count(); i < n; i++) {
      long base = i / points * xPoints;
      long largest = -1;
      double sum = 0;
      for (long k = 0; k < geometry.points(); k++) {
        long at = 0;
        long stride = 1;
        long point = i % points;
        long tap = k;
        for (int axis = dims - 1; axis >= 0 && at >= 0; axis--) {
          long in =
              geometry.stride().get(axis) * (point % yShape[axis + 2])
                  + tap % window[axis]
                  - geometry.low().get(axis);
          at = in < 0 || in >= xShape[axis + 2] ? -1 : at + in * stride;
          stride *= xShape[axis + 2];
          point /= yShape[axis + 2];
          tap /= window[axis];
        }
        if (at >= 0) {
          at += base;
          switch (kind) {
            case 'a' -> sum += x.get(at);
            case 'd' -> y.set(at, y.get(at) + v.get(i) / geometry.points());
            default -> largest = largest < 0 || exceeds(x.get(at), x.get(largest)) ? at : largest;
          }
        }
      }
      switch (kind) {
        case 'a' -> y.set(i, sum / geometry.points());
        case 'm' -> y.set(i, v.get(largest));
        case 's' -> y.set(largest, y.get(largest) + v.get(i));
        default -> {}
      }
    }
  }

  /** Pairs of a position in the large array and one in the slices, whose axis indices name. */
  private static void index(
      int axis,
      TensorType large,
      TensorType slices,
      StridedScalars x,
      StridedScalars indices,
      StridedScalars y,
      boolean gather) {
    long[] shape = slices.shape();
    long inner = product(shape, axis + 1, shape.length);
    long extent = large.size(axis);
    for (long i = 0, n = slices.count(); i < n; i++) {
      double index = indices.get(i / inner % shape[axis]);
      boolean exists = index >= 0 && index < extent && index == Math.rint(index);
      long at = exists ? (i / inner / shape[axis] * extent + (long) index) * inner + i % inner : 0;
      if (gather) {
        y.set(i, exists ? x.get(at) : Double.NaN);
      } else if (exists) {
        y.set(at, y.get(at) + x.get(i));
      }
    }
  }

  private void draw(long stream, boolean normal, StridedScalars words, StridedScalars y) {
    double[] numbers = {words.get(0), words.get(1), words.get(2)};
    RandomKey key = RandomKeys.key(numbers, stream);
    for (long i = 0, n = type.count(); i < n; i++) {
      y.set(i, normal ? key.normal(i) : key.uniform(i));
    }
  }
}
