package org.sciml4j.cli;

import java.util.List;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.Tensor;

/**
 * A field whose first axis numbers samples: axes without coordinates count from zero, and a line
 * shows how far it has been read.
 */
record SampleField(Field field, ProgressLine progress) implements FieldView {
  @Override
  public List<Axis> axes() {
    return field.axes().stream()
        .map(
            axis ->
                Double.isNaN(axis.coordinates()[0])
                    ? Axis.numbered(axis.name(), axis.kind(), axis.size())
                    : axis)
        .toList();
  }

  @Override
  public void read(Region region, Tensor into) {
    field.read(region, into);
    progress.show(region.origin()[0] + region.shape()[0], field.shape()[0]);
  }
}
