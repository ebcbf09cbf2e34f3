package org.sciml4j.pde.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.Dataset;

/**
 * Windows of successive snapshots of one or more trajectories: samples {@code [variables, steps +
 * 1, space...]}. Values are read from the fields when asked for, so they may be larger than memory.
 */
public final class SnapshotWindows implements Dataset {
  private static final double SAME = 1e-6;

  private final List<List<Field>> trajectories;
  private final long steps;
  private final long stride;
  private final TensorType type;
  private final long[] firstWindow;

  private SnapshotWindows(
      List<List<Field>> trajectories, long steps, long stride, TensorType type) {
    this.trajectories = trajectories;
    this.steps = steps;
    this.stride = stride;
    this.type = type;
    firstWindow = new long[trajectories.size() + 1];
    for (int i = 0; i < trajectories.size(); i++) {
      long times = trajectories.get(i).getFirst().shape()[0];
      firstWindow[i + 1] = firstWindow[i] + (times - steps - 1) / stride + 1;
    }
  }

  /**
   * Windows of one trajectory, one starting at each snapshot.
   *
   * @param variables fields whose first axis is time, on the same points
   * @param steps steps of a window, 1 or more
   * @param dtype element type of the samples
   * @throws InvalidInputException if there is no field, one does not change in time, axes differ,
   *     snapshots are not equally far apart, or are fewer than a window
   */
  public static SnapshotWindows of(List<Field> variables, long steps, DType dtype) {
    return ofAll(List.of(variables), steps, dtype);
  }

  /**
   * Windows of several trajectories in turn.
   *
   * @param trajectories the variables of each, in the same order
   * @throws InvalidInputException as {@link #of}, or if trajectories differ in their points or step
   */
  public static SnapshotWindows ofAll(List<List<Field>> trajectories, long steps, DType dtype) {
    if (trajectories.isEmpty() || trajectories.getFirst().isEmpty()) {
      throw new InvalidInputException("variables", "none", "at least one field", "name some");
    }
    if (steps < 1) {
      throw new InvalidInputException("steps of a window", steps, "1 or more", "raise it");
    }
    Field first = trajectories.getFirst().getFirst();
    List<List<Field>> copies = new ArrayList<>();
    for (List<Field> variables : trajectories) {
      if (variables.size() != trajectories.getFirst().size()) {
        throw new InvalidInputException(
            "variables of a trajectory",
            variables.size(),
            trajectories.getFirst().size() + ", as of the first",
            "name the same for each");
      }
      variables.forEach(field -> requireLike(first, field, variables.getFirst(), steps));
      copies.add(List.copyOf(variables));
    }
    long[] space = Arrays.copyOfRange(first.shape(), 1, first.shape().length);
    long[] shape =
        LongStream.concat(
                LongStream.of(trajectories.getFirst().size(), steps + 1), LongStream.of(space))
            .toArray();
    return new SnapshotWindows(List.copyOf(copies), steps, 1, new TensorType(dtype, shape));
  }

  /**
   * Windows of trajectories in memory.
   *
   * @param states one tensor {@code [trajectories, times, space...]} for each variable, the
   *     caller's
   * @param dt time between snapshots
   * @param spacing distance between points along each space axis
   */
  public static SnapshotWindows ofTensors(
      List<Tensor> states, double dt, double[] spacing, long steps) {
    if (states.isEmpty()) {
      throw new InvalidInputException("variables", "none", "at least one tensor", "name some");
    }
    List<List<Field>> trajectories = new ArrayList<>();
    for (long i = 0; i < states.getFirst().size(0); i++) {
      List<Field> variables = new ArrayList<>();
      for (int k = 0; k < states.size(); k++) {
        variables.add(TensorField.inTime("variable " + k, states.get(k).at(i), dt, spacing));
      }
      trajectories.add(variables);
    }
    return ofAll(trajectories, steps, states.getFirst().dtype());
  }

  private static void requireLike(Field first, Field field, Field sibling, long steps) {
    if (field.timeAxis() != 0) {
      throw new InvalidInputException(
          "field '" + field.name() + "'",
          "on axes " + field.axes().stream().map(Axis::name).toList(),
          "one whose first axis is time",
          "choose a field that changes in time");
    }
    List<Axis> space = field.spaceAxes();
    List<Axis> expected = first.spaceAxes();
    boolean fits = space.size() == expected.size() && field.shape()[0] == sibling.shape()[0];
    for (int axis = 0; fits && axis < space.size(); axis++) {
      Axis one = space.get(axis);
      fits =
          one.size() == expected.get(axis).size()
              && isClose(one.spacing(), expected.get(axis).spacing());
    }
    if (!fits) {
      throw new InvalidInputException(
          "field '" + field.name() + "'",
          "of shape " + Arrays.toString(field.shape()),
          "the points of '" + first.name() + "', " + Arrays.toString(first.shape()),
          "slice or interpolate them to the same points");
    }
    if (!isClose(step(field), step(first))) {
      throw new InvalidInputException(
          "time step of field '" + field.name() + "'",
          step(field),
          step(first) + ", that of '" + first.name() + "'",
          "train on trajectories of one step");
    }
    if (field.shape()[0] < steps + 1) {
      throw new InvalidInputException(
          "snapshots of field '" + field.name() + "'",
          field.shape()[0],
          (steps + 1) + " or more for windows of " + steps + " steps",
          "choose fewer steps");
    }
  }

  private static double step(Field field) {
    return field.axes().getFirst().spacing();
  }

  private static boolean isClose(double a, double b) {
    return Math.abs(a - b) <= SAME * Math.abs(b);
  }

  /**
   * The same with so many snapshots from the start of one window to that of the next.
   *
   * @throws InvalidInputException if below 1
   */
  public SnapshotWindows every(long snapshots) {
    if (snapshots < 1) {
      throw new InvalidInputException("snapshots between windows", snapshots, "1 or more", "raise");
    }
    return new SnapshotWindows(trajectories, steps, snapshots, type);
  }

  /** Time between snapshots, in the units of the time axis. */
  public double dt() {
    return step(trajectories.getFirst().getFirst());
  }

  /** Distance between points along each space axis. */
  public double[] spacing() {
    return trajectories.getFirst().getFirst().spaceAxes().stream()
        .mapToDouble(Axis::spacing)
        .toArray();
  }

  @Override
  public long size() {
    return firstWindow[trajectories.size()];
  }

  @Override
  public List<TensorType> types() {
    return List.of(type);
  }

  @Override
  public boolean wantsReadAhead() {
    return !(trajectories.getFirst().getFirst() instanceof TensorField);
  }

  /**
   * Reads windows.
   *
   * @throws InvalidInputException if a value is missing, naming field, trajectory and window
   */
  @Override
  public void read(long[] samples, int from, int count, List<Tensor> into) {
    for (int i = 0; i < count; i++) {
      long sample = samples[from + i];
      int found = Arrays.binarySearch(firstWindow, sample);
      int trajectory = found >= 0 ? found : -found - 2;
      List<Field> variables = trajectories.get(trajectory);
      long start = (sample - firstWindow[trajectory]) * stride;
      for (int k = 0; k < variables.size(); k++) {
        read(variables.get(k), trajectory, start, into.getFirst().at(i).at(k));
      }
    }
  }

  private void read(Field field, int trajectory, long start, Tensor into) {
    long[] shape = field.shape();
    long[] origin = new long[shape.length];
    origin[0] = start;
    shape[0] = steps + 1;
    field.read(new Region(origin, shape), into);
    long missing = LongStream.range(0, into.count()).filter(i -> isMissing(into, i)).count();
    if (missing > 0) {
      throw new InvalidInputException(
          "field '" + field.name() + "' of trajectory " + trajectory,
          "missing at " + missing + " points of the snapshots from " + start + " on",
          "a value at every point",
          "fill the gaps, or slice the fields to where they have values");
    }
  }

  private static boolean isMissing(Tensor values, long at) {
    return Double.isNaN(values.getFlat(at));
  }
}
