package org.sciml4j.operators.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * What to fit and how, ready for {@link #fit}. Every method answers a new problem and leaves this
 * one as it is.
 *
 * <p>Unless told otherwise: one input, stencil of extent 3 along every axis it spans, boundary
 * {@link BoundaryMode#VALID}, no bias, forward differences in time, plain least squares.
 */
public final class StencilFitProblem {
  /** Told how far a fit has come. */
  @FunctionalInterface
  public interface Progress {
    /** {@code done} of {@code total} frames have been used. */
    void frames(long done, long total);
  }

  private final List<Field> inputs = new ArrayList<>();
  private final Field target;
  private final List<Constraint> constraints = new ArrayList<>();
  private TimeDifference difference;
  private int[] size = {3};
  private int[][] pattern;
  private List<String> dims = List.of();
  private BoundaryMode[] boundary = {BoundaryMode.VALID};
  private boolean bias;
  private double ridge;
  private double threshold;
  private Instrument instrument;
  private ThreadTeam team;
  private KernelProvider provider = KernelProvider.selected();
  private long requestBytes = StreamedFrames.REQUEST_BYTES;
  private Progress progress = (_, _) -> {};

  StencilFitProblem(Field input, Field target, TimeDifference difference) {
    inputs.add(input);
    this.target = target;
    this.difference = difference;
  }

  private StencilFitProblem(StencilFitProblem other) {
    inputs.addAll(other.inputs);
    target = other.target;
    constraints.addAll(other.constraints);
    difference = other.difference;
    size = other.size;
    pattern = other.pattern;
    dims = other.dims;
    boundary = other.boundary;
    bias = other.bias;
    ridge = other.ridge;
    threshold = other.threshold;
    instrument = other.instrument;
    team = other.team;
    provider = other.provider;
    requestBytes = other.requestBytes;
    progress = other.progress;
  }

  private StencilFitProblem with(Consumer<StencilFitProblem> change) {
    StencilFitProblem copy = new StencilFitProblem(this);
    change.accept(copy);
    return copy;
  }

  /** How du/dt is formed; only for fits to a time derivative. */
  public StencilFitProblem timeDifference(TimeDifference choice) {
    if (target != null) {
      throw new InvalidInputException(
          "time difference",
          choice,
          "none for a fit between two fields",
          "use StencilFit.timeDerivativeOf for a fit to du/dt");
    }
    return with(p -> p.difference = choice);
  }

  /** Further input fields on the same grid; each gets a stencil of its own. */
  public StencilFitProblem inputs(Field... further) {
    return with(p -> p.inputs.addAll(List.of(further)));
  }

  /** Points along each axis of the stencil, odd: one number for all axes, or one per axis. */
  public StencilFitProblem size(int... extents) {
    for (int extent : extents) {
      if (extent < 1 || extent % 2 == 0) {
        throw new InvalidInputException(
            "stencil size",
            extent,
            "an odd number such as 3 or 5",
            "a stencil reaches equally far to both sides, so choose " + (extent + 1));
      }
    }
    return with(
        p -> {
          p.size = extents.clone();
          p.pattern = null;
        });
  }

  /**
   * The stencil's points as offsets from its centre, one whole number per axis, instead of a box.
   */
  public StencilFitProblem pattern(int[]... offsets) {
    if (offsets.length == 0) {
      throw new InvalidInputException(
          "pattern", "empty", "at least one offset", "list the points of the stencil");
    }
    return with(p -> p.pattern = Arrays.stream(offsets).map(int[]::clone).toArray(int[][]::new));
  }

  /** Names of the axes that the stencil spans; frames along all other axes are independent. */
  public StencilFitProblem dims(String... names) {
    return with(p -> p.dims = List.of(names));
  }

  /** What lies beyond the edges: one mode for all axes the stencil spans, or one per axis. */
  public StencilFitProblem boundary(BoundaryMode... modes) {
    return with(p -> p.boundary = modes.clone());
  }

  /** Whether the target may contain a constant besides the stencil's result. */
  public StencilFitProblem bias(boolean wanted) {
    return with(p -> p.bias = wanted);
  }

  /**
   * Adds {@code ridge * (sum of squared coefficients)} to the mean squared residual, with the
   * coefficients scaled by the root mean square of the values they multiply: 0 is least squares, 1
   * is as strong as the data. Standard errors then leave out the bias this causes.
   */
  public StencilFitProblem ridge(double strength) {
    requireNotNegative("ridge", strength);
    return with(p -> p.ridge = strength);
  }

  /**
   * Sets coefficients below this magnitude to zero and fits the others again without ridge, until
   * none is below it. Standard errors are those of the last fit.
   *
   * <p>S. L. Brunton, J. L. Proctor, J. N. Kutz, PNAS 113:3932, 2016: sequentially thresholded
   * least squares.
   *
   * @param magnitude in the units of the coefficients
   */
  public StencilFitProblem threshold(double magnitude) {
    requireNotNegative("threshold", magnitude);
    return with(p -> p.threshold = magnitude);
  }

  /** Conditions that the coefficients meet exactly, in addition to those given before. */
  public StencilFitProblem constrain(Constraint... further) {
    return with(p -> p.constraints.addAll(List.of(further)));
  }

  /** Instrumental variables, the remedy where the input fields are noisy. */
  public StencilFitProblem instrument(Instrument choice) {
    return with(p -> p.instrument = choice);
  }

  /** The threads to use instead of {@link ThreadTeam#common()}; they do not change the result. */
  public StencilFitProblem team(ThreadTeam threads) {
    return with(p -> p.team = threads);
  }

  /** Who is told how far the fit has come. */
  public StencilFitProblem progress(Progress listener) {
    return with(p -> p.progress = listener);
  }

  StencilFitProblem provider(KernelProvider choice) {
    return with(p -> p.provider = choice);
  }

  StencilFitProblem requestBytes(long bytes) {
    return with(p -> p.requestBytes = bytes);
  }

  /**
   * Reads every frame once and solves.
   *
   * @throws InvalidInputException if the fields do not fit each other or the stencil, hold infinite
   *     values or no usable sample, or determine nothing; the message names the cause and the cure
   */
  public StencilFit fit() {
    FitDesign design = design();
    ThreadTeam threads = team == null ? ThreadTeam.common() : team;
    return new FitRun(design, threads, provider, requestBytes, progress)
        .solve(List.copyOf(constraints), ridge, threshold);
  }

  private FitDesign design() {
    Field first = inputs.getFirst();
    FieldLayout layout = FieldLayout.of(first, dims);
    Set<String> names = new HashSet<>();
    for (Field input : inputs) {
      layout.requireSame("input", input);
      if (!names.add(input.name())) {
        throw new InvalidInputException(
            "inputs",
            inputs.stream().map(Field::name).toList(),
            "different names",
            "give every input once");
      }
    }
    List<Field> fields = new ArrayList<>(inputs);
    if (target != null) {
      layout.requireSame("target", target);
      fields.add(target);
    }
    int[][] offsets = offsets(layout.dims());
    requireInstrument(layout, offsets);
    TimeUnit unit = new TimeUnit("", 1);
    double timeStep = 1;
    if (target == null) {
      unit = requireTime(first, layout);
      timeStep = layout.axes().get(layout.sequence()).spacing() * unit.factor();
    }
    return new FitDesign(
        layout,
        FitDesign.domain(layout, offsets, modes(layout.dims()), instrument),
        List.copyOf(fields),
        inputs.size(),
        offsets,
        layout.stencil().stream().mapToDouble(Axis::spacing).toArray(),
        bias,
        target == null ? difference : null,
        timeStep,
        unit.symbol(),
        instrument);
  }

  private TimeUnit requireTime(Field field, FieldLayout layout) {
    if (!layout.inTime()) {
      throw new InvalidInputException(
          "field '" + field.name() + "'",
          "without a time axis among the frames " + layout.axes().stream().map(Axis::name).toList(),
          "a field that changes in time",
          "name the space axes with dims, or give a target field");
    }
    Axis time = layout.axes().get(layout.sequence());
    int needed =
        difference.frames()
            + (instrument instanceof Instrument.LaggedInTime(int lag)
                ? Math.max(0, lag - difference.back())
                : 0);
    if (time.size() < needed) {
      throw new InvalidInputException(
          "time axis '" + time.name() + "'",
          time.size() == 1 ? "one step long" : time.size() + " steps long",
          "at least " + needed + " steps for " + difference + " differences",
          "give more frames, or a target field instead of the time derivative");
    }
    return TimeUnit.of(time.units());
  }

  private void requireInstrument(FieldLayout layout, int[][] offsets) {
    switch (instrument) {
      case null -> {}
      case Instrument.LaggedInTime(int frames) -> {
        int least = target == null ? difference.back() + 1 : 1;
        if (!layout.inTime() || frames < least) {
          throw new InvalidInputException(
              "instrument",
              "lagged by " + frames + (frames == 1 ? " frame" : " frames"),
              layout.inTime()
                  ? "a lag of at least " + least + " frames with " + difference + " differences"
                  : "a field in time",
              layout.inTime()
                  ? "look further back, so that instruments and target share no frame"
                  : "use an instrument lagged in space");
        }
        if (frames >= layout.frames()) {
          throw new InvalidInputException(
              "instrument",
              "lagged by " + frames + " frames",
              "fewer than the " + layout.frames() + " frames there are",
              "use a smaller lag");
        }
      }
      case Instrument.LaggedInSpace(int[] shift) -> {
        if (shift.length != layout.dims() || sharesPoint(offsets, shift)) {
          throw new InvalidInputException(
              "instrument",
              "lagged by " + Arrays.toString(shift) + " grid points",
              "one number per axis, more than the stencil's extent along one of them",
              "move it further, so that instruments and stencil share no point");
        }
      }
    }
  }

  /** Whether an instrument is a point of the stencil, or the one whose change in time is fitted. */
  private boolean sharesPoint(int[][] offsets, int[] shift) {
    int[] centre = new int[shift.length];
    return Arrays.stream(offsets)
        .anyMatch(
            instrument ->
                (target == null && isShifted(centre, instrument, shift))
                    || Arrays.stream(offsets).anyMatch(a -> isShifted(a, instrument, shift)));
  }

  private static boolean isShifted(int[] a, int[] b, int[] shift) {
    for (int axis = 0; axis < shift.length; axis++) {
      if (a[axis] != b[axis] + shift[axis]) {
        return false;
      }
    }
    return true;
  }

  private int[][] offsets(int dims) {
    if (pattern == null) {
      return FitDesign.box(perAxis("stencil size", size, dims));
    }
    for (int[] offset : pattern) {
      if (offset.length != dims) {
        throw new InvalidInputException(
            "pattern offset", Arrays.toString(offset), dims + " numbers", "give one per axis");
      }
    }
    int[][] sorted = pattern.clone();
    Arrays.sort(sorted, Arrays::compare);
    for (int k = 1; k < sorted.length; k++) {
      if (Arrays.equals(sorted[k - 1], sorted[k])) {
        throw new InvalidInputException(
            "pattern offset",
            Arrays.toString(sorted[k]) + " twice",
            "each offset once",
            "remove one");
      }
    }
    return sorted;
  }

  private BoundaryMode[] modes(int dims) {
    if (boundary.length == 1) {
      BoundaryMode[] all = new BoundaryMode[dims];
      Arrays.fill(all, boundary[0]);
      return all;
    }
    if (boundary.length != dims) {
      throw new InvalidInputException(
          "boundary",
          Arrays.toString(boundary),
          "one mode, or " + dims,
          "give one per axis that the stencil spans");
    }
    return boundary.clone();
  }

  private static int[] perAxis(String name, int[] values, int dims) {
    if (values.length == dims) {
      return values;
    }
    if (values.length != 1) {
      throw new InvalidInputException(
          name,
          Arrays.toString(values),
          "one number, or " + dims,
          "give one per axis that the stencil spans");
    }
    int[] all = new int[dims];
    Arrays.fill(all, values[0]);
    return all;
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new InvalidInputException(
          name, value, "zero or a positive number", "give a finite number");
    }
  }
}
