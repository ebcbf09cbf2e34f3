package org.sciml4j.cli;

import org.sciml4j.core.field.Field;
import org.sciml4j.core.tensor.DType;

/** A field whose values are worked with in another precision than they are stored in. */
record TypedField(Field field, DType dtype) implements FieldView {}
