package org.sciml4j.core.graph;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * A value in a graph of operations: not numbers, but the recipe for them. Methods build larger
 * recipes; shapes are checked at once. Immutable; two values are equal only if they are the same.
 */
public final class Value implements Arithmetic {
  private final Primitive primitive;
  private final List<Value> operands;
  private final List<TensorType> types;
  private final String label;

  private Value(Primitive primitive, List<Value> operands, List<TensorType> types, String label) {
    this.primitive = primitive;
    this.operands = List.copyOf(operands);
    this.types = types;
    this.label = label;
  }

  /**
   * The result of an operation.
   *
   * @throws InvalidInputException if the operands do not fit it
   */
  public static Value of(Operation operation, List<Value> operands) {
    TensorType type = operation.type(operands.stream().map(Value::type).toList());
    return new Value(operation, operands, List.of(type), "");
  }

  /** The result of an operation on these operands. */
  public static Value of(Operation operation, Value... operands) {
    return of(operation, List.of(operands));
  }

  static Value ofLoop(Loop loop, List<Value> operands) {
    return new Value(loop, operands, loop.types(operands.stream().map(Value::type).toList()), "");
  }

  /** Result {@code index} of a loop as a whole. */
  public static Value item(Value loop, int index) {
    return new Value(new Item(index), List.of(loop), List.of(loop.types().get(index)), "");
  }

  /** A value to be given when the program runs. */
  public static Value input(String label, TensorType type) {
    return of(new Input(label, type));
  }

  /** A value to be given when the program runs. */
  public static Value input(String label, DType dtype, long... shape) {
    return input(label, new TensorType(dtype, shape));
  }

  /** Numbers: all elements in row-major order, or one that all share. */
  public static Value constant(TensorType type, double... values) {
    return of(new Constant(type, values));
  }

  /** The numbers a tensor holds now. */
  public static Value constant(Tensor tensor) {
    return constant(new TensorType(tensor.dtype(), tensor.shape()), tensor.toDoubles());
  }

  /** This value's type filled with one number. */
  public Value filled(double number) {
    return constant(type(), number);
  }

  /** What computes it. */
  public Primitive primitive() {
    return primitive;
  }

  /** What it is computed from. */
  public List<Value> operands() {
    return operands;
  }

  /** Operand {@code i}, counted from 0. */
  public Value operand(int i) {
    return operands.get(i);
  }

  /**
   * Its type.
   *
   * @throws InvalidInputException if it is a loop as a whole, whose results are its {@link Item}s
   */
  public TensorType type() {
    if (primitive instanceof Loop) {
      throw new InvalidInputException(
          "value", "a loop as a whole", "one of its results", "take an item of it");
    }
    return types.getFirst();
  }

  /** Types of a loop's results; one for any other value. */
  public List<TensorType> types() {
    return types;
  }

  /** Extents of its axes. */
  public long[] shape() {
    return type().shape();
  }

  /** Number of axes. */
  public int rank() {
    return type().rank();
  }

  /** A name for messages and explained programs; empty if it has none. */
  public String label() {
    return label;
  }

  /** The same value under a name that messages and explained programs show. */
  public Value labelled(String name) {
    return new Value(primitive, operands, types, name);
  }

  /** The same operation on other operands. */
  public Value withOperands(List<Value> others) {
    if (others.equals(operands)) {
      return this;
    }
    List<TensorType> otherTypes =
        switch (primitive) {
          case Operation operation ->
              List.of(operation.type(others.stream().map(Value::type).toList()));
          case Loop loop -> loop.types(others.stream().map(Value::type).toList());
          case Item item -> List.of(others.getFirst().types().get(item.index()));
        };
    return new Value(primitive, others, otherTypes, label);
  }

  /** Sum over some axes, which vanish; over all of them if none is named. */
  public Value sum(int... axes) {
    return sumKeepingAxes(axes).reshape(Axes.without(type(), axes));
  }

  /** Sum over some axes, which stay with extent one; over all of them if none is named. */
  public Value sumKeepingAxes(int... axes) {
    return of(new Sum(Axes.orAll(type(), axes)), this);
  }

  /** Mean over some axes, which vanish; over all of them if none is named. */
  public Value mean(int... axes) {
    return sum(axes).dividedBy(Axes.count(type(), axes));
  }

  /** Mean over some axes, which stay with extent one; over all of them if none is named. */
  public Value meanKeepingAxes(int... axes) {
    return sumKeepingAxes(axes).dividedBy(Axes.count(type(), axes));
  }

  /** Largest element over some axes, which vanish; over all of them if none is named. */
  public Value max(int... axes) {
    return maxKeepingAxes(axes).reshape(Axes.without(type(), axes));
  }

  /** Largest element over some axes, which stay with extent one; over all if none is named. */
  public Value maxKeepingAxes(int... axes) {
    return of(new ReduceMax(Axes.orAll(type(), axes)), this);
  }

  /** Smallest element over some axes, which vanish; over all of them if none is named. */
  public Value min(int... axes) {
    return negate().max(axes).negate();
  }

  /** Index of the first largest element along an axis, which vanishes. */
  public Value argMax(int axis) {
    return of(new ArgMax(axis), this).reshape(Axes.without(type(), axis));
  }

  /** Running sum along an axis. */
  public Value cumulativeSum(int axis) {
    return of(new CumulativeSum(axis), this);
  }

  /** Repeated to this shape, as NumPy broadcasts. */
  public Value broadcastTo(long... shape) {
    return type().equals(type().withShape(shape))
        ? this
        : of(new Broadcast(Operands.list(shape)), this);
  }

  /** The same elements under other extents. */
  public Value reshape(long... shape) {
    return type().equals(type().withShape(shape))
        ? this
        : of(new Reshape(Operands.list(shape)), this);
  }

  /** Axis {@code i} of the result is axis {@code permutation[i]}; none named: the last two swap. */
  public Value transpose(int... permutation) {
    return of(new Transpose(Axes.permutation(type(), permutation)), this);
  }

  /** Positions {@code from} to {@code to - 1} along one axis. */
  public Value slice(int axis, long from, long to) {
    return slice(axis, Span.of(from, to));
  }

  /** Regular positions along one axis. */
  public Value slice(int axis, Span span) {
    Operands.requireAxis("slice", axis, type());
    return slice(
        IntStream.range(0, rank())
            .mapToObj(i -> i == axis ? span : Span.all(type().size(i)))
            .toList());
  }

  /** Regular positions along all axes. */
  public Value slice(List<Span> spans) {
    return of(new Slice(spans), this);
  }

  /** Position {@code index} along an axis, which vanishes. */
  public Value at(int axis, long index) {
    return slice(axis, index, index + 1).reshape(Axes.without(type(), axis));
  }

  /** Turned round along these axes. */
  public Value reverse(int... axes) {
    return of(new Reverse(IntStream.of(axes).boxed().toList()), this);
  }

  /** Values one after the other along an axis. */
  public static Value concat(int axis, Value... parts) {
    return of(new Concat(axis), parts);
  }

  /** Values of one shape stacked along a new axis. */
  public static Value stack(int axis, Value... parts) {
    return of(
        new Concat(axis),
        Stream.of(parts).map(part -> part.reshape(Axes.with(part.type(), axis))).toList());
  }

  /** Continued beyond its edges, one padding for each axis. */
  public Value pad(List<Padding> padding) {
    return of(new Pad(padding), this);
  }

  /**
   * Matrix product of the last two axes. Leading axes are those of both, or of one where the other
   * is a matrix; a vector on the left is a row, on the right a column.
   */
  public Value matmul(Value other) {
    return Broadcasting.matmul(this, other);
  }

  /**
   * Cross-correlation, {@code y[i] = Σ_k w[k] x[stride i + dilation k - low]}: see {@link
   * Convolution}.
   */
  public Value crossCorrelate(Value kernel, ConvolutionGeometry geometry) {
    return of(new Convolution(geometry), this, kernel);
  }

  /** True convolution: cross-correlation with the kernel reversed along its spatial axes. */
  public Value convolve(Value kernel, ConvolutionGeometry geometry) {
    return crossCorrelate(kernel.reverse(IntStream.range(2, kernel.rank()).toArray()), geometry);
  }

  /** Slices at given indices {@code [n]} along an axis; an index off the axis gives NaN. */
  public Value gather(int axis, Value indices) {
    return of(new Gather(axis), this, indices);
  }

  /** Slices added into zeros of extent {@code size} at given indices {@code [n]} along an axis. */
  public Value scatterAdd(int axis, Value indices, long size) {
    return of(new ScatterAdd(axis, size), this, indices);
  }

  /** Class numbers 0 to {@code classes - 1} as rows of one 1 and zeros along a new last axis. */
  public Value oneHot(long classes) {
    long[] shape = LongStream.concat(LongStream.of(shape()), LongStream.of(classes)).toArray();
    Value numbers = of(new Coordinate(type().withShape(shape), shape.length - 1));
    return numbers.equalTo(reshape(Axes.with(type(), rank())).broadcastTo(shape));
  }

  /** The same numbers in another element type. */
  public Value cast(DType dtype) {
    return dtype == type().dtype() ? this : of(new Cast(dtype), this);
  }

  /** The same value, which derivatives take for a constant. */
  public Value stopGradient() {
    return of(new StopGradient(), this);
  }

  /** For example {@code matmul f32[64, 10]}. */
  @Override
  public String toString() {
    return (label.isEmpty() ? "" : label + ": ")
        + primitive.name()
        + " "
        + types.stream().map(TensorType::toString).collect(Collectors.joining(" and "));
  }
}
