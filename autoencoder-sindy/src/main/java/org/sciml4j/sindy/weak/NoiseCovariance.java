package org.sciml4j.sindy.weak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.sindy.expression.Constant;
import org.sciml4j.sindy.expression.Evaluator;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.field.WeightedTerm;

/**
 * The covariance of the residuals of weak equations under white noise ε in the data, to first order
 * in ε (Bortz, Messenger &amp; Dukic 2023, section 2.2): at a centre (x, t)
 *
 * <pre>
 *   r = Σ_(y,s) ((∂_t ψ)(x - y, t - s) - Σ w (D^α ψ)(x - y, t - s) f'(u(y, s))) ε(y, s).
 * </pre>
 *
 * Summed frame by frame: of each frame first for all pairs of centres in space, and then, weighted
 * by the test functions in time, for all pairs of centres in time that reach the frame.
 */
final class NoiseCovariance {
  /** A term's part of how a residual follows a field: a derivative of ψ, and w times f'. */
  private record Part(int derivative, double coefficient, int factor) {}

  /** More cannot be squared in an array. */
  private static final int MOST_ROWS = 46_340;

  private final TestFunction time;
  private final int timeCentres;
  private final double[] plain;
  private final double[] derived;
  private final double[] variances;
  private final int equations;
  private final int centres;
  private final int size;
  private final int reach;
  private final int[] shape;
  private final int[] centreShape;
  private final AxisCover[] covers;
  private final List<List<Integer>> derivatives = new ArrayList<>();

  /** For each equation and field. */
  private final List<List<List<Part>>> parts = new ArrayList<>();

  private final int[] target;
  private final Evaluator evaluator;
  private final double[][] factors;
  private final double[] stillMoving;
  private final double[] movingStill;
  private final double[] stillStill;
  private final double[] movingMoving;

  /** For centres in time, by number modulo reach + 1, the covariance with those before. */
  private final double[][][] blocks;

  NoiseCovariance(
      WeakForm form, FieldSource data, List<EvolutionEquation> model, double[] variances) {
    this.variances = variances;
    SpaceGrid grid = data.grid();
    time = form.time();
    timeCentres = time.centres(data.time().points(), false);
    plain = weights(0, data.time());
    derived = weights(1, data.time());
    reach = Math.min((2 * time.halfWidth() - 1) / time.stride(), timeCentres - 1);
    shape = grid.shape();
    centreShape = new int[shape.length];
    derivatives.add(grid.orders(""));
    List<Variable> names = data.names().stream().map(Variable::new).toList();
    equations = model.size();
    target = model.stream().mapToInt(one -> names.indexOf(one.field())).toArray();
    List<Expression> sensitivities = new ArrayList<>();
    for (EvolutionEquation equation : model) {
      List<List<Part>> ofEquation = new ArrayList<>();
      for (Variable name : names) {
        ofEquation.add(parts(equation, name, grid, sensitivities));
      }
      parts.add(ofEquation);
    }
    covers = new AxisCover[shape.length];
    int all = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      FieldAxis along = grid.axes().get(axis);
      int at = axis;
      int highest = derivatives.stream().mapToInt(orders -> orders.get(at)).max().orElse(0);
      covers[axis] = new AxisCover(form.space().get(axis), along, highest);
      centreShape[axis] = form.space().get(axis).centres(shape[axis], along.periodic());
      all *= centreShape[axis];
    }
    centres = all;
    size = equations * centres;
    requireMemory();
    evaluator =
        Evaluator.of(names, sensitivities.isEmpty() ? List.of(new Constant(0)) : sensitivities);
    factors = new double[evaluator.outputs()][grid.points()];
    stillMoving = new double[size * size];
    movingStill = new double[size * size];
    stillStill = new double[size * size];
    movingMoving = new double[size * size];
    blocks = new double[reach + 1][reach + 1][size * size];
  }

  private void requireMemory() {
    double bytes = 8.0 * size * size * ((reach + 1.0) * (reach + 1.0) + 4);
    if (size > MOST_ROWS || bytes > Runtime.getRuntime().maxMemory()) {
      throw new InvalidInputException(
          "test functions",
          centres + " at one time, whose covariance takes " + Math.round(bytes / 1e9) + " GB",
          "so few that it fits into memory",
          "take fewer subdomains, or leave out the reweighting");
    }
  }

  private double[] weights(int order, FieldAxis axis) {
    double[] derivative = time.derivative(order, axis.spacing());
    return IntStream.range(0, derivative.length)
        .mapToDouble(j -> axis.spacing() * derivative[derivative.length - 1 - j])
        .toArray();
  }

  private List<Part> parts(
      EvolutionEquation equation, Variable field, SpaceGrid grid, List<Expression> sensitivities) {
    List<Part> found = new ArrayList<>();
    for (WeightedTerm term : equation.terms()) {
      boolean differentiated = term.expression() instanceof SpaceDerivative;
      Expression function =
          differentiated ? ((SpaceDerivative) term.expression()).of() : term.expression();
      List<Integer> orders =
          grid.orders(differentiated ? ((SpaceDerivative) term.expression()).axes() : "");
      Expression sensitivity = function.derivative(field);
      if (!sensitivity.equals(new Constant(0))) {
        found.add(
            new Part(
                index(derivatives, orders), term.coefficient(), index(sensitivities, sensitivity)));
      }
    }
    return found;
  }

  private static <T> int index(List<T> list, T element) {
    if (!list.contains(element)) {
      list.add(element);
    }
    return list.indexOf(element);
  }

  /** Number of rows at a centre in time: for each equation, for each centre in space. */
  int size() {
    return size;
  }

  /** Number of equations. */
  int equations() {
    return equations;
  }

  /** Number of centres in time before one that share frames with it. */
  int reach() {
    return reach;
  }

  /** The blocks of a centre in time that has seen its last frame: its own, those before. */
  double[][] blocks(int number) {
    return blocks[number % (reach + 1)];
  }

  /** Adds what the noise of a frame brings. */
  void add(int frame, double[][] values) {
    int first = Math.max(0, Math.ceilDiv(frame - 2 * time.halfWidth(), time.stride()));
    int last = Math.min(timeCentres - 1, frame / time.stride());
    if (first > last) {
      return;
    }
    evaluator.evaluate(values, 0, values[0].length, factors, 0);
    Arrays.fill(movingMoving, 0);
    Arrays.fill(movingStill, 0);
    Arrays.fill(stillMoving, 0);
    Arrays.fill(stillStill, 0);
    new FrameSums().run();
    int open = last - first + 1;
    ThreadTeam.common()
        .run(
            open * open,
            pair -> {
              int centre = first + pair / open;
              int other = first + pair % open;
              if (other <= centre && centre - other <= reach) {
                addPair(frame, centre, other);
              }
            });
  }

  /** Forgets the blocks of a centre, for the one that takes its place. */
  void release(int number) {
    for (double[] block : blocks(number)) {
      Arrays.fill(block, 0);
    }
  }

  private void addPair(int frame, int centre, int other) {
    int at = frame - time.centre(centre, false) + time.halfWidth();
    int atOther = frame - time.centre(other, false) + time.halfWidth();
    double rateRate = derived[at] * derived[atOther];
    double rateTerm = -derived[at] * plain[atOther];
    double termRate = -plain[at] * derived[atOther];
    double termTerm = plain[at] * plain[atOther];
    double[] to = blocks(centre)[centre - other];
    for (int i = 0; i < to.length; i++) {
      to[i] +=
          (rateRate * stillStill[i] + rateTerm * stillMoving[i])
              + (termRate * movingStill[i] + termTerm * movingMoving[i]);
    }
  }

  /**
   * Sums over the points of a frame. "Still" is the part of a residual with the derivative of ψ in
   * time, "moving" that of the terms.
   */
  private final class FrameSums {
    private final double[][] weight = new double[derivatives.size()][1];
    private final double[][] next = new double[derivatives.size()][1];
    private int[] ids = new int[1];
    private int[] nextIds = new int[1];
    private double[][][] moving = new double[equations][variances.length][1];

    void run() {
      for (int point = 0; point < factors[0].length; point++) {
        int count = cover(point);
        sensitivities(point, count);
        addPoint(count);
      }
    }

    /** The centres around a point, and its weight for each derivative at each of them. */
    private int cover(int point) {
      int count = 1;
      ids[0] = 0;
      for (double[] one : weight) {
        one[0] = 1;
      }
      int rest = factors[0].length;
      int inside = point;
      for (int axis = 0; axis < covers.length; axis++) {
        rest /= shape[axis];
        int at = inside / rest;
        inside %= rest;
        int[] around = covers[axis].centres(at);
        grow(count * around.length);
        for (int i = 0; i < count; i++) {
          for (int j = 0; j < around.length; j++) {
            nextIds[i * around.length + j] = ids[i] * centreShape[axis] + around[j];
          }
        }
        for (int derivative = 0; derivative < weight.length; derivative++) {
          double[] along = covers[axis].weights(derivatives.get(derivative).get(axis), at);
          for (int i = 0; i < count; i++) {
            for (int j = 0; j < around.length; j++) {
              next[derivative][i * around.length + j] = weight[derivative][i] * along[j];
            }
          }
        }
        count *= around.length;
        swap();
      }
      return count;
    }

    private void grow(int count) {
      if (nextIds.length < count) {
        ids = Arrays.copyOf(ids, 2 * count);
        nextIds = new int[2 * count];
        for (int derivative = 0; derivative < weight.length; derivative++) {
          weight[derivative] = Arrays.copyOf(weight[derivative], 2 * count);
          next[derivative] = new double[2 * count];
        }
        moving = new double[equations][variances.length][2 * count];
      }
    }

    private void swap() {
      int[] before = ids;
      ids = nextIds;
      nextIds = before;
      for (int derivative = 0; derivative < weight.length; derivative++) {
        double[] held = weight[derivative];
        weight[derivative] = next[derivative];
        next[derivative] = held;
      }
    }

    private void sensitivities(int point, int count) {
      for (int equation = 0; equation < equations; equation++) {
        for (int field = 0; field < variances.length; field++) {
          double[] to = moving[equation][field];
          Arrays.fill(to, 0, count, 0);
          for (Part part : parts.get(equation).get(field)) {
            double multiple = part.coefficient * factors[part.factor][point];
            double[] from = weight[part.derivative];
            for (int i = 0; i < count; i++) {
              to[i] += multiple * from[i];
            }
          }
        }
      }
    }

    private void addPoint(int count) {
      double[] still = weight[0];
      for (int equation = 0; equation < equations; equation++) {
        int own = target[equation];
        for (int other = 0; other < equations; other++) {
          for (int i = 0; i < count; i++) {
            int row = (equation * centres + ids[i]) * size + other * centres;
            double rate = variances[own] * still[i];
            if (equation == other) {
              addRow(stillStill, row, rate, still, count);
            }
            addRow(stillMoving, row, rate, moving[other][own], count);
            addRow(
                movingStill,
                row,
                variances[target[other]] * moving[equation][target[other]][i],
                still,
                count);
            for (int field = 0; field < variances.length; field++) {
              addRow(
                  movingMoving,
                  row,
                  variances[field] * moving[equation][field][i],
                  moving[other][field],
                  count);
            }
          }
        }
      }
    }

    private void addRow(double[] to, int row, double factor, double[] from, int count) {
      if (factor != 0) {
        for (int j = 0; j < count; j++) {
          to[row + ids[j]] += factor * from[j];
        }
      }
    }
  }
}
