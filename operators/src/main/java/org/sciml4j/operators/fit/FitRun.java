package org.sciml4j.operators.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.correlation.CorrelationPlan;
import org.sciml4j.core.correlation.Correlations;
import org.sciml4j.core.correlation.Correlator;
import org.sciml4j.core.correlation.Domain;
import org.sciml4j.core.correlation.DoubleDouble;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

/** One pass over the data and the solution of the equations it gives. */
final class FitRun {
  private static final String BELOW_THRESHOLD = "coefficient below the threshold is zero";

  private final FitDesign design;
  private final Frames frames;
  private final Correlations sums;

  FitRun(
      FitDesign design,
      ThreadTeam team,
      KernelProvider provider,
      long requestBytes,
      StencilFitProblem.Progress progress) {
    this.design = design;
    frames =
        Frames.of(design.fields(), design.layout(), design.domain(), design.window(), requestBytes);
    sums = accumulate(team, provider, progress);
    requireSamples();
  }

  private Correlations accumulate(
      ThreadTeam team, KernelProvider provider, StencilFitProblem.Progress progress) {
    CorrelationPlan plan = design.plan();
    long total = frames.samples();
    long[] done = {0};
    try (Correlator correlator = new Correlator(plan, team, provider)) {
      frames.forEach(
          block -> {
            correlator.add(
                block.tiles(),
                block.count(),
                i -> design.sample(block.lookup(), block.first() + i));
            requireFinite(correlator.infinite());
            done[0] += block.count();
            progress.frames(Math.min(done[0], total), total);
          });
      return correlator.result();
    }
  }

  private void requireFinite(long[] infinite) {
    if (infinite == null) {
      return;
    }
    List<String> where = new ArrayList<>();
    List<Axis> axes = design.layout().stencil();
    for (int i = 0; i < axes.size(); i++) {
      int axis = Domain.AXES - axes.size() + i;
      BoundaryMode mode = design.domain().boundary()[axis];
      long index = mode.source(infinite[1 + axis], design.domain().size()[axis]);
      where.add(axes.get(i).name() + " index " + index);
    }
    throw new InvalidInputException(
        "field '" + design.channelName((int) infinite[0]) + "'",
        "infinite at " + String.join(", ", where),
        "finite values, or NaN where one is missing",
        "mark missing values as NaN, or select a part without them");
  }

  private void requireSamples() {
    if (sums.samples() == 0) {
      throw new InvalidInputException(
          "data of "
              + design.fields().stream()
                  .map(f -> "'" + f.name() + "'")
                  .collect(Collectors.joining(", ")),
          "missing at all " + sums.leftOut() + " stencil positions",
          "some positions where every point of the stencil has a value",
          "use a smaller stencil, or check how missing values are marked");
    }
    for (int input = 0; input < design.inputs(); input++) {
      requireVariation(input);
    }
    if (sums.samples() <= design.unknowns()) {
      throw new InvalidInputException(
          "number of samples",
          sums.samples(),
          "more than the " + design.unknowns() + " unknowns",
          "use a smaller stencil, more frames or more grid points");
    }
  }

  private void requireVariation(int input) {
    int points = design.offsets().length;
    int first = input * points;
    double size = sums.gram()[first][first].value();
    if (size == 0 || (points > 1 && isConstant(first, points, size))) {
      int[][] offsets = design.offsets();
      String name = design.fields().get(input).name();
      String all =
          points <= 9
              ? Arrays.stream(offsets).map(o -> name + Arrays.toString(o)).toList().toString()
              : name
                  + Arrays.toString(offsets[0])
                  + " to "
                  + name
                  + Arrays.toString(offsets[points - 1]);
      throw new InvalidInputException(
          "field '" + name + "'",
          size == 0 ? "zero everywhere" : "constant",
          "a field that varies in space",
          "give other data: this determines "
              + (size == 0 ? "none" : "only the sum")
              + " of the coefficients "
              + all);
    }
  }

  private boolean isConstant(int first, int points, double size) {
    double tolerance = tolerance() * tolerance() * size;
    for (int k = first + 1; k < first + points; k++) {
      DoubleDouble difference =
          sums.gram()[first][first].plus(sums.gram()[k][k]).minus(sums.gram()[first][k].times(2));
      if (difference.value() > tolerance) {
        return false;
      }
    }
    return true;
  }

  /** Rounding of the data and, where most of it was taken off again, of the sums. */
  private double tolerance() {
    double share = (double) sums.samples() / (sums.samples() + sums.leftOut());
    return Math.max(dataEpsilon() * Math.max(8, design.unknowns()), 1e-15 / Math.sqrt(share));
  }

  private double dataEpsilon() {
    return design.fields().subList(0, design.inputs()).stream()
        .mapToDouble(field -> field.dtype().epsilon())
        .max()
        .orElse(DType.F64.epsilon());
  }

  StencilFit solve(List<Constraint> constraints, double ridge, double threshold) {
    TwiceMatrix gram = matrix(IntStream.range(0, design.unknowns()).toArray());
    Projection projection =
        design.instrument() == null ? plain(gram) : Projection.on(this, gram, tolerance());
    List<LinearEquation> equations = new ArrayList<>(equations(constraints));
    LeastSquares fit = solve(projection, equations, ridge);
    if (threshold > 0) {
      thresholded(fit, projection, equations, ridge, threshold);
      fit = thresholded(solve(projection, equations, 0), projection, equations, 0, threshold);
    }
    FitNumbers numbers = FitNumbers.of(design, sums, gram, fit, dataEpsilon());
    SecondLook look = SecondLook.at(design, numbers.values());
    if (design.instrument() != null) {
      int[] instruments = design.instrumentColumns();
      numbers =
          look.withInstrumentErrors(
              numbers,
              projection.coefficients().times(fit.inverse()),
              products(instruments, instruments));
    }
    return new StencilFit(design, numbers, new FitSettings(constraints, ridge, threshold), look);
  }

  private LeastSquares solve(Projection projection, List<LinearEquation> equations, double ridge) {
    return LeastSquares.solve(
        projection.products(), projection.right(), equations, ridge, tolerance());
  }

  /** Sets coefficients to zero and solves again until none is below the threshold. */
  private LeastSquares thresholded(
      LeastSquares first,
      Projection projection,
      List<LinearEquation> equations,
      double ridge,
      double threshold) {
    LeastSquares fit = first;
    while (addZeros(fit, threshold, equations)) {
      fit = solve(projection, equations, ridge);
    }
    return fit;
  }

  private boolean addZeros(LeastSquares fit, double threshold, List<LinearEquation> equations) {
    boolean added = false;
    for (int i = 0; i < design.inputs() * design.offsets().length; i++) {
      double coefficient = fit.solution()[i].value();
      if (coefficient != 0 && Math.abs(coefficient) < threshold) {
        DoubleDouble[] weights = zeros();
        weights[i] = DoubleDouble.ONE;
        boolean fresh =
            equations.stream()
                .noneMatch(
                    e -> e.reason().equals(BELOW_THRESHOLD) && Arrays.equals(e.weights(), weights));
        if (fresh) {
          equations.add(new LinearEquation(weights, DoubleDouble.ZERO, BELOW_THRESHOLD));
          added = true;
        }
      }
    }
    return added;
  }

  private Projection plain(TwiceMatrix gram) {
    int target = design.target();
    DoubleDouble[] right = new DoubleDouble[design.unknowns()];
    for (int i = 0; i < right.length; i++) {
      right[i] = sums.gram()[i][target];
    }
    return new Projection(gram, right, null);
  }

  /** Products of columns of the design. */
  TwiceMatrix products(int[] rows, int[] columns) {
    TwiceMatrix part = new TwiceMatrix(rows.length, columns.length);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        part.set(i, j, sums.gram()[rows[i]][columns[j]]);
      }
    }
    return part;
  }

  FitDesign design() {
    return design;
  }

  private TwiceMatrix matrix(int[] columns) {
    return products(columns, columns);
  }

  private List<LinearEquation> equations(List<Constraint> constraints) {
    Constraint.Support support = new Constraint.Support(design.spacing(), design.offsets());
    List<LinearEquation> equations = new ArrayList<>();
    for (Constraint constraint : constraints) {
      for (int input : affected(constraint)) {
        for (LinearEquation equation : constraint.equations(support)) {
          DoubleDouble[] weights = zeros();
          System.arraycopy(
              equation.weights(),
              0,
              weights,
              input * design.offsets().length,
              equation.weights().length);
          equations.add(new LinearEquation(weights, equation.value(), equation.reason()));
        }
      }
    }
    return equations;
  }

  private int[] affected(Constraint constraint) {
    if (!(constraint instanceof Constraint.OnInput(String input, Constraint _))) {
      return IntStream.range(0, design.inputs()).toArray();
    }
    int number = design.inputNames().indexOf(input);
    if (number < 0) {
      throw new InvalidInputException(
          "input in a constraint", input, "one of " + design.inputNames(), "name an input");
    }
    return new int[] {number};
  }

  private DoubleDouble[] zeros() {
    DoubleDouble[] zeros = new DoubleDouble[design.unknowns()];
    Arrays.fill(zeros, DoubleDouble.ZERO);
    return zeros;
  }
}
