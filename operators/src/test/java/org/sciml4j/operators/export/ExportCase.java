package org.sciml4j.operators.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.Grid;
import org.sciml4j.operators.Kernel;
import org.sciml4j.operators.StencilFile;
import org.sciml4j.operators.StencilFile.GridAxis;
import org.sciml4j.operators.StencilFile.Input;
import org.sciml4j.operators.StencilFile.Origin;

/** A random stencil, fields for it, and what must come out, worked out value by value. */
record ExportCase(String name, StencilFile file, DType dtype) {
  static final double A = 0.75;
  static final double B = -0.125;

  /** One call of a generated function: field sizes, inputs and the base of the step form. */
  record Call(long[] shape, double[][] inputs, double[] base) {}

  /** Numbers of the inputs that become arguments: those with a weight. */
  int[] arguments() {
    return IntStream.range(0, file.inputs().size())
        .filter(i -> Arrays.stream(file.inputs().get(i).kernel().values()).anyMatch(w -> w != 0))
        .toArray();
  }

  String source(Language language) {
    return StencilSource.in(language).of(file, dtype, name);
  }

  /**
   * Stencils of every boundary mode in 1 to 3 dimensions, mixed ones, both types, 1 to 3 inputs.
   */
  static List<ExportCase> all() {
    List<ExportCase> cases = new ArrayList<>();
    Random random = new Random(20260101);
    for (int dims = 1; dims <= 3; dims++) {
      for (BoundaryMode mode : BoundaryMode.values()) {
        int[] extent = new int[dims];
        Arrays.fill(extent, dims == 3 ? 3 : 5);
        cases.add(
            random(
                random,
                "c" + cases.size(),
                extent,
                IntStream.range(0, dims).mapToObj(_ -> mode).toList(),
                1,
                0,
                0.2,
                DType.F64));
      }
    }
    for (int i = 0; i < 15; i++) {
      int dims = 1 + i % 3;
      int[] extent = new int[dims];
      Arrays.setAll(extent, _ -> 1 + 2 * random.nextInt(dims == 3 ? 3 : 5));
      cases.add(
          random(
              random,
              "c" + cases.size(),
              extent,
              IntStream.range(0, dims)
                  .mapToObj(_ -> BoundaryMode.values()[random.nextInt(5)])
                  .toList(),
              1 + random.nextInt(3),
              random.nextInt(2) * random.nextGaussian(),
              random.nextDouble(),
              i % 4 == 3 ? DType.F32 : DType.F64));
    }
    return cases;
  }

  /** The largest stencil there is. */
  static ExportCase largest() {
    return random(
        new Random(9),
        "largest",
        new int[] {9, 9, 9},
        List.of(BoundaryMode.ZERO, BoundaryMode.PERIODIC, BoundaryMode.REFLECT),
        1,
        0.5,
        0,
        DType.F64);
  }

  /** Shapes smaller than the stencil, as small as one point, and larger ones. */
  List<Call> calls() {
    Random random = new Random(name.hashCode());
    List<Call> calls = new ArrayList<>();
    for (int most : new int[] {1, 2, 3, 6, 12, 12, 19}) {
      long[] shape = new long[file.dims()];
      Arrays.setAll(shape, _ -> most <= 2 ? most : 1 + random.nextInt(most));
      if (most == 19) {
        shape[shape.length - 1] = 40;
      }
      int count = Math.toIntExact(Shape.count(shape));
      calls.add(
          new Call(
              shape,
              file.inputs().stream().map(_ -> field(random, count)).toArray(double[][]::new),
              field(random, count)));
    }
    return calls;
  }

  long[] outShape(long[] shape) {
    long[] out = shape.clone();
    for (int axis = 0; axis < out.length; axis++) {
      out[axis] = Math.max(0, out[axis] - 2L * margin(axis));
    }
    return out;
  }

  /** Compares {@code K*u + bias}, or the step form, with a plain loop and with our own operator. */
  void check(Call call, boolean step, double[] actual) {
    long[] outShape = outShape(call.shape());
    double[] own = step || !isOwn(outShape) ? null : own(call);
    assertThat(actual).hasSize(Math.toIntExact(Shape.count(outShape)));
    double tolerance = dtype == DType.F64 ? 1e-14 : 5e-6;
    for (int position = 0; position < actual.length; position++) {
      long[] at = index(position, outShape);
      for (int axis = 0; axis < at.length; axis++) {
        at[axis] += margin(axis);
      }
      double sum = round(file.bias());
      double size = Math.abs(sum);
      for (int input = 0; input < call.inputs().length; input++) {
        Kernel kernel = file.inputs().get(input).kernel();
        double[] weights = kernel.values();
        for (int k = 0; k < weights.length; k++) {
          double product =
              weights[k] == 0
                  ? 0
                  : round(weights[k])
                      * value(call.inputs()[input], call.shape(), at, kernel.offset(k));
          sum += product;
          size += Math.abs(product);
        }
      }
      if (step) {
        double base = A * call.base()[flat(at, call.shape())];
        sum = base + B * sum;
        size = Math.abs(base) + Math.abs(B) * size;
      }
      if (!(Math.abs(actual[position] - sum) <= tolerance * size)) {
        throw new AssertionError(
            name
                + " "
                + file.axes()
                + " on "
                + Arrays.toString(call.shape())
                + (step ? " step" : "")
                + " at "
                + Arrays.toString(at)
                + ": "
                + actual[position]
                + " instead of "
                + sum);
      }
      if (own != null) {
        assertThat(actual[position]).isCloseTo(own[position], within(tolerance * size));
      }
    }
  }

  /** Whether our operator can do the same: one input, no bias, some output. */
  private boolean isOwn(long[] outShape) {
    return file.inputs().size() == 1 && file.bias() == 0 && Shape.count(outShape) > 0;
  }

  private double[] own(Call call) {
    Grid grid = new Grid(call.shape(), file.spacing(), file.boundary(), dtype);
    try (Tensor u = Tensor.of(call.inputs()[0], call.shape()).to(dtype);
        Tensor out = Tensor.zeros(dtype, outShape(call.shape()))) {
      file.stencil().on(grid).apply(u, out);
      return out.toDoubles();
    }
  }

  private int margin(int axis) {
    return file.axes().get(axis).boundary() == BoundaryMode.VALID
        ? file.inputs().stream().mapToInt(input -> input.kernel().radius(axis)).max().orElseThrow()
        : 0;
  }

  private double value(double[] field, long[] shape, long[] at, int[] offset) {
    long[] from = new long[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      from[axis] = file.axes().get(axis).boundary().source(at[axis] + offset[axis], shape[axis]);
      if (from[axis] == BoundaryMode.NOTHING) {
        return 0;
      }
    }
    return field[flat(from, shape)];
  }

  private double[] field(Random random, int count) {
    return IntStream.range(0, count).mapToDouble(_ -> round(random.nextGaussian())).toArray();
  }

  private double round(double value) {
    return dtype == DType.F64 ? value : (float) value;
  }

  private static int flat(long[] index, long[] shape) {
    long position = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      position = position * shape[axis] + index[axis];
    }
    return Math.toIntExact(position);
  }

  private static long[] index(long position, long[] shape) {
    long[] index = new long[shape.length];
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = position % shape[axis];
      position /= shape[axis];
    }
    return index;
  }

  private static ExportCase random(
      Random random,
      String name,
      int[] extent,
      List<BoundaryMode> modes,
      int inputs,
      double bias,
      double sparsity,
      DType dtype) {
    List<Input> fields = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      double[] weights = new double[Arrays.stream(extent).reduce(1, (a, b) -> a * b)];
      Arrays.setAll(weights, _ -> random.nextDouble() < sparsity ? 0 : random.nextGaussian());
      if (i == 0) {
        weights[0] = Math.PI;
      }
      fields.add(new Input("T " + i, "s-1", new Kernel(extent, weights), Optional.empty()));
    }
    List<GridAxis> axes =
        IntStream.range(0, extent.length)
            .mapToObj(axis -> new GridAxis("axis" + axis, "m", 0.5, modes.get(axis)))
            .toList();
    StencilFile file =
        new StencilFile(
            fields,
            axes,
            bias,
            OptionalDouble.empty(),
            Optional.empty(),
            new Origin(
                "C:\\users\\data ??/ */ \"\"\" file.nc\nrm", "0", OptionalDouble.empty(), ""));
    return new ExportCase(name, file, dtype);
  }
}
