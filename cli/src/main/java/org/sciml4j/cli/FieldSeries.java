package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.model.StateGrid;
import org.sciml4j.pde.model.StepDesign;
import org.sciml4j.pde.model.VaryingPdeNetDesign;

/**
 * Fields of a file over time and one grid, their first axis time, open until closed.
 *
 * @param input the file
 * @param fields its variables
 * @param mask 1 for the points of space that statistics are of; empty for all
 */
record FieldSeries(FieldInput input, List<Field> fields, double[] mask) implements AutoCloseable {
  private static final int MOST_FRAMES = 20;

  /** Below this part of the mean a deviation may be the rounding of long sums. */
  private static final double ROUNDING = 1e-11;

  private static final List<AxisKind> ORDER = List.of(AxisKind.Z, AxisKind.Y, AxisKind.X);

  /**
   * Opens fields of a file.
   *
   * @param view what is seen of each
   */
  static FieldSeries open(Path file, List<String> variables, UnaryOperator<Field> view) {
    FieldInput input = FieldInput.open(file, variables, List.of(), null);
    try {
      List<Field> fields = input.fields().stream().map(view).toList();
      Field first = fields.getFirst();
      for (Field field : fields) {
        if (field.timeAxis() != 0 || field.axes().size() < 2 || field.axes().size() > 4) {
          throw new InvalidInputException(
              "field '" + field.name() + "'",
              "over the axes " + field.axes(),
              "time first, then one to three axes of space",
              "choose a point of the others with --slice AXIS=INDEX");
        }
        requireOrder(field);
        if (!field.axes().equals(first.axes())) {
          throw new InvalidInputException(
              "grid of '" + field.name() + "'",
              field.axes(),
              "that of '" + first.name() + "', " + first.axes(),
              "interpolate the fields to one grid");
        }
      }
      return new FieldSeries(input, fields, new double[0]);
    } catch (RuntimeException failure) {
      input.close();
      throw failure;
    }
  }

  /** Equations name axes by their places, so these must not contradict the file. */
  private static void requireOrder(Field field) {
    List<Axis> space = field.spaceAxes();
    for (int i = 0; i < space.size(); i++) {
      AxisKind kind = space.get(i).kind();
      if (ORDER.contains(kind) && kind != ORDER.get(ORDER.size() - space.size() + i)) {
        throw new InvalidInputException(
            "axes of '" + field.name() + "'",
            space.stream().map(Axis::name).toList(),
            "x; y, x; or z, y, x",
            "transpose the field, or rename its axes");
      }
    }
    for (Axis axis : field.axes()) {
      double[] coordinates = axis.coordinates();
      if (coordinates[coordinates.length - 1] < coordinates[0]) {
        throw new InvalidInputException(
            "axis '" + axis.name() + "' of '" + field.name() + "'",
            "falling, from " + coordinates[0] + " to " + coordinates[coordinates.length - 1],
            "rising coordinates",
            "turn the axis round in the file, for example by ncpdq -a -" + axis.name());
      }
      if (Arrays.stream(axis.coordinates()).anyMatch(Double::isNaN)) {
        throw new InvalidInputException(
            "axis '" + axis.name() + "' of '" + field.name() + "'",
            "without coordinates",
            "coordinates in equal steps",
            axis.kind() == AxisKind.TIME
                ? "give the time between frames with --dt, for example --dt 0.1"
                : "give it with --spacing, for example --spacing " + axis.name() + "=0.1");
      }
    }
  }

  /** Reads all frames from one on, so that a gap is told before a training and not after it. */
  void requireFinite(int from) {
    for (int frame = from; frame < frames(); frame++) {
      frame(frame);
    }
  }

  /** The same where a mask is 1, see {@link MaskedField}. */
  FieldSeries masked(Tensor mask) {
    double[] numbers = mask.toDoubles();
    long[] space = Arrays.copyOfRange(first().shape(), 1, first().shape().length);
    if (!Arrays.equals(space, mask.shape())) {
      throw new InvalidInputException(
          "grid of INPUT",
          Arrays.toString(space),
          Arrays.toString(mask.shape()) + ", that of the mask",
          "choose the part of the grid that the mask is of, with --slice");
    }
    return new FieldSeries(
        input,
        fields.stream().map(field -> (Field) MaskedField.of(field, numbers)).toList(),
        numbers);
  }

  /**
   * Puts NaN in place of 0 where a variable is missing in the first frame.
   *
   * @param mask {@code [space...]} of 0 and 1
   */
  void markUnknown(Tensor mask) {
    for (Field field : fields) {
      double[] first = MaskedField.first(field);
      for (int i = 0; i < first.length; i++) {
        if (mask.getFlat(i) == 0 && !Double.isFinite(first[i])) {
          mask.setFlat(i, Double.NaN);
        }
      }
    }
  }

  /** Number of points of space. */
  long points() {
    return state().count() / fields.size();
  }

  Field first() {
    return fields.getFirst();
  }

  /** Number of frames. */
  int frames() {
    return first().axes().getFirst().size();
  }

  /** The step between frames. */
  double dt() {
    return first().axes().getFirst().spacing();
  }

  /** Distances along the axes of space. */
  List<Double> spacing() {
    return first().spaceAxes().stream().map(Axis::spacing).toList();
  }

  /** Type of a frame of all variables, {@code [variables, space...]}. */
  TensorType state() {
    long[] shape = first().shape();
    shape[0] = fields.size();
    return new TensorType(DType.F64, shape);
  }

  /**
   * Reads a frame of all variables.
   *
   * @throws InvalidInputException if a value is not finite
   */
  double[] frame(int number) {
    double[] all = raw(number);
    int points = all.length / fields.size();
    for (int i = 0; i < all.length; i++) {
      if (!Double.isFinite(all[i])) {
        throw new InvalidInputException(
            "field '" + fields.get(i / points).name() + "'",
            all[i] + " in frame " + number,
            "finite numbers",
            "fill the gap, or cut it out with --slice");
      }
    }
    return all;
  }

  /** Reads a frame of all variables as it is. */
  double[] raw(int number) {
    long[] shape = first().shape();
    long[] origin = new long[shape.length];
    origin[0] = number;
    shape[0] = 1;
    double[] all = new double[Math.toIntExact(state().count())];
    int points = all.length / fields.size();
    try (Tensor values = Tensor.zeros(DType.F64, shape)) {
      for (int k = 0; k < fields.size(); k++) {
        fields.get(k).read(new Region(origin, shape), values);
        double[] one = values.toDoubles();
        System.arraycopy(one, 0, all, k * points, points);
      }
    }
    return all;
  }

  /** Refuses fields that a model of another grid or step cannot go on from. */
  void requireLike(StepDesign design) {
    requireLike(design.grid());
    if (design instanceof VaryingPdeNetDesign net) {
      net.requirePlace(first().spaceAxes());
    }
  }

  private void requireLike(StateGrid grid) {
    List<Double> spacing = grid.spacing();
    double dt = grid.dt();
    List<Double> own = spacing();
    boolean fits = own.size() == spacing.size();
    for (int axis = 0; fits && axis < own.size(); axis++) {
      fits = close(own.get(axis), spacing.get(axis));
    }
    if (!fits) {
      throw new InvalidInputException(
          "spacing of INPUT",
          own.stream().map(Decimal::of).toList(),
          spacing.stream().map(Decimal::of).toList() + ", that of the model",
          "interpolate the fields to that spacing, or train on this one");
    }
    if (frames() > 1 && !close(dt(), dt)) {
      throw new InvalidInputException(
          "time step of INPUT",
          Decimal.of(dt()),
          Decimal.of(dt) + ", that of the model",
          "take every nth frame with --slice, or train on this step");
    }
  }

  private static boolean close(double a, double b) {
    return Math.abs(a - b) <= Axis.UNIFORMITY * Math.max(Math.abs(a), Math.abs(b));
  }

  /**
   * The variance of each variable over points and some of the frames.
   *
   * @throws InvalidInputException if a variable is the same everywhere in them, but for rounding
   */
  double[] variances() {
    double[] mean = means(new double[fields.size()], 1);
    double[] variances = means(mean, 2);
    for (int k = 0; k < variances.length; k++) {
      if (!(Math.sqrt(variances[k]) > ROUNDING * Math.abs(mean[k]))) {
        throw new InvalidInputException(
            "field '" + fields.get(k).name() + "'", "constant", "one that varies", "leave it out");
      }
    }
    return variances;
  }

  /** Standard deviations, see {@link #variances}. */
  List<Double> deviations() {
    return Arrays.stream(variances()).map(Math::sqrt).boxed().toList();
  }

  /** The mean of each variable over points and some of the frames. */
  List<Double> means() {
    return Arrays.stream(means(new double[fields.size()], 1)).boxed().toList();
  }

  /** The frames from one to before another. */
  FieldSeries part(int from, int to) {
    return new FieldSeries(
        input,
        fields.stream()
            .map(field -> field.slice(field.axes().getFirst().name(), from, to))
            .toList(),
        mask);
  }

  /** Some frames, {@code [frames, variables, space...]}; the caller's. */
  Tensor someStates() {
    int[] frames = someFrames();
    long[] state = state().shape();
    long[] shape = new long[state.length + 1];
    shape[0] = frames.length;
    System.arraycopy(state, 0, shape, 1, state.length);
    Tensor states = Tensor.zeros(DType.F64, shape);
    int size = Math.toIntExact(state().count());
    for (int n = 0; n < frames.length; n++) {
      double[] values = frame(frames[n]);
      for (int i = 0; i < size; i++) {
        states.setFlat((long) n * size + i, values[i]);
      }
    }
    return states;
  }

  /**
   * Root mean squares of the rates of change of each variable between some frames and the next; of
   * one that does not change its standard deviation in a time step.
   *
   * @throws InvalidInputException if a variable is the same everywhere
   */
  List<Double> rates() {
    double[] squares = new double[fields.size()];
    int[] frames = part(0, frames() - 1).someFrames();
    for (int frame : frames) {
      double[] now = frame(frame);
      double[] next = frame(frame + 1);
      int points = now.length / squares.length;
      long count = counted(points);
      for (int i = 0; i < now.length; i++) {
        if (isMasked(i % points)) {
          continue;
        }
        double rate = (next[i] - now[i]) / dt();
        squares[i / points] += rate * rate / ((double) count * frames.length);
      }
    }
    double[] variances = variances();
    return IntStream.range(0, squares.length)
        .mapToObj(k -> squares[k] > 0 ? Math.sqrt(squares[k]) : Math.sqrt(variances[k]) / dt())
        .toList();
  }

  private double[] means(double[] about, int power) {
    int[] frames = someFrames();
    double[] sums = new double[fields.size()];
    for (int frame : frames) {
      double[] values = frame(frame);
      int points = values.length / fields.size();
      long count = counted(points);
      for (int i = 0; i < values.length; i++) {
        if (!isMasked(i % points)) {
          sums[i / points] +=
              Math.pow(values[i] - about[i / points], power) / ((double) count * frames.length);
        }
      }
    }
    return sums;
  }

  private boolean isMasked(int point) {
    return mask.length > 0 && mask[point] != 1;
  }

  private long counted(int points) {
    return mask.length == 0 ? points : Arrays.stream(mask).filter(x -> x == 1).count();
  }

  /** At most 20 frames, spread evenly. */
  int[] someFrames() {
    int count = Math.min(MOST_FRAMES, frames());
    return IntStream.range(0, count).map(i -> (int) ((long) i * frames() / count)).toArray();
  }

  @Override
  public void close() {
    input.close();
  }
}
