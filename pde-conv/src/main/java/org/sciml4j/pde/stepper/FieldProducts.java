package org.sciml4j.pde.stepper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.Value;
import org.sciml4j.pde.stepper.PointExpression.Combined;
import org.sciml4j.pde.stepper.PointExpression.Literal;

/** Sums and products of fields with numbers: matrices, kernels, tables. */
record FieldProducts(CFile file, CFunction code) {
  private static final Padding NONE = Padding.NONE;

  static StepFields sum(List<Integer> axes, StepFields x) {
    if (x.lead() == null || axes.stream().anyMatch(axis -> axis >= x.lead().length)) {
      return null;
    }
    long[] lead = x.lead().clone();
    axes.forEach(axis -> lead[axis] = 1);
    int[] targets = StridedView.rowMajor(lead).broadcastTo(x.lead()).positions();
    PointExpression[] sums = new PointExpression[StridedView.count(lead)];
    for (int c = 0; c < targets.length; c++) {
      PointExpression term = x.channels().get(c);
      PointExpression sum = sums[targets[c]];
      sums[targets[c]] = sum == null ? term : new Combined("%s + %s", List.of(sum, term));
    }
    return new StepFields(lead, x.box(), List.of(sums));
  }

  StepFields matmul(Value value, StepFields x) {
    ConstantFields left = ConstantFields.of(value.operand(0));
    ConstantFields matrix = left == null ? ConstantFields.of(value.operand(1)) : left;
    if (matrix == null || !matrix.isOneMatrix()) {
      return null;
    }
    return left == null ? alongLines(matrix, value, x) : ofChannels(matrix, value, x);
  }

  /** Lines along the last axis times a matrix. */
  private StepFields alongLines(ConstantFields matrix, Value value, StepFields x) {
    boolean lines = x.lead() == null && value.rank() == 2;
    if (!lines && !x.hasAxesOf(value.operand(0).shape())) {
      return null;
    }
    int columns = (int) value.type().size(value.rank() - 1);
    double[] numbers = matrix.matrix();
    long[] box = x.box().clone();
    box[box.length - 1] = columns;
    List<PointExpression> channels = new ArrayList<>();
    for (PointExpression channel : x.channels()) {
      channels.add(code.product(code.stored(channel, x.box()), numbers, columns));
    }
    return new StepFields(x.lead(), box, channels);
  }

  /** A matrix times channels. */
  private static StepFields ofChannels(ConstantFields matrix, Value value, StepFields x) {
    int leading = value.rank() - 1;
    if (x.lead() == null || x.lead().length != leading) {
      return null;
    }
    long[] lead = x.lead().clone();
    int columns = (int) lead[leading - 1];
    int rows = (int) value.type().size(leading - 1);
    lead[leading - 1] = rows;
    double[] numbers = matrix.matrix();
    List<PointExpression> channels = new ArrayList<>();
    for (int from = 0; from < x.channels().size(); from += columns) {
      List<PointExpression> terms = x.channels().subList(from, from + columns);
      for (int row = 0; row < rows; row++) {
        channels.add(
            combination(Arrays.copyOfRange(numbers, row * columns, (row + 1) * columns), terms));
      }
    }
    return new StepFields(lead, x.box(), channels);
  }

  private static PointExpression combination(double[] weights, List<PointExpression> terms) {
    PointExpression sum = null;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        PointExpression term =
            new Combined("%s * %s", List.of(new Literal(weights[i]), terms.get(i)));
        sum = sum == null ? term : new Combined("%s + %s", List.of(sum, term));
      }
    }
    return sum == null ? new Literal(0) : sum;
  }

  /** Entries of a table at computed indices. */
  StepFields gather(Value value, StepFields x) {
    ConstantFields table = ConstantFields.of(value.operand(0));
    if (table == null || table.view().rank() != 1) {
      return null;
    }
    double[] numbers =
        Arrays.stream(table.view().positions()).mapToDouble(table.numbers()::value).toArray();
    String entry = file.table(numbers) + "[(long) %s]";
    return new StepFields(
        x.lead(),
        x.box(),
        x.channels().stream()
            .<PointExpression>map(index -> new Combined(entry, List.of(index)))
            .toList());
  }

  StepFields convolution(Convolution one, Value value, StepFields x) {
    ConstantFields kernel = ConstantFields.of(value.operand(1));
    int dims = x.box().length;
    if (kernel == null
        || !x.hasAxesOf(value.operand(0).shape())
        || x.lead().length != 2
        || !one.geometry().equals(ConvolutionGeometry.dense(dims))) {
      return null;
    }
    List<Padding> padding = Collections.nCopies(dims, NONE);
    if (value.operand(0).primitive() instanceof Pad(List<Padding> all)) {
      if (all.stream().limit(2).anyMatch(end -> !end.equals(NONE))) {
        return null;
      }
      padding = all.subList(2, all.size());
    }
    long[] extents = kernel.view().axes(2, 2 + dims).extents();
    long[] box = Arrays.copyOfRange(value.shape(), 2, value.rank());
    int in = (int) x.lead()[1];
    int points = StridedView.count(extents);
    boolean atPoints = points == 1 && Arrays.equals(box, x.box());
    int[] numbers = kernel.view().positions();
    List<PointExpression> channels = new ArrayList<>();
    for (int from = 0; from < x.channels().size(); from += in) {
      List<PointExpression> sources = x.channels().subList(from, from + in);
      for (int first = 0; first < numbers.length; first += in * points) {
        List<double[]> kernels = new ArrayList<>();
        for (int at = first; at < first + in * points; at += points) {
          kernels.add(
              Arrays.stream(numbers, at, at + points)
                  .mapToDouble(kernel.numbers()::value)
                  .toArray());
        }
        channels.add(
            atPoints
                ? combination(kernels.stream().mapToDouble(w -> w[0]).toArray(), sources)
                : code.stencil(
                    sources.stream().map(source -> code.stored(source, x.box())).toList(),
                    kernels,
                    extents,
                    new long[dims],
                    padding,
                    box));
      }
    }
    return new StepFields(new long[] {x.lead()[0], kernel.view().extents()[0]}, box, channels);
  }
}
