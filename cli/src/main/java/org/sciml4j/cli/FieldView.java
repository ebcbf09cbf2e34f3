package org.sciml4j.cli;

import java.util.List;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** A field that is another but for what it says itself. */
interface FieldView extends Field {
  /** The other one. */
  Field field();

  @Override
  default String name() {
    return field().name();
  }

  @Override
  default String units() {
    return field().units();
  }

  @Override
  default DType dtype() {
    return field().dtype();
  }

  @Override
  default List<Axis> axes() {
    return field().axes();
  }

  @Override
  default String calendar() {
    return field().calendar();
  }

  @Override
  default void read(Region region, Tensor into) {
    field().read(region, into);
  }
}
