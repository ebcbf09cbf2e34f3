package org.sciml4j.operators.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.analysis.Accuracy;
import org.sciml4j.operators.analysis.StabilityLimit;
import org.sciml4j.operators.analysis.TimeScheme;
import org.sciml4j.operators.classical.Identification;

/**
 * The stencil hidden in data: the coefficients c that bring {@code sum_k c_k u[x + k]} (summed over
 * the inputs, plus a constant if wanted) closest to a target v in the least-squares sense, with
 * what is known about their errors. Immutable.
 *
 * <pre>{@code
 * StencilFit fit = StencilFit.timeDerivativeOf(file.field("T")).size(3).boundary(PERIODIC).fit();
 * System.out.println(fit);
 * }</pre>
 */
public final class StencilFit {
  private static final double SIGNIFICANT = 3;

  private final FitDesign design;
  private final FitNumbers numbers;
  private final FitSettings settings;
  private final SecondLook secondLook;

  StencilFit(FitDesign design, FitNumbers numbers, FitSettings settings, SecondLook secondLook) {
    this.design = design;
    this.numbers = numbers;
    this.settings = settings;
    this.secondLook = secondLook;
  }

  /** A fit of {@code v = K u}. */
  public static StencilFitProblem between(Field u, Field v) {
    return new StencilFitProblem(u, v, null);
  }

  /** A fit of {@code du/dt = K u} to the frames of one field; forward differences unless told. */
  public static StencilFitProblem timeDerivativeOf(Field u) {
    return new StencilFitProblem(u, null, TimeDifference.FORWARD);
  }

  /** Names of the input fields, in the order given. */
  public List<String> inputs() {
    return design.inputNames();
  }

  /** What was fitted to: {@code d(T)/dt} or the target's name. */
  public String target() {
    return design.targetName();
  }

  /** The stencil of the first input. */
  public Stencil stencil() {
    return stencil(inputs().getFirst());
  }

  /** The stencil of one input. */
  public Stencil stencil(String input) {
    int first = firstUnknown(input);
    return Stencil.of(
        design.spacing(),
        design.offsets(),
        Arrays.copyOfRange(numbers.values(), first, first + design.offsets().length));
  }

  /**
   * Standard deviations of the coefficients, in the order of {@code stencil(input).offsets()};
   * infinite for a coefficient that the data leaves open.
   */
  public double[] standardErrors(String input) {
    int first = firstUnknown(input);
    return IntStream.range(first, first + design.offsets().length)
        .mapToDouble(this::standardError)
        .toArray();
  }

  /**
   * Covariance of the coefficients of one input, in the order of {@code stencil(input).offsets()}.
   * Along directions that the data leaves open it is zero.
   */
  public RealMatrix covariance(String input) {
    int first = firstUnknown(input);
    int points = design.offsets().length;
    RealMatrix covariance = MatrixUtils.createRealMatrix(points, points);
    for (int i = 0; i < points; i++) {
      for (int j = 0; j < points; j++) {
        covariance.setEntry(i, j, numbers.covariance()[first + i][first + j]);
      }
    }
    return covariance;
  }

  /** The constant in the target; zero where none was fitted. */
  public double bias() {
    return design.bias() ? numbers.values()[design.unknowns() - 1] : 0;
  }

  /** Standard deviation of {@link #bias}; zero where none was fitted. */
  public double biasStandardError() {
    return design.bias() ? standardError(design.unknowns() - 1) : 0;
  }

  /** Whether a constant was fitted. */
  public boolean hasBias() {
    return design.bias();
  }

  /**
   * Confidence interval of one coefficient from Student's t distribution.
   *
   * @param offset which coefficient, counted from the stencil's centre
   * @param level probability of covering the truth, such as 0.95
   */
  public Interval interval(String input, int[] offset, double level) {
    if (!(level > 0 && level < 1)) {
      throw new InvalidInputException(
          "level", level, "a probability between 0 and 1", "choose for example 0.95");
    }
    int[][] offsets = design.offsets();
    for (int k = 0; k < offsets.length; k++) {
      if (Arrays.equals(offsets[k], offset)) {
        int unknown = firstUnknown(input) + k;
        double t =
            new TDistribution(degreesOfFreedom()).inverseCumulativeProbability((1 + level) / 2);
        double half = t * standardError(unknown);
        double value = numbers.values()[unknown];
        return new Interval(value - half, value + half);
      }
    }
    throw new InvalidInputException(
        "offset",
        Arrays.toString(offset),
        "an offset of the stencil",
        "choose one of stencil().offsets()");
  }

  /** Samples less the number of directions fitted. */
  public long degreesOfFreedom() {
    return Math.max(1, samples() - rank());
  }

  /**
   * Share of the target's variation that the fit explains: about its mean where a bias was fitted,
   * about zero otherwise. Not a number where the target does not vary.
   */
  public double rSquared() {
    return numbers.rSquared();
  }

  /** Root mean square of the residual, corrected for the number of coefficients. */
  public double residualStandardDeviation() {
    return Math.sqrt(numbers.residualVariance());
  }

  /** Root mean square of the target. */
  public double targetRootMeanSquare() {
    return Math.sqrt(numbers.targetVariance());
  }

  /** Number of stencil positions used. */
  public long samples() {
    return numbers.samples();
  }

  /** Number of stencil positions left out because they touch a missing value. */
  public long leftOut() {
    return numbers.leftOut();
  }

  /** Condition number of the data matrix, its columns scaled to unit length. */
  public double conditionNumber() {
    return numbers.solution().condition();
  }

  /** Number of directions that the data determined; less where constraints fix some. */
  public int rank() {
    return numbers.solution().freedom();
  }

  /**
   * Changes of the coefficients that the data cannot tell: adding a multiple of one of them fits as
   * well. Empty where everything is determined.
   */
  public List<Combination> undetermined() {
    return Combination.simplest(
        rows(numbers.solution().undetermined().transpose()), coefficientNames());
  }

  /** What the data does determine where {@link #undetermined} is not empty. */
  public List<Combination> determined() {
    return Combination.simplest(rows(numbers.solution().determined()), coefficientNames());
  }

  /** What the stencil of the first input is. */
  public Identification identified() {
    return identified(inputs().getFirst());
  }

  /** What the stencil of one input is, judged with the covariance of its coefficients. */
  public Identification identified(String input) {
    return Arrays.stream(standardErrors(input)).anyMatch(Double::isInfinite)
        ? Identification.ofUndetermined(stencil(input))
        : stencil(input).nearestClassical(covariance(input));
  }

  /** What the stencil of one input approximates and how well, as far as its errors tell. */
  public Accuracy accuracy(String input) {
    return Accuracy.of(stencil(input), covariance(input), SIGNIFICANT);
  }

  /**
   * The largest time step with the stencil of the first input, growth that the errors of its
   * coefficients may feign left out.
   */
  public StabilityLimit largestStableStep(TimeScheme scheme) {
    double[] errors = standardErrors(inputs().getFirst());
    double squares =
        Arrays.stream(errors).filter(error -> !Double.isInfinite(error)).map(e -> e * e).sum();
    double growth = SIGNIFICANT * Math.sqrt(squares * errors.length);
    return StabilityLimit.allowingGrowth(stencil(), scheme, growth);
  }

  /** What the residual says about noise. */
  public NoiseDiagnosis noise() {
    return secondLook.noise(numbers);
  }

  /** How the residual's variance is spread over wave numbers, from a sample of frames. */
  public ResidualSpectrum residualSpectrum() {
    return secondLook.spectrum();
  }

  /**
   * The residual {@code v - K u} of one frame, or of its middle where the frame is large. Fields in
   * memory are read again for it, so they must still hold what was fitted.
   */
  public ResidualMap residualMap() {
    return secondLook.map();
  }

  /** Time between frames, in {@link #timeUnits}; 1 for a fit between two fields. */
  public double timeStep() {
    return design.timeStep();
  }

  /** The unit of {@link #timeStep}: seconds where the axis is in days, hours or minutes. */
  public String timeUnits() {
    return design.timeUnit();
  }

  /** Units of the first input's coefficients; empty where unknown. */
  public String coefficientUnits() {
    return coefficientUnits(inputs().getFirst());
  }

  /** Units of one input's coefficients; empty where unknown. */
  public String coefficientUnits(String input) {
    return design.coefficientUnits(inputNumber(input));
  }

  /** The axes that the stencil spans. */
  public List<Axis> stencilAxes() {
    return design.layout().stencil();
  }

  /** The boundary mode along each axis that the stencil spans. */
  public List<BoundaryMode> boundary() {
    return design.boundary();
  }

  /** How du/dt was formed, or null for a fit between two fields. */
  public TimeDifference timeDifference() {
    return design.difference();
  }

  /** What deserves attention, one sentence each; empty where nothing does. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(FitWarnings.of(this, numbers, settings));
    noise().warning().ifPresent(warnings::add);
    return warnings;
  }

  /** The full report. */
  @Override
  public String toString() {
    return FitReport.of(this, settings);
  }

  private double standardError(int unknown) {
    return numbers.isUndetermined(unknown)
        ? Double.POSITIVE_INFINITY
        : Math.sqrt(numbers.covariance()[unknown][unknown]);
  }

  private int firstUnknown(String input) {
    return inputNumber(input) * design.offsets().length;
  }

  private int inputNumber(String input) {
    int number = inputs().indexOf(input);
    if (number < 0) {
      throw new InvalidInputException("input", input, "one of " + inputs(), "name an input");
    }
    return number;
  }

  private List<String> coefficientNames() {
    List<String> names = new ArrayList<>();
    for (String input : inputs()) {
      for (int[] offset : design.offsets()) {
        names.add(input + Arrays.toString(offset).replace(" ", ""));
      }
    }
    if (design.bias()) {
      names.add("bias");
    }
    return names;
  }

  private static double[][] rows(TwiceMatrix matrix) {
    double[][] rows = new double[matrix.rows()][matrix.columns()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = matrix.value(i, j);
      }
    }
    return rows;
  }
}
