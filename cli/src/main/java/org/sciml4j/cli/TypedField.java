package org.sciml4j.cli;

import java.util.List;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** A field whose values are worked with in another precision than they are stored in. */
record TypedField(Field field, DType dtype) implements Field {
  @Override
  public String name() {
    return field.name();
  }

  @Override
  public String units() {
    return field.units();
  }

  @Override
  public List<Axis> axes() {
    return field.axes();
  }

  @Override
  public String calendar() {
    return field.calendar();
  }

  @Override
  public void read(Region region, Tensor into) {
    field.read(region, into);
  }
}
