package org.sciml4j.cli;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.field.SpaceGrid;

/** Fields of a file frame by frame, their axes in equal steps upwards. */
final class GridSource implements FieldSource, AutoCloseable {
  private final FieldInput input;
  private final List<Field> fields;
  private final GridAxis time;
  private final int timeAxis;
  private final List<GridAxis> space;
  private final SpaceGrid grid;
  private final boolean hasGaps;
  private final int[] places;
  private final double[] frameValues;
  private final Tensor scratch;
  private final ProgressLine progress = new ProgressLine("reading", "frames");

  /**
   * Frames of fields.
   *
   * @param fields on the same axes
   * @param timeAxis which of the axes is time
   * @param space the others in their order
   * @param hasGaps whether values may be missing
   */
  GridSource(
      FieldInput input,
      List<Field> fields,
      GridAxis time,
      int timeAxis,
      List<GridAxis> space,
      boolean hasGaps) {
    this.input = input;
    this.hasGaps = hasGaps;
    this.fields = fields;
    this.time = time;
    this.timeAxis = timeAxis;
    this.space = space;
    grid = new SpaceGrid(space.stream().map(GridAxis::uniform).toList());
    places = places();
    frameValues = new double[places.length];
    scratch = Tensor.zeros(DType.F64, places.length);
  }

  /** Where the points of the grid lie in a frame of the file. */
  private int[] places() {
    int[] shape = grid.shape();
    int[] found = new int[grid.points()];
    for (int point = 0; point < found.length; point++) {
      int rest = point;
      int stride = 1;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        found[point] += space.get(axis).position(rest % shape[axis]) * stride;
        rest /= shape[axis];
        stride *= shape[axis];
      }
    }
    return found;
  }

  @Override
  public List<String> names() {
    return fields.stream().map(Field::name).toList();
  }

  @Override
  public SpaceGrid grid() {
    return grid;
  }

  @Override
  public FieldAxis time() {
    return time.uniform();
  }

  /** Units of a field; empty where unknown. */
  String units(int field) {
    return fields.get(field).units();
  }

  GridAxis timeAxis() {
    return time;
  }

  List<GridAxis> spaceAxes() {
    return space;
  }

  @Override
  public void read(int frame, double[][] into) {
    for (int field = 0; field < fields.size(); field++) {
      long[] shape = fields.get(field).shape();
      long[] origin = new long[shape.length];
      origin[timeAxis] = time.position(frame);
      shape[timeAxis] = 1;
      fields.get(field).read(new Region(origin, shape), scratch);
      MemorySegment.copy(
          scratch.segment(), ValueLayout.JAVA_DOUBLE, 0, frameValues, 0, frameValues.length);
      for (int point = 0; point < places.length; point++) {
        double value = frameValues[places[point]];
        if (!Double.isFinite(value) && !(hasGaps && Double.isNaN(value))) {
          throw notFinite(fields.get(field).name(), value, frame, point);
        }
        into[field][point] = value;
      }
    }
    progress.show(frame + 1L, time().points());
    if (frame == time().points() - 1) {
      progress.close();
    }
  }

  /** Tells that no more is read for now, so that other things can be shown. */
  void pause() {
    progress.close();
  }

  private InvalidInputException notFinite(String field, double value, int frame, int point) {
    int[] at = new int[space.size()];
    int rest = point;
    for (int axis = at.length - 1; axis >= 0; axis--) {
      at[axis] = rest % grid.shape()[axis];
      rest /= grid.shape()[axis];
    }
    StringBuilder place = new StringBuilder("t = " + Decimal.of(time().coordinate(frame)));
    for (int axis = 0; axis < at.length; axis++) {
      FieldAxis along = grid.axes().get(axis);
      place.append(", ").append(along.name()).append(" = ");
      place.append(Decimal.of(along.coordinate(at[axis])));
    }
    return new InvalidInputException(
        "field " + field,
        value + " at " + place,
        "finite numbers everywhere",
        "fill the gap, cut it out with --slice, or leave out --weak, without which gaps are"
            + " skipped");
  }

  /** The grid as lines for a reader. */
  String text() {
    return space.stream().map(GridAxis::text).collect(Collectors.joining("; "))
        + "; "
        + time.text();
  }

  @Override
  public void close() {
    progress.close();
    scratch.close();
    input.close();
  }
}
