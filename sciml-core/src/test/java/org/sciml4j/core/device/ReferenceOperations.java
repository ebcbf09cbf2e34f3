package org.sciml4j.core.device;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.sciml4j.core.graph.ArgMax;
import org.sciml4j.core.graph.AveragePool;
import org.sciml4j.core.graph.AveragePoolAdjoint;
import org.sciml4j.core.graph.Broadcast;
import org.sciml4j.core.graph.Cast;
import org.sciml4j.core.graph.Concat;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.ConvolutionInputAdjoint;
import org.sciml4j.core.graph.ConvolutionKernelAdjoint;
import org.sciml4j.core.graph.Coordinate;
import org.sciml4j.core.graph.CumulativeSum;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.graph.Embed;
import org.sciml4j.core.graph.Fold;
import org.sciml4j.core.graph.Gather;
import org.sciml4j.core.graph.Input;
import org.sciml4j.core.graph.MatMul;
import org.sciml4j.core.graph.MaxPool;
import org.sciml4j.core.graph.MaxPoolScatter;
import org.sciml4j.core.graph.MaxPoolSelect;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.graph.RandomNormal;
import org.sciml4j.core.graph.RandomUniform;
import org.sciml4j.core.graph.ReduceMax;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.Reverse;
import org.sciml4j.core.graph.ScatterAdd;
import org.sciml4j.core.graph.Slice;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.StopGradient;
import org.sciml4j.core.graph.Sum;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Transpose;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;

/** Every operation by its defining formula, element by element in double precision. */
final class ReferenceOperations {
  private final TensorType result;
  private final List<TensorType> types;
  private final List<double[]> operands;

  private ReferenceOperations(TensorType result, List<TensorType> types, List<double[]> operands) {
    this.result = result;
    this.types = types;
    this.operands = operands;
  }

  static double[] evaluate(
      Operation operation, TensorType result, List<TensorType> types, List<double[]> operands) {
    return new ReferenceOperations(result, types, operands).evaluate(operation);
  }

  private double[] evaluate(Operation operation) {
    return switch (operation) {
      case Input input -> throw new IllegalArgumentException("no value for " + input);
      case Constant constant -> eachPosition(constant::value);
      case Coordinate coordinate -> each(at -> at[coordinate.axis()]);
      case Elementwise elementwise ->
          eachPosition(
              i -> elementwise.evaluate(operands.stream().mapToDouble(x -> x[i]).toArray()));
      case Sum sum -> reduce(sum.axes(), 0, Double::sum);
      case ReduceMax max -> reduce(max.axes(), Double.NEGATIVE_INFINITY, Math::max);
      case ArgMax max -> each(at -> argMax(at, max.axis()));
      case CumulativeSum sum -> each(at -> sumUpTo(at, sum.axis()));
      case Broadcast _ -> each(this::broadcast);
      case Reshape _, Cast _, StopGradient _ -> operands.getFirst().clone();
      case Transpose transpose -> each(at -> x(0, before(transpose.permutation(), at)));
      case Slice slice -> each(at -> x(0, positions(slice.spans(), at)));
      case Embed embed -> scatter(at -> positions(embed.spans(), at));
      case Reverse reverse -> each(at -> x(0, reversed(reverse.axes(), at)));
      case Concat concat -> each(at -> joined(at, concat.axis()));
      case Pad pad -> each(at -> padded(pad.padding(), at));
      case Fold fold -> scatter(at -> sources(fold.padding(), at));
      case MatMul _ -> each(this::product);
      case Convolution convolution -> Windows.convolve(convolution.geometry(), x(0), x(1), zeros());
      case ConvolutionInputAdjoint adjoint ->
          Windows.adjointByInput(adjoint.geometry(), zeros(), x(1), x(0));
      case ConvolutionKernelAdjoint adjoint ->
          Windows.adjointByKernel(adjoint.geometry(), x(0), zeros(), x(1));
      case MaxPool pool -> Windows.selectLargest(pool.geometry(), x(0), x(0), zeros());
      case MaxPoolSelect pool -> Windows.selectLargest(pool.geometry(), x(0), x(1), zeros());
      case MaxPoolScatter pool -> Windows.scatterToLargest(pool.geometry(), x(0), x(1), zeros());
      case AveragePool pool -> Windows.average(pool.geometry(), x(0), zeros());
      case AveragePoolAdjoint pool -> Windows.spread(pool.geometry(), x(0), zeros());
      case Gather gather -> each(at -> gathered(at, gather.axis()));
      case ScatterAdd scatter -> scatter(at -> indexed(at, scatter.axis(), scatter.size()));
      case RandomUniform uniform -> uniform(key(uniform.stream()));
      case RandomNormal normal -> eachPosition(key(normal.stream())::normal);
    };
  }

  private RandomKey key(long stream) {
    return RandomKeys.key(operands.getFirst(), stream);
  }

  private double[] uniform(RandomKey key) {
    return eachPosition(position -> key.uniform(position, result.dtype()));
  }

  private DoubleArray x(int operand) {
    return new DoubleArray(types.get(operand).shape(), operands.get(operand));
  }

  private double x(int operand, long... at) {
    return x(operand).get(at);
  }

  private DoubleArray zeros() {
    return DoubleArray.zeros(result.shape());
  }

  private interface Position {
    double value(int position);
  }

  private double[] eachPosition(Position element) {
    double[] all = new double[Math.toIntExact(result.count())];
    Arrays.setAll(all, element::value);
    return all;
  }

  private double[] each(ToDoubleFunction<long[]> element) {
    DoubleArray all = zeros();
    all.forEach(at -> all.set(element.applyAsDouble(at), at));
    return all.elements();
  }

  private interface Place {
    /** Where an element goes; {@code null} for nowhere. */
    long[] of(long[] at);
  }

  private double[] scatter(Place place) {
    DoubleArray all = zeros();
    x(0).forEach(
            at -> {
              long[] to = place.of(at);
              if (to != null) {
                all.set(all.get(to) + x(0, at), to);
              }
            });
    return all.elements();
  }

  private double[] reduce(List<Integer> axes, double start, DoubleBinaryOperator step) {
    DoubleArray all = zeros();
    Arrays.fill(all.elements(), start);
    x(0).forEach(
            at -> {
              long[] to = at.clone();
              axes.forEach(axis -> to[axis] = 0);
              all.set(step.applyAsDouble(all.get(to), x(0, at)), to);
            });
    return all.elements();
  }

  private double argMax(long[] at, int axis) {
    long largest = 0;
    for (long i = 1; i < types.getFirst().size(axis); i++) {
      if (Windows.exceeds(x(0, with(at, axis, i)), x(0, with(at, axis, largest)))) {
        largest = i;
      }
    }
    return largest;
  }

  private double sumUpTo(long[] at, int axis) {
    double sum = 0;
    for (long i = 0; i <= at[axis]; i++) {
      sum += x(0, with(at, axis, i));
    }
    return sum;
  }

  private double broadcast(long[] at) {
    TensorType type = types.getFirst();
    long[] from = Arrays.copyOfRange(at, at.length - type.rank(), at.length);
    Arrays.setAll(from, axis -> type.size(axis) == 1 ? 0 : from[axis]);
    return x(0, from);
  }

  private static long[] before(List<Integer> permutation, long[] at) {
    long[] from = new long[at.length];
    IntStream.range(0, at.length).forEach(i -> from[permutation.get(i)] = at[i]);
    return from;
  }

  private static long[] positions(List<Span> spans, long[] at) {
    return IntStream.range(0, at.length)
        .mapToLong(i -> spans.get(i).from() + at[i] * spans.get(i).step())
        .toArray();
  }

  private long[] reversed(List<Integer> axes, long[] at) {
    long[] from = at.clone();
    axes.forEach(axis -> from[axis] = result.size(axis) - 1 - at[axis]);
    return from;
  }

  private double joined(long[] at, int axis) {
    long position = at[axis];
    for (int operand = 0; ; operand++) {
      if (position < types.get(operand).size(axis)) {
        return x(operand, with(at, axis, position));
      }
      position -= types.get(operand).size(axis);
    }
  }

  private double padded(List<Padding> padding, long[] at) {
    long[] from =
        IntStream.range(0, at.length)
            .mapToLong(i -> padding.get(i).source(at[i], types.getFirst().size(i)))
            .toArray();
    boolean zero = Arrays.stream(from).anyMatch(position -> position == BoundaryMode.NOTHING);
    return zero ? 0 : x(0, from);
  }

  private long[] sources(List<Padding> padding, long[] at) {
    long[] to =
        IntStream.range(0, at.length)
            .mapToLong(i -> padding.get(i).source(at[i], result.size(i)))
            .toArray();
    boolean none = Arrays.stream(to).anyMatch(position -> position == BoundaryMode.NOTHING);
    return none ? null : to;
  }

  private double product(long[] at) {
    int last = at.length - 1;
    double sum = 0;
    for (long k = 0; k < types.getFirst().size(last); k++) {
      sum += x(0, with(at, last, k)) * x(1, with(at, last - 1, k));
    }
    return sum;
  }

  private double gathered(long[] at, int axis) {
    double index = x(1, at[axis]);
    boolean onAxis = index >= 0 && index < types.getFirst().size(axis) && index == Math.rint(index);
    return onAxis ? x(0, with(at, axis, (long) index)) : Double.NaN;
  }

  private long[] indexed(long[] at, int axis, long size) {
    double index = x(1, at[axis]);
    boolean onAxis = index >= 0 && index < size && index == Math.rint(index);
    return onAxis ? with(at, axis, (long) index) : null;
  }

  private static long[] with(long[] at, int axis, long position) {
    long[] other = at.clone();
    other[axis] = position;
    return other;
  }
}
