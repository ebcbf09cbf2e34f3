package org.sciml4j.operators.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.correlation.ChannelData;
import org.sciml4j.core.correlation.Column;
import org.sciml4j.core.correlation.CorrelationPlan;
import org.sciml4j.core.correlation.Domain;
import org.sciml4j.core.correlation.FrameView;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * The regression behind a fit: one row per grid point and frame; one column per input and offset,
 * then one of ones where there is a bias, then the target, then the instruments.
 *
 * @param fields the inputs, followed by the target field where the target is not a time difference
 * @param inputs number of inputs
 * @param offsets of the stencil, sorted
 * @param difference how the target follows from the first input, or null
 * @param timeStep in the unit of {@code timeUnit}
 * @param instrument or null
 */
record FitDesign(
    FieldLayout layout,
    Domain domain,
    List<Field> fields,
    int inputs,
    int[][] offsets,
    double[] spacing,
    boolean bias,
    TimeDifference difference,
    double timeStep,
    String timeUnit,
    Instrument instrument) {

  int unknowns() {
    return inputs * offsets.length + (bias ? 1 : 0);
  }

  int target() {
    return unknowns();
  }

  private int targetChannel() {
    return inputs;
  }

  private int constantChannel() {
    return bias ? inputs + 1 : -1;
  }

  private int firstInstrumentChannel() {
    return inputs + (bias ? 2 : 1);
  }

  List<String> inputNames() {
    return fields.subList(0, inputs).stream().map(Field::name).toList();
  }

  /** The offset of an unknown in the dimensions of the stencil. */
  int[] offset(int unknown) {
    return offsets[unknown % offsets.length];
  }

  /** Which input an unknown belongs to; the number of inputs for the bias. */
  int input(int unknown) {
    return unknown / offsets.length;
  }

  /** Boundary mode along each stencil axis. */
  List<BoundaryMode> boundary() {
    int dims = layout.dims();
    return List.of(domain.boundary()).subList(Domain.AXES - dims, Domain.AXES);
  }

  /** Reach of the domain along a stencil axis. */
  int radius(int axis) {
    return domain.radius()[Domain.AXES - layout.dims() + axis];
  }

  /** {@code d(T)/dt} or the target's name. */
  String targetName() {
    return difference == null ? fields.getLast().name() : "d(" + fields.getFirst().name() + ")/dt";
  }

  /** Units of the coefficients of one input; empty where unknown. */
  String coefficientUnits(int input) {
    String from = fields.get(input).units().strip();
    String to = fields.get(difference == null ? inputs : 0).units().strip();
    boolean same = from.equals(to);
    if (difference == null) {
      return same || to.isEmpty() || from.isEmpty() ? "" : quotient(to, from);
    }
    if (timeUnit.isEmpty()) {
      return "";
    }
    return same
        ? "1/" + grouped(timeUnit)
        : to.isEmpty() || from.isEmpty() ? "" : quotient(to, timeUnit + " " + from);
  }

  private static String quotient(String to, String from) {
    return UnitQuotient.of(to, from).orElseGet(() -> to + "/" + grouped(from));
  }

  private static String grouped(String units) {
    return units.matches("[A-Za-z%°]+") ? units : "(" + units + ")";
  }

  Frames.Window window() {
    int back = difference == null ? 0 : difference.back();
    int ahead = difference == null ? 0 : difference.ahead();
    int lag = instrument instanceof Instrument.LaggedInTime(int frames) ? frames : 0;
    return new Frames.Window(Math.max(back, lag), ahead);
  }

  CorrelationPlan plan() {
    List<Column> columns = new ArrayList<>();
    for (int input = 0; input < inputs; input++) {
      for (int[] offset : offsets) {
        columns.add(new Column(input, inThree(offset)));
      }
    }
    int[] centre = new int[Domain.AXES];
    if (bias) {
      columns.add(new Column(constantChannel(), centre));
    }
    columns.add(new Column(targetChannel(), centre));
    if (instrument != null) {
      addInstruments(columns);
    }
    return CorrelationPlan.of(domain, columns, constantChannel());
  }

  private void addInstruments(List<Column> columns) {
    for (int input = 0; input < inputs; input++) {
      for (int[] offset : offsets) {
        columns.add(
            switch (instrument) {
              case Instrument.LaggedInTime _ ->
                  new Column(firstInstrumentChannel() + input, inThree(offset));
              case Instrument.LaggedInSpace(int[] shift) ->
                  new Column(input, inThree(sum(offset, shift)));
            });
      }
    }
    if (bias) {
      columns.add(new Column(constantChannel(), new int[Domain.AXES]));
    }
  }

  /** Column numbers of the instruments. */
  int[] instrumentColumns() {
    return IntStream.range(unknowns() + 1, 2 * unknowns() + 1).toArray();
  }

  /** The channels of the sample at frame {@code n}. */
  ChannelData[] sample(Frames.Lookup lookup, long n) {
    List<ChannelData> channels = new ArrayList<>();
    for (int input = 0; input < inputs; input++) {
      channels.add(new ChannelData.Values(lookup.frame(input, n)));
    }
    channels.add(
        difference == null
            ? new ChannelData.Values(lookup.frame(inputs, n))
            : difference(lookup, n));
    if (bias) {
      channels.add(new ChannelData.Constant());
    }
    if (instrument instanceof Instrument.LaggedInTime(int frames)) {
      for (int input = 0; input < inputs; input++) {
        channels.add(new ChannelData.Values(lookup.frame(input, n - frames)));
      }
    }
    return channels.toArray(ChannelData[]::new);
  }

  private ChannelData difference(Frames.Lookup lookup, long n) {
    int terms = difference.terms();
    FrameView[] plus = new FrameView[terms];
    FrameView[] minus = new FrameView[terms];
    for (int term = 0; term < terms; term++) {
      plus[term] = lookup.frame(0, n + difference.plus(term));
      minus[term] = lookup.frame(0, n + difference.minus(term));
    }
    return new ChannelData.Difference(
        plus, minus, difference.weights(), difference.divisor() * timeStep);
  }

  /** Name of the field behind a channel. */
  String channelName(int channel) {
    if (channel < inputs) {
      return fields.get(channel).name();
    }
    return channel == targetChannel()
        ? fields.getLast().name()
        : fields.get(channel - firstInstrumentChannel()).name();
  }

  private int[] inThree(int[] offset) {
    int[] padded = new int[Domain.AXES];
    System.arraycopy(offset, 0, padded, Domain.AXES - offset.length, offset.length);
    return padded;
  }

  private static int[] sum(int[] a, int[] b) {
    return IntStream.range(0, a.length).map(i -> a[i] + b[i]).toArray();
  }

  /** The grid that a stencil with these offsets sees. */
  static Domain domain(
      FieldLayout layout, int[][] offsets, BoundaryMode[] boundary, Instrument instrument) {
    int dims = layout.dims();
    int[] radius = new int[dims];
    int[] shift = instrument instanceof Instrument.LaggedInSpace(int[] s) ? s : new int[dims];
    for (int[] offset : offsets) {
      for (int axis = 0; axis < dims; axis++) {
        radius[axis] =
            Math.max(
                radius[axis],
                Math.max(Math.abs(offset[axis]), Math.abs(offset[axis] + shift[axis])));
      }
    }
    long[] shape = layout.stencilShape();
    List<Axis> axes = layout.stencil();
    for (int axis = 0; axis < dims; axis++) {
      if (boundary[axis] == BoundaryMode.VALID && shape[axis] < 2L * radius[axis] + 1) {
        throw new InvalidInputException(
            "axis '" + axes.get(axis).name() + "'",
            shape[axis] + " points long",
            "at least " + (2 * radius[axis] + 1) + " for this stencil with boundary valid",
            "use a smaller stencil or another boundary mode");
      }
      if (shape[axis] < 1) {
        throw new InvalidInputException(
            "axis '" + axes.get(axis).name() + "'",
            "empty",
            "at least one point",
            "select a larger part");
      }
    }
    return Domain.of(shape, radius, boundary);
  }

  /** Offsets of a full box of odd extents, sorted. */
  static int[][] box(int[] extents) {
    int count = Arrays.stream(extents).reduce(1, Math::multiplyExact);
    int[][] offsets = new int[count][extents.length];
    for (int k = 0; k < count; k++) {
      int rest = k;
      for (int axis = extents.length - 1; axis >= 0; axis--) {
        offsets[k][axis] = rest % extents[axis] - extents[axis] / 2;
        rest /= extents[axis];
      }
    }
    return offsets;
  }
}
