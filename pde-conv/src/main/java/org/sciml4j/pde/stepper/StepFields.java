package org.sciml4j.pde.stepper;

import java.util.Arrays;
import java.util.List;

/**
 * A value as channels of numbers on the points of a box.
 *
 * @param lead extents of the axes before those of the box, which number the channels; the axes of
 *     the box may follow as one. Null where all axes are one, or all but the last.
 * @param box extents of the grid, or of a part of it, or of one with points beyond its edges
 * @param channels one expression for each
 */
record StepFields(long[] lead, long[] box, List<PointExpression> channels) {
  /** The same channels under another shape; null where the shape divides or mixes them. */
  StepFields reshaped(long[] shape) {
    int front = shape.length - box.length;
    if (front >= 0 && Arrays.equals(Arrays.copyOfRange(shape, front, shape.length), box)) {
      return new StepFields(Arrays.copyOf(shape, front), box, channels);
    }
    if (shape.length > 0 && shape[shape.length - 1] == StridedView.count(box)) {
      return new StepFields(Arrays.copyOf(shape, shape.length - 1), box, channels);
    }
    boolean lines = shape.length == 2 && shape[1] == box[box.length - 1];
    return shape.length == 1 || lines ? new StepFields(null, box, channels) : null;
  }

  /** Whether the axes of a shape of these channels are those of the box, not their product. */
  boolean hasAxesOf(long[] shape) {
    return lead != null && shape.length == lead.length + box.length;
  }

  /** Those channels, under other leading axes. */
  StepFields select(long[] otherLead, int[] numbers) {
    return new StepFields(otherLead, box, Arrays.stream(numbers).mapToObj(channels::get).toList());
  }
}
