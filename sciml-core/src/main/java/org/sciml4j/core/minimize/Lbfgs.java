package org.sciml4j.core.minimize;

import java.lang.foreign.MemorySegment;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Limited-memory BFGS for one function.
 *
 * <pre>
 * J. Nocedal, S. J. Wright, Numerical Optimization, 2nd ed., Springer 2006, algorithm 7.5, scaled
 * by (7.20)
 * </pre>
 *
 * <p>A pair with {@code s'y <= epsilon |s| |y|} carries no curvature and is left out. If no step
 * along the direction helps, the pairs are forgotten and steepest descent is tried. The variables
 * change only to points where they, the value and the gradient are finite: a fixed step that leads
 * elsewhere is cut to a tenth until it does not, a searched one as {@link StrongWolfe} says.
 *
 * <p>One object serves one thread at a time; sums are split over the team with bits that do not
 * depend on it. {@link #step} allocates nothing on the Java heap.
 */
public final class Lbfgs implements AutoCloseable {
  private static final double ROUNDING_UNITS = 4;
  private static final double SHRINK = 0.1;

  private final DifferentiableFunction function;
  private final LbfgsOptions options;
  private final long size;
  private final DType dtype;
  private final LbfgsState state;
  private final FlatVectors vectors;
  private final TwoLoopRecursion recursion;
  private final StrongWolfe search;
  private final double epsilon;
  private final Tensor direction;
  private final Tensor trial;
  private final Tensor trialGradient;
  private final AlongDirection line = new AlongDirection();

  private Lbfgs(
      DifferentiableFunction function,
      LbfgsOptions options,
      ThreadTeam team,
      KernelProvider provider) {
    this.function = function;
    this.options = options;
    size = function.size();
    dtype = function.dtype();
    if (size < 1) {
      throw new InvalidInputException(
          "size of the function", size, "1 variable or more", "minimise a function of something");
    }
    epsilon = dtype.epsilon();
    vectors = new FlatVectors(dtype, size, team, provider);
    recursion = new TwoLoopRecursion(vectors, options.memory());
    search =
        new StrongWolfe(
            options.sufficientDecrease(),
            options.curvature(),
            options.evaluationsPerLineSearch(),
            ROUNDING_UNITS * epsilon);
    state = new LbfgsState(dtype, size, options.memory());
    direction = Tensor.zeros(dtype, size);
    trial = Tensor.zeros(dtype, size);
    trialGradient = Tensor.zeros(dtype, size);
  }

  /**
   * A minimiser with an empty memory, on the common team of threads.
   *
   * @throws InvalidInputException if the function has no variables
   */
  public static Lbfgs of(DifferentiableFunction function, LbfgsOptions options) {
    return of(function, options, ThreadTeam.common(), KernelProvider.selected());
  }

  /**
   * A minimiser with an empty memory, on a team of threads and the kernels of a provider.
   *
   * @throws InvalidInputException if the function has no variables
   */
  public static Lbfgs of(
      DifferentiableFunction function,
      LbfgsOptions options,
      ThreadTeam team,
      KernelProvider provider) {
    return new Lbfgs(function, options, team, provider);
  }

  /**
   * Minimises from {@code x}, with an empty memory at first.
   *
   * @param function what to minimise
   * @param x the starting point; receives the minimiser
   * @throws InvalidInputException as {@link #step}
   */
  public static Minimum minimize(DifferentiableFunction function, Tensor x, LbfgsOptions options) {
    try (Lbfgs lbfgs = of(function, options)) {
      return lbfgs.minimize(x);
    }
  }

  /** What is remembered from call to call. */
  public LbfgsState state() {
    return state;
  }

  /** The settings. */
  public LbfgsOptions options() {
    return options;
  }

  /**
   * Iterates until a tolerance is met or {@link LbfgsOptions#maxIterations()} are done, continuing
   * with the pairs in memory.
   *
   * @param x where to start, of the function's type and as many elements in native memory; receives
   *     the last point
   * @return how it ended; iterations and evaluations are those of this call
   * @throws InvalidInputException as {@link #step}
   */
  public Minimum minimize(Tensor x) {
    long iterations = state.iterations();
    long evaluations = state.evaluations();
    StopReason reason = iterate(x, options.maxIterations(), Long.MAX_VALUE, true);
    return new Minimum(
        reason,
        state.value(),
        state.gradientNorm(),
        state.iterations() - iterations,
        state.evaluations() - evaluations);
  }

  /**
   * Does up to {@link LbfgsOptions#iterationsPerCall()} iterations, continuing with the pairs in
   * memory. Value, gradient norm and counts are in {@link #state()}.
   *
   * @param x where to start, of the function's type and as many elements in native memory; receives
   *     the last point
   * @return why it stopped; {@link StopReason#ITERATION_LIMIT} if nothing speaks against another
   *     call
   * @throws InvalidInputException if x is of another type or size, closed, not in native memory, or
   *     not finite
   */
  public StopReason step(Tensor x) {
    return iterate(
        x, options.iterationsPerCall(), options.evaluationsPerCall(), options.reevaluate());
  }

  private StopReason iterate(Tensor x, long iterations, long evaluations, boolean reevaluate) {
    requireUsable(x);
    line.start(x);
    long firstIteration = state.iterations();
    long firstEvaluation = state.evaluations();
    if (reevaluate || !state.isEvaluated()) {
      evaluateStart();
    }
    if (!state.isEvaluated()) {
      return StopReason.NOT_FINITE;
    }
    while (state.gradientNorm() > options.gradientTolerance()) {
      if (state.iterations() - firstIteration >= iterations) {
        return StopReason.ITERATION_LIMIT;
      }
      if (state.evaluations() - firstEvaluation >= evaluations) {
        return StopReason.EVALUATION_LIMIT;
      }
      double valueBefore = state.value();
      if (!descend()) {
        return StopReason.LINE_SEARCH_FAILED;
      }
      double largestChange = accept(x);
      if (state.gradientNorm() > options.gradientTolerance()
          && (largestChange <= options.changeTolerance()
              || Math.abs(state.value() - valueBefore) < options.changeTolerance())) {
        return StopReason.CHANGE_TOLERANCE;
      }
    }
    return StopReason.GRADIENT_TOLERANCE;
  }

  private void evaluateStart() {
    double value = function.valueAndGradient(trial, trialGradient);
    state.countEvaluation();
    MemorySegment.copy(
        trialGradient.segment(), 0, state.gradient().segment(), 0, trial.segment().byteSize());
    state.evaluated(value, vectors.largest(state.gradient().segment()));
  }

  /** Leaves the trial point at the next iterate; false if there is none. */
  private boolean descend() {
    MemorySegment g = state.gradient().segment();
    MemorySegment d = direction.segment();
    double slope = recursion.direction(state, g, d);
    if (isDescent(slope) && advance(slope)) {
      return true;
    }
    if (state.pairs() == 0) {
      return false;
    }
    state.clearPairs();
    slope = recursion.direction(state, g, d);
    return isDescent(slope) && advance(slope);
  }

  private static boolean isDescent(double slope) {
    return slope < 0 && slope > Double.NEGATIVE_INFINITY;
  }

  private boolean advance(double slope) {
    double first = options.stepLength();
    if (state.pairs() == 0) {
      first *= Math.min(1, 1 / vectors.magnitudes(state.gradient().segment()));
    }
    return options.lineSearch() == LineSearch.STRONG_WOLFE
        ? search.search(line, state.value(), slope, first) || (search.step() > 0 && line.isFinite())
        : advanceBy(first);
  }

  private boolean advanceBy(double first) {
    double step = first;
    for (int i = 0; i < options.evaluationsPerLineSearch(); i++) {
      line.evaluate(step);
      if (line.isFinite()) {
        return true;
      }
      step *= SHRINK;
    }
    return false;
  }

  /** Makes the trial point the current one, remembers the pair, returns the largest change. */
  private double accept(Tensor x) {
    int row = state.nextRow();
    MemorySegment s = state.s(row);
    MemorySegment y = state.y(row);
    MemorySegment g = state.gradient().segment();
    MemorySegment nextX = trial.segment();
    MemorySegment nextG = trialGradient.segment();
    double largestChange = vectors.addAndLargest(nextX, -1, x.segment(), s);
    double yy = vectors.addAndDot(nextG, -1, g, y, y);
    double sy = vectors.dot(s, y);
    double ss = vectors.dot(s, s);
    if (sy > epsilon * Math.sqrt(ss) * Math.sqrt(yy)) {
      state.addPair(sy, yy);
    }
    MemorySegment.copy(nextX, 0, x.segment(), 0, nextX.byteSize());
    MemorySegment.copy(nextG, 0, g, 0, g.byteSize());
    state.evaluated(line.value(), vectors.largest(g));
    state.countIteration();
    return largestChange;
  }

  private void requireUsable(Tensor x) {
    boolean fits = x.dtype() == dtype && x.count() == size;
    if (!fits || !x.isNative() || !x.segment().scope().isAlive()) {
      throw new InvalidInputException(
          "x",
          fits ? x.isNative() ? "closed" : "a Java array" : x,
          dtype + "[" + size + "] in native memory",
          "copy the variables into such a tensor");
    }
    MemorySegment.copy(x.segment(), 0, trial.segment(), 0, trial.segment().byteSize());
    double largest = vectors.largest(trial.segment());
    if (!Double.isFinite(largest)) {
      throw new InvalidInputException(
          "x", "NaN or infinite in some element", "finite numbers", "start elsewhere");
    }
  }

  /** Frees the memory, the state's too. */
  @Override
  public void close() {
    state.close();
    direction.close();
    trial.close();
    trialGradient.close();
  }

  /** The function along the current direction; the trial tensors hold the last point evaluated. */
  private final class AlongDirection implements LineFunction {
    private MemorySegment x;
    private double value;
    private double slope;

    void start(Tensor origin) {
      x = origin.segment();
    }

    @Override
    public void evaluate(double step) {
      MemorySegment d = direction.segment();
      value = Double.NaN;
      slope = Double.NaN;
      if (Double.isFinite(vectors.addAndLargest(x, step, d, trial.segment()))) {
        value = function.valueAndGradient(trial, trialGradient);
        state.countEvaluation();
        slope = vectors.dot(trialGradient.segment(), d);
      }
    }

    @Override
    public double value() {
      return value;
    }

    @Override
    public double slope() {
      return slope;
    }

    boolean isFinite() {
      return Double.isFinite(value) && Double.isFinite(slope);
    }
  }
}
