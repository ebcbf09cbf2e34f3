package org.sciml4j.core.device.nd4j;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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
import org.sciml4j.core.tensor.Shape;

/** One operation on ND4J arrays that are row-major and dense; so is the result. */
final class NdOperations {
  private final TensorType type;
  private final List<INDArray> operands;
  private final INDArray x;

  private NdOperations(TensorType type, List<INDArray> operands) {
    this.type = type;
    this.operands = operands;
    x = operands.isEmpty() ? null : operands.getFirst();
  }

  static INDArray evaluate(Operation operation, TensorType type, List<INDArray> operands) {
    return NdArrays.dense(new NdOperations(type, operands).evaluate(operation));
  }

  private INDArray evaluate(Operation operation) {
    return switch (operation) {
      case Input input -> throw new IllegalArgumentException("no value for " + input);
      case Constant constant -> NdArrays.fill(type, constant::value);
      case Coordinate coordinate -> NdArrays.fill(type, i -> coordinate(i, coordinate.axis()));
      case Elementwise elementwise -> NdElementwise.evaluate(elementwise, operands);
      case Sum sum -> sum.axes().isEmpty() ? x : x.sum(true, ints(sum.axes()));
      case ReduceMax max -> max.axes().isEmpty() ? x : x.max(true, ints(max.axes()));
      case ArgMax max ->
          Nd4j.argMax(x, max.axis()).castTo(x.dataType()).reshape('c', NdArrays.shape(type));
      case CumulativeSum sum -> x.cumsum(sum.axis());
      case Broadcast _ -> broadcast();
      case Reshape _ -> x.reshape('c', NdArrays.shape(type));
      case Cast cast -> x.castTo(NdArrays.dataType(cast.dtype()));
      case StopGradient _ -> x;
      case Transpose transpose -> type.rank() == 0 ? x : x.permute(ints(transpose.permutation()));
      case Slice slice -> type.rank() == 0 ? x : spans(x, slice.spans());
      case Embed embed -> embed(embed.spans());
      case Reverse reverse -> reversed(reverse.axes());
      case Concat concat -> Nd4j.concat(concat.axis(), operands.toArray(INDArray[]::new));
      case Pad pad -> padded(pad.padding());
      case Fold fold -> folded(fold.padding());
      case MatMul _ -> product();
      case Convolution convolution ->
          NdConvolutions.forward(convolution.geometry(), x, operands.get(1), type.shape());
      case ConvolutionInputAdjoint adjoint ->
          NdConvolutions.byInput(adjoint.geometry(), NdArrays.zeros(type), operands.get(1), x);
      case ConvolutionKernelAdjoint adjoint ->
          NdConvolutions.byKernel(adjoint.geometry(), x, NdArrays.zeros(type), operands.get(1));
      case MaxPool pool -> NdPools.select(pool.geometry(), x, x, type.shape());
      case MaxPoolSelect pool -> NdPools.select(pool.geometry(), x, operands.get(1), type.shape());
      case MaxPoolScatter pool -> NdPools.scatter(pool.geometry(), x, operands.get(1));
      case AveragePool pool -> NdPools.average(pool.geometry(), x, NdArrays.zeros(type));
      case AveragePoolAdjoint pool -> NdPools.spread(pool.geometry(), NdArrays.zeros(type), x);
      case Gather gather -> gathered(gather.axis());
      case ScatterAdd scatter -> scattered(scatter.axis());
      case RandomUniform uniform -> uniform(key(uniform.stream()));
      case RandomNormal normal -> NdArrays.fill(type, key(normal.stream())::normal);
    };
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private RandomKey key(long stream) {
    return RandomKeys.key(x.toDoubleVector(), stream);
  }

  private INDArray uniform(RandomKey key) {
    return NdArrays.fill(type, i -> key.uniform(i, type.dtype()));
  }

  private double coordinate(long position, int axis) {
    return position / Shape.strides(type.shape())[axis] % type.size(axis);
  }

  private INDArray broadcast() {
    long[] shape = NdArrays.shape(type);
    int added = shape.length - x.rank();
    long[] aligned =
        IntStream.range(0, shape.length)
            .mapToLong(axis -> axis < added ? 1 : x.size(axis - added))
            .toArray();
    INDArray reshaped = x.reshape('c', aligned);
    return Arrays.equals(aligned, shape) ? reshaped : reshaped.broadcast(shape);
  }

  private static INDArray spans(INDArray array, List<Span> spans) {
    return NdArrays.view(
        array,
        spans.stream().mapToLong(Span::from).toArray(),
        spans.stream().mapToLong(Span::step).toArray(),
        spans.stream().mapToLong(Span::count).toArray());
  }

  private INDArray embed(List<Span> spans) {
    if (type.rank() == 0) {
      return x;
    }
    INDArray result = NdArrays.zeros(type);
    spans(result, spans).assign(x);
    return result;
  }

  private INDArray reversed(List<Integer> axes) {
    INDArray current = x;
    for (int axis : axes) {
      INDArray turned = Nd4j.zerosLike(x);
      long size = x.size(axis);
      for (long i = 0; i < size; i++) {
        NdArrays.at(turned, axis, size - 1 - i).assign(NdArrays.at(current, axis, i));
      }
      current = turned;
    }
    return current;
  }

  private INDArray padded(List<Padding> padding) {
    INDArray current = x;
    for (int axis = 0; axis < padding.size(); axis++) {
      Padding added = padding.get(axis);
      INDArray wider = resized(current, axis, added.low() + added.high());
      for (long i = 0; i < wider.size(axis); i++) {
        long source = added.source(i, current.size(axis));
        if (source != BoundaryMode.NOTHING) {
          NdArrays.at(wider, axis, i).assign(NdArrays.at(current, axis, source));
        }
      }
      current = wider;
    }
    return current;
  }

  private INDArray folded(List<Padding> padding) {
    INDArray current = x;
    for (int axis = 0; axis < padding.size(); axis++) {
      Padding added = padding.get(axis);
      INDArray narrower = resized(current, axis, -added.low() - added.high());
      for (long i = 0; i < current.size(axis); i++) {
        long source = added.source(i, narrower.size(axis));
        if (source != BoundaryMode.NOTHING) {
          NdArrays.at(narrower, axis, source).addi(NdArrays.at(current, axis, i));
        }
      }
      current = narrower;
    }
    return current;
  }

  private static INDArray resized(INDArray array, int axis, long change) {
    long[] shape = array.shape().clone();
    shape[axis] += change;
    return NdArrays.zeros(array, shape);
  }

  private INDArray product() {
    INDArray b = operands.get(1);
    if (type.rank() == 2) {
      return x.mmul(b);
    }
    long[] shape = type.shape();
    long m = shape[shape.length - 2];
    long n = shape[shape.length - 1];
    long k = x.size(-1);
    long batch = type.count() / (m * n);
    INDArray left = x.reshape('c', batch, m, k);
    INDArray right = b.reshape('c', batch, k, n);
    INDArray result = NdArrays.zeros(x, batch, m, n);
    for (long i = 0; i < batch; i++) {
      INDArray one = NdArrays.dense(NdArrays.at(left, 0, i)).reshape('c', m, k);
      INDArray other = NdArrays.dense(NdArrays.at(right, 0, i)).reshape('c', k, n);
      NdArrays.at(result, 0, i).assign(one.mmul(other).reshape('c', 1, m, n));
    }
    return result.reshape('c', shape);
  }

  private INDArray gathered(int axis) {
    INDArray result = NdArrays.zeros(type);
    double[] indices = operands.get(1).toDoubleVector();
    for (int i = 0; i < indices.length; i++) {
      INDArray place = NdArrays.at(result, axis, i);
      if (onAxis(indices[i], x.size(axis))) {
        place.assign(NdArrays.at(x, axis, (long) indices[i]));
      } else {
        place.assign(Double.NaN);
      }
    }
    return result;
  }

  private INDArray scattered(int axis) {
    INDArray result = NdArrays.zeros(type);
    double[] indices = operands.get(1).toDoubleVector();
    for (int i = 0; i < indices.length; i++) {
      if (onAxis(indices[i], type.size(axis))) {
        NdArrays.at(result, axis, (long) indices[i]).addi(NdArrays.at(x, axis, i));
      }
    }
    return result;
  }

  private static boolean onAxis(double index, long size) {
    return LongStream.range(0, size).anyMatch(position -> position == index);
  }
}
