package org.sciml4j.sindy.weak;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.sindy.expression.Evaluator;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.weak.SpaceIntegrals.Wanted;

/**
 * Builds the linear equations of a {@link WeakForm} in one pass over time. Of each frame the
 * integrals over space are added, weighted by the test functions in time, to all centres that they
 * reach; a centre that has seen its last frame becomes rows.
 */
final class WeakAssembly {
  private static final int PART = 4096;

  /** What is done with frames as they are read, and with rows as they are finished. */
  interface Sink {
    /** A frame, before the rows that end with it. */
    default void frame(int frame, double[][] values) {}

    /**
     * The rows of a centre in time.
     *
     * @param number of the centre
     * @param sums for each term, and then for each field, at all centres in space
     */
    void rows(int number, double[][] sums);
  }

  /** Sums for one centre in time: for each term, then for each field, at all centres in space. */
  private record Open(int number, int frame, double[][] sums) {}

  private final WeakForm form;
  private final FieldSource data;
  private final int terms;
  private final int fields;
  private final int centres;
  private final List<Expression> functions = new ArrayList<>();
  private final List<SpaceIntegrals> integrals = new ArrayList<>();
  private final double[][] values;
  private final double[][] functionValues;
  private final double[][] integrated;
  private final Evaluator[] evaluators;
  private final double[][][] workspaces;
  private final double[] plain;
  private final double[] derived;

  WeakAssembly(WeakForm form, FieldSource data, List<Expression> terms) {
    this.form = form;
    this.data = data;
    this.terms = terms.size();
    SpaceGrid grid = data.grid();
    List<Variable> names = data.names().stream().map(Variable::new).toList();
    fields = names.size();
    List<Integer> none = grid.axes().stream().map(_ -> 0).toList();
    Map<Expression, List<Wanted>> wanted = new LinkedHashMap<>();
    for (int slot = 0; slot < terms.size() + fields; slot++) {
      Expression term = slot < terms.size() ? terms.get(slot) : names.get(slot - terms.size());
      boolean derivative = term instanceof SpaceDerivative;
      Expression function = derivative ? ((SpaceDerivative) term).of() : term;
      List<Integer> orders = derivative ? grid.orders(((SpaceDerivative) term).axes()) : none;
      wanted.computeIfAbsent(function, _ -> new ArrayList<>()).add(new Wanted(orders, slot));
    }
    wanted.forEach(
        (function, of) -> {
          functions.add(function);
          integrals.add(new SpaceIntegrals(grid, form.space(), of));
        });
    Evaluator evaluator = Evaluator.of(names, functions);
    int points = grid.points();
    values = new double[fields][points];
    functionValues = new double[functions.size()][points];
    int threads = ThreadTeam.common().threads();
    evaluators = new Evaluator[threads];
    workspaces = new double[threads][][];
    for (int worker = 0; worker < threads; worker++) {
      evaluators[worker] = evaluator.copy();
      workspaces[worker] = SpaceIntegrals.workspace(grid, form.space());
    }
    centres = workspaces[0][workspaces[0].length - 1].length;
    integrated = new double[terms.size() + fields][centres];
    plain = timeWeights(0);
    derived = timeWeights(1);
  }

  /** Number of centres in space. */
  int centres() {
    return centres;
  }

  /** Δt D^k φ at t - s for the frames s from the first to the last that a centre t reaches. */
  private double[] timeWeights(int order) {
    double[] derivative = form.time().derivative(order, data.time().spacing());
    double[] weights = new double[derivative.length];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = data.time().spacing() * derivative[weights.length - 1 - j];
    }
    return weights;
  }

  void run(Sink sink) {
    TestFunction time = form.time();
    int last = time.centres(data.time().points(), false);
    Deque<Open> open = new ArrayDeque<>();
    List<double[][]> spare = new ArrayList<>();
    int next = 0;
    for (int frame = 0; frame < data.time().points() && (next < last || !open.isEmpty()); frame++) {
      while (next < last && time.centre(next, false) - time.halfWidth() <= frame) {
        double[][] sums =
            spare.isEmpty() ? new double[terms + fields][centres] : spare.removeLast();
        open.add(new Open(next, time.centre(next++, false), sums));
      }
      if (open.isEmpty()) {
        continue;
      }
      integrate(frame);
      sink.frame(frame, values);
      for (Open centre : open) {
        add(centre, frame - centre.frame + time.halfWidth());
      }
      if (open.getFirst().frame + time.halfWidth() == frame) {
        Open closed = open.removeFirst();
        double[][] sums = closed.sums;
        sink.rows(closed.number, sums);
        for (double[] column : sums) {
          Arrays.fill(column, 0);
        }
        spare.add(sums);
      }
    }
  }

  /** All functions of the fields at the points of a frame, and their integrals over space. */
  private void integrate(int frame) {
    data.read(frame, values);
    requireComplete(frame);
    int points = values[0].length;
    ThreadTeam team = ThreadTeam.common();
    team.run(Math.ceilDiv(points, PART), this::evaluate);
    team.run(
        functions.size(),
        (function, worker) ->
            integrals
                .get(function)
                .apply(functionValues[function], integrated, workspaces[worker]));
  }

  /** A test function reaches too far to step around a gap. */
  private void requireComplete(int frame) {
    for (int field = 0; field < values.length; field++) {
      for (int point = 0; point < values[field].length; point++) {
        if (Double.isNaN(values[field][point])) {
          throw new InvalidInputException(
              "field " + data.names().get(field),
              "missing at point " + point + " of frame " + frame,
              "a number everywhere for the weak form",
              "use the strong form, which leaves out gaps, or fill them");
        }
      }
    }
  }

  private void evaluate(int part, int worker) {
    int from = part * PART;
    int to = Math.min(values[0].length, from + PART);
    evaluators[worker].evaluate(values, from, to, functionValues, from);
  }

  private void add(Open centre, int offset) {
    for (int slot = 0; slot < integrated.length; slot++) {
      double weight = slot < terms ? plain[offset] : derived[offset];
      double[] from = integrated[slot];
      double[] to = centre.sums[slot];
      for (int i = 0; i < to.length; i++) {
        to[i] += weight * from[i];
      }
    }
  }
}
