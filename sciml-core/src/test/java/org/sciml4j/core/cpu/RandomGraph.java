package org.sciml4j.core.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sciml4j.core.graph.AveragePool;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Embed;
import org.sciml4j.core.graph.Fold;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.MaxPool;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.PoolGeometry;
import org.sciml4j.core.graph.Span;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

/** Random graphs of awkward shapes whose values stay of the order of one. */
public final class RandomGraph {
  private static final int MOST_ELEMENTS = 3000;

  private final Random random;
  private final DType dtype;
  private final List<Value> pool = new ArrayList<>();

  private RandomGraph(Random random, DType dtype) {
    this.random = random;
    this.dtype = dtype;
  }

  /** A graph of three inputs and about so many operations. */
  public static Graph of(Random random, DType dtype, int nodes) {
    RandomGraph graph = new RandomGraph(random, dtype);
    List<Value> inputs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      inputs.add(Value.input("x" + i, dtype, graph.shape()));
    }
    return new Graph(inputs, graph.grow(inputs, nodes, true));
  }

  private List<Value> grow(List<Value> inputs, int nodes, boolean loops) {
    pool.addAll(inputs);
    for (int i = 0; i < nodes; i++) {
      Value value = loops && random.nextInt(12) == 0 ? loop() : next();
      if (value.type().count() <= MOST_ELEMENTS) {
        pool.add(value);
      }
    }
    List<Value> outputs = new ArrayList<>();
    outputs.add(pool.getLast());
    for (int i = random.nextInt(4); i > 0; i--) {
      outputs.add(any());
    }
    return outputs;
  }

  private long[] shape() {
    return LongStream.range(0, random.nextInt(4)).map(i -> 1 + random.nextInt(9)).toArray();
  }

  private Value any() {
    int from = random.nextBoolean() ? 0 : Math.max(0, pool.size() - 4);
    return pool.get(from + random.nextInt(pool.size() - from));
  }

  private Value ofRank(int least) {
    Value value = any();
    for (int i = 0; i < 8 && value.rank() < least; i++) {
      value = any();
    }
    while (value.rank() < least) {
      long[] shape = LongStream.concat(LongStream.of(value.shape()), LongStream.of(1)).toArray();
      value = value.reshape(shape);
    }
    return value;
  }

  /** A value that broadcasts with the given one. */
  private Value beside(Value value) {
    List<Value> same = pool.stream().filter(one -> one.type().hasShapeOf(value.type())).toList();
    return switch (random.nextInt(4)) {
      case 0 -> Value.constant(new TensorType(dtype), random.nextInt(-2, 3) / 2.0);
      case 1 -> {
        int[] axes = IntStream.range(0, value.rank()).filter(i -> random.nextBoolean()).toArray();
        yield axes.length == 0 ? same.getFirst() : value.maxKeepingAxes(axes);
      }
      default -> same.get(random.nextInt(same.size()));
    };
  }

  private Value next() {
    Value x = any();
    return switch (random.nextInt(30)) {
      case 0, 1 -> x.plus(beside(x)).times(0.5);
      case 2, 3 -> x.times(beside(x)).tanh();
      case 4 -> x.minus(beside(x)).times(0.5);
      case 5 -> x.dividedBy(beside(x).abs().plus(1));
      case 6 -> random.nextBoolean() ? x.maximum(beside(x)) : x.minimum(beside(x));
      case 7 -> x.lessThan(0.25).select(x, beside(x));
      case 8, 9 -> unary(x);
      case 10 -> x.abs().plus(0.5).power(random.nextInt(-3, 4) / 2.0).tanh();
      case 11 -> {
        int[] axes = IntStream.range(0, x.rank()).filter(i -> random.nextBoolean()).toArray();
        yield random.nextBoolean() ? x.mean(axes) : x.meanKeepingAxes(axes);
      }
      case 12 -> {
        int[] axes = IntStream.range(0, x.rank()).filter(i -> random.nextBoolean()).toArray();
        yield random.nextBoolean() ? x.max(axes) : x.maxKeepingAxes(axes);
      }
      case 13 -> reshape(x);
      case 14, 15 -> {
        List<Integer> axes = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
        Collections.shuffle(axes, random);
        yield x.transpose(axes.stream().mapToInt(Integer::intValue).toArray());
      }
      case 16, 17 -> x.slice(spans(x.shape()));
      case 18 ->
          x.reverse(IntStream.range(0, x.rank()).filter(i -> random.nextBoolean()).toArray());
      case 19 -> {
        Value y = ofRank(1);
        yield Value.concat(random.nextInt(y.rank()), y, y.tanh(), y);
      }
      case 20 -> {
        long[] shape =
            LongStream.concat(LongStream.of(1 + random.nextInt(3)), LongStream.of(x.shape()))
                .toArray();
        yield x.broadcastTo(shape);
      }
      case 21 -> embed(x);
      case 22 -> x.pad(padding(x));
      case 23 -> {
        List<Padding> padding = padding(x);
        yield Value.of(new Fold(padding), x.pad(padding).times(0.5));
      }
      case 24, 25 -> matmul();
      case 26 -> convolution();
      case 27 -> pool();
      case 28 -> indexed();
      default -> ofRank(1).cumulativeSum(0).tanh();
    };
  }

  private Value unary(Value x) {
    return switch (random.nextInt(14)) {
      case 0 -> x.negate();
      case 1 -> x.abs();
      case 2 -> x.sin();
      case 3 -> x.cos();
      case 4 -> x.tanh();
      case 5 -> x.sigmoid();
      case 6 -> x.erf();
      case 7 -> x.tanh().exp();
      case 8 -> x.tanh().expm1();
      case 9 -> x.abs().plus(0.5).log();
      case 10 -> x.abs().log1p();
      case 11 -> x.abs().plus(0.25).sqrt();
      case 12 -> x.abs().plus(0.5).reciprocal();
      default -> x.stopGradient().square();
    };
  }

  private Value reshape(Value x) {
    long count = x.type().count();
    for (long rows = 1L + random.nextInt(6); rows > 1; rows--) {
      if (count % rows == 0) {
        return random.nextBoolean()
            ? x.reshape(rows, count / rows)
            : x.reshape(count / rows, 1, rows);
      }
    }
    return x.reshape(count);
  }

  private List<Span> spans(long... shape) {
    return LongStream.of(shape)
        .mapToObj(
            extent -> {
              long step = 1L + random.nextInt(2);
              long from = random.nextInt((int) extent);
              return new Span(from, (extent - from + step - 1) / step, step);
            })
        .toList();
  }

  private Value embed(Value x) {
    List<Long> shape = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (long extent : x.shape()) {
      long step = 1L + random.nextInt(2);
      long from = random.nextInt(3);
      spans.add(new Span(from, extent, step));
      shape.add(from + extent * step + random.nextInt(2));
    }
    return Value.of(new Embed(shape, spans), x);
  }

  private List<Padding> padding(Value x) {
    BoundaryMode[] modes = {
      BoundaryMode.ZERO, BoundaryMode.PERIODIC, BoundaryMode.REFLECT, BoundaryMode.REPLICATE
    };
    return IntStream.range(0, x.rank())
        .mapToObj(
            i ->
                new Padding(
                    random.nextInt(3),
                    random.nextInt(3),
                    modes[random.nextInt(4)],
                    modes[random.nextInt(4)]))
        .toList();
  }

  private Value matmul() {
    Value a = ofRank(2);
    Value b = random.nextBoolean() ? a.sin().transpose() : ofRank(2);
    if (b.rank() != 2 && b.rank() != a.rank()) {
      b = a.transpose();
    }
    boolean fits = a.type().size(a.rank() - 1) == b.type().size(b.rank() - 2);
    for (int axis = 0; fits && b.rank() == a.rank() && axis < a.rank() - 2; axis++) {
      fits = a.type().size(axis) == b.type().size(axis);
    }
    b = fits ? b : a.transpose();
    return a.matmul(b).dividedBy(a.type().size(a.rank() - 1));
  }

  private Value convolution() {
    Value x = ofRank(2);
    long[] shape = x.shape();
    long rows = shape[shape.length - 2];
    long columns = shape[shape.length - 1];
    Value image = x.reshape(x.type().count() / (rows * columns), 1, rows, columns);
    long height = 1L + random.nextInt((int) Math.min(3, rows));
    long width = 1L + random.nextInt((int) Math.min(3, columns));
    Value kernel = image.slice(0, 0, 1).slice(2, 0, height).slice(3, 0, width);
    kernel = random.nextBoolean() ? kernel : Value.concat(0, kernel, kernel.sin());
    ConvolutionGeometry geometry =
        ConvolutionGeometry.dense(2)
            .withStride(List.of(1L + random.nextInt(2), 1L + random.nextInt(2)))
            .withPadding(List.of((long) random.nextInt(2), 1L), List.of(1L, 0L));
    return image.crossCorrelate(kernel, geometry).dividedBy(height * width);
  }

  private Value pool() {
    Value x = ofRank(2);
    long[] shape = x.shape();
    long columns = shape[shape.length - 1];
    Value image = x.reshape(1, x.type().count() / columns, columns);
    List<Long> window = List.of(1L + random.nextInt((int) Math.min(3, columns)));
    PoolGeometry geometry = PoolGeometry.of(window, List.of(1L + random.nextInt(2)));
    return Value.of(
        random.nextBoolean() ? new MaxPool(geometry) : new AveragePool(geometry), image);
  }

  private Value indexed() {
    Value x = ofRank(1);
    int axis = random.nextInt(x.rank());
    long extent = x.type().size(axis);
    double[] numbers = random.doubles(extent).map(u -> Math.floor(u * extent)).toArray();
    Value indices = Value.constant(new TensorType(dtype, extent), numbers);
    return random.nextBoolean()
        ? x.gather(axis, indices)
        : x.scatterAdd(axis, indices, extent + 1).tanh();
  }

  private Value loop() {
    Value carry = any();
    Value sequence = ofRank(1);
    Value constant = any();
    List<Value> inputs =
        List.of(
            Value.input("carry", carry.type()),
            Value.input(
                "slice",
                sequence
                    .type()
                    .withShape(Arrays.copyOfRange(sequence.shape(), 1, sequence.rank()))),
            Value.input("constant", constant.type()));
    RandomGraph body = new RandomGraph(random, dtype);
    List<Value> results = new ArrayList<>(body.grow(inputs, 5, false));
    List<Value> carries =
        body.pool.stream().filter(one -> one.type().equals(carry.type())).toList();
    results.addFirst(carries.get(random.nextInt(carries.size())));
    Loop loop =
        new Loop(
            new Graph(inputs, results),
            sequence.type().size(0),
            1,
            1,
            random.nextBoolean(),
            Checkpointing.NONE);
    List<Value> all = loop.on(List.of(carry, sequence, constant));
    pool.addAll(all.stream().filter(one -> one.type().count() <= MOST_ELEMENTS).toList());
    return all.get(random.nextInt(all.size()));
  }
}
