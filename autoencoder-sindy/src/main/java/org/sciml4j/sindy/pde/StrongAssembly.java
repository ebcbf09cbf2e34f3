package org.sciml4j.sindy.pde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.sindy.expression.Evaluator;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.formulation.RowSink;

/** Builds the rows of a {@link StrongForm}, keeping only the frames a derivative in time needs. */
final class StrongAssembly {
  private static final int ROWS = 8192;

  /** A field or its derivative in space. */
  private record Leaf(int field, List<AxisFilter> filters) {}

  private final StrongForm form;
  private final FieldSource data;
  private final int fields;
  private final int points;
  private final AxisFilter still;
  private final AxisFilter rate;
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<AxisFilter> unchanged;
  private final double[][][] window;
  private final double[][] leafValues;
  private final double[][] rates;
  private final double[][] scratch;
  private final double[][] swap;
  private final Evaluator evaluator;
  private final RowSink sink;
  private final double[][] theta;
  private final double[][] targets;
  private final double[] weights;
  private final int[] usable;
  private final double[][] chosenLeaves;
  private int rows;
  private int read;

  StrongAssembly(StrongForm form, FieldSource data, List<Expression> terms, RowSink sink) {
    this.form = form;
    this.data = data;
    this.sink = sink;
    SpaceGrid grid = data.grid();
    points = grid.points();
    List<Variable> names = data.names().stream().map(Variable::new).toList();
    fields = names.size();
    still = AxisFilter.of(form.time(), 0, data.time());
    rate = AxisFilter.of(form.time(), 1, data.time());
    unchanged = filters(grid, grid.orders(""));
    Set<Expression> needed = new LinkedHashSet<>();
    terms.forEach(term -> needed.addAll(term.fieldQuantities()));
    for (Expression leaf : needed) {
      boolean derived = leaf instanceof SpaceDerivative;
      Variable field = (Variable) (derived ? ((SpaceDerivative) leaf).of() : leaf);
      String letters = derived ? ((SpaceDerivative) leaf).axes() : "";
      leaves.add(new Leaf(names.indexOf(field), filters(grid, grid.orders(letters))));
    }
    evaluator = Evaluator.of(List.copyOf(needed), terms);
    int width = 2 * Math.max(form.time().reach(1), form.time().endCount(1)) + 1;
    window = new double[Math.min(width, data.time().points())][fields][points];
    leafValues = new double[leaves.size()][points];
    rates = new double[fields][points];
    scratch = new double[fields + leaves.size()][points];
    swap = new double[fields + leaves.size()][points];
    usable = IntStream.range(0, points).filter(this::usable).toArray();
    int capacity = ROWS + usable.length;
    theta = new double[terms.size()][capacity];
    targets = new double[fields][capacity];
    weights = new double[capacity];
    Arrays.fill(weights, 1);
    chosenLeaves = new double[leaves.size()][usable.length];
  }

  private List<AxisFilter> filters(SpaceGrid grid, List<Integer> orders) {
    return IntStream.range(0, orders.size())
        .mapToObj(axis -> AxisFilter.of(form.space(), orders.get(axis), grid.axes().get(axis)))
        .toList();
  }

  /** Whether a point keeps the margin from the ends of all axes. */
  private boolean usable(int point) {
    int rest = point;
    for (FieldAxis axis : data.grid().axes().reversed()) {
      int i = rest % axis.points();
      rest /= axis.points();
      int margin = axis.periodic() ? 0 : form.space().margin();
      if (i < margin || i >= axis.points() - margin) {
        return false;
      }
    }
    return true;
  }

  void run() {
    int frames = data.time().points();
    int margin = form.time().margin();
    for (int frame = margin; frame < frames - margin; frame++) {
      readUpTo(Math.max(last(still, frame), last(rate, frame)));
      differentiate(frame);
      addRows(frame);
    }
    flush();
  }

  private static int last(AxisFilter filter, int frame) {
    return filter.first(frame) + filter.weights(frame).length - 1;
  }

  private void readUpTo(int frame) {
    for (; read <= frame; read++) {
      data.read(read, window[read % window.length]);
    }
  }

  /** Each field and each derivative is the work of one thread. */
  private void differentiate(int frame) {
    ThreadTeam.common()
        .run(
            fields + leaves.size(),
            part -> {
              boolean target = part < fields;
              Leaf leaf = target ? new Leaf(part, unchanged) : leaves.get(part - fields);
              AxisFilter inTime = target ? rate : still;
              inTime(inTime, frame, leaf.field, scratch[part]);
              double[] out = target ? rates[part] : leafValues[part - fields];
              inSpace(leaf.filters, scratch[part], swap[part], out);
            });
  }

  private void inTime(AxisFilter filter, int frame, int field, double[] out) {
    Arrays.fill(out, 0);
    double[] weights = filter.weights(frame);
    for (int j = 0; j < weights.length; j++) {
      double[] values = window[(filter.first(frame) + j) % window.length][field];
      double weight = weights[j];
      for (int i = 0; i < out.length; i++) {
        out[i] += weight * values[i];
      }
    }
  }

  private void inSpace(List<AxisFilter> filters, double[] from, double[] other, double[] out) {
    int outer = 1;
    double[] in = from;
    double[] next = other;
    for (int axis = 0; axis < filters.size(); axis++) {
      int n = data.grid().axes().get(axis).points();
      double[] to = axis == filters.size() - 1 ? out : next;
      filters.get(axis).apply(in, to, outer, points / outer / n);
      outer *= n;
      next = in;
      in = to;
    }
  }

  private void addRows(int frame) {
    int count = 0;
    for (int point : usable) {
      long number = (long) frame * points + point;
      boolean chosen = form.fraction() == 1 || form.key().uniform(number) < form.fraction();
      if (chosen && isComplete(point)) {
        for (int leaf = 0; leaf < leafValues.length; leaf++) {
          chosenLeaves[leaf][count] = leafValues[leaf][point];
        }
        for (int field = 0; field < fields; field++) {
          targets[field][rows + count] = rates[field][point];
        }
        count++;
      }
    }
    evaluator.evaluate(chosenLeaves, 0, count, theta, rows);
    rows += count;
    if (rows >= ROWS) {
      flush();
    }
  }

  /** Whether no value that this point's derivatives need is missing. */
  private boolean isComplete(int point) {
    for (double[] leaf : leafValues) {
      if (Double.isNaN(leaf[point])) {
        return false;
      }
    }
    for (double[] rateOfField : rates) {
      if (Double.isNaN(rateOfField[point])) {
        return false;
      }
    }
    return true;
  }

  private void flush() {
    if (rows > 0) {
      sink.accept(theta, targets, weights, rows);
      rows = 0;
    }
  }
}
