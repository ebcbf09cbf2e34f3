package org.sciml4j.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;
import org.sciml4j.core.TemporaryFile;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;

/**
 * A file being written. Values go to disk as they come. The file appears under its own name in
 * {@link #commit()}; closing without that leaves nothing behind.
 */
public final class FieldOutput implements AutoCloseable {
  private final Path path;
  private final Path temporary;
  private final boolean overwrite;
  private final OutputSchema schema;
  private final OutputBackend backend;

  /** Values written of each variable without records; records written of each with. */
  private final long[] written;

  private boolean open = true;

  private FieldOutput(
      Path path, Path temporary, boolean overwrite, OutputSchema schema, OutputBackend backend) {
    this.path = path;
    this.temporary = temporary;
    this.overwrite = overwrite;
    this.schema = schema;
    this.backend = backend;
    this.written = new long[schema.variables().size()];
  }

  /** Takes over a file that has been created and writes its coordinates. */
  static FieldOutput start(
      Path path, Path temporary, boolean overwrite, OutputSchema schema, OutputBackend backend) {
    FieldOutput output = new FieldOutput(path, temporary, overwrite, schema, backend);
    try {
      for (Axis axis : schema.axes()) {
        output.write(axis.name(), Tensor.wrap(axis.coordinates(), axis.size()));
      }
      return output;
    } catch (RuntimeException failure) {
      output.close();
      throw failure;
    }
  }

  /**
   * Writes a whole variable, or its first records.
   *
   * @param values of the variable's shape; along an unlimited axis any number of records
   */
  public FieldOutput write(String variable, Tensor values) {
    int index = find(variable);
    OutputVariable target = schema.variables().get(index);
    long[] shape = schema.shape(target);
    if (schema.isRecord(target) && values.rank() == shape.length) {
      shape[0] = values.size(0);
    }
    requireShape(variable, values, shape);
    put(index, Region.whole(shape), values);
    written[index] =
        schema.isRecord(target) ? Math.max(written[index], shape[0]) : Shape.count(shape);
    return this;
  }

  /**
   * Writes a box of a variable. Boxes may come in any order and must cover the variable by the time
   * of {@link #commit()}.
   */
  public FieldOutput write(String variable, Region region, Tensor values) {
    int index = find(variable);
    OutputVariable target = schema.variables().get(index);
    long[] shape = schema.shape(target);
    long[] origin = region.origin();
    long[] count = region.shape();
    if (schema.isRecord(target) && origin.length == shape.length) {
      shape[0] = Math.max(shape[0], origin[0] + count[0]);
    }
    region.requireInside(variable, shape);
    if (values.count() != region.count()) {
      throw new InvalidInputException(
          "values of '" + variable + "'",
          values,
          region.count() + " elements for " + region,
          "match the region");
    }
    put(index, region, values);
    written[index] =
        schema.isRecord(target)
            ? Math.max(written[index], origin[0] + count[0])
            : written[index] + region.count();
    return this;
  }

  /** Writes the next record of a variable along the unlimited axis. */
  public FieldOutput append(String variable, Tensor record) {
    int index = find(variable);
    OutputVariable target = schema.variables().get(index);
    if (!schema.isRecord(target)) {
      throw new InvalidInputException(
          "variable '" + variable + "'",
          "of fixed size",
          "one along the unlimited axis",
          "call unlimited(...) before open() or use write");
    }
    long[] shape = schema.shape(target);
    requireShape(
        variable,
        record,
        record.rank() == shape.length ? shape : Arrays.copyOfRange(shape, 1, shape.length));
    long[] origin = new long[shape.length];
    origin[0] = written[index];
    put(index, new Region(origin, shape), record);
    written[index]++;
    return this;
  }

  /** Adds a point to the unlimited axis. */
  public FieldOutput append(double coordinate) {
    if (schema.unlimited() == null) {
      throw new InvalidInputException(
          "coordinate",
          coordinate,
          "a file with an unlimited axis",
          "call unlimited(...) before open()");
    }
    return append(schema.unlimited(), Tensor.wrap(new double[] {coordinate}, 1));
  }

  /**
   * Completes the file and moves it to its own name.
   *
   * @throws InvalidInputException if values are missing or another file has appeared there
   */
  public void commit() {
    long records = requireComplete();
    try {
      backend.finish(records);
      if (!overwrite && Files.exists(path)) {
        throw exists(path);
      }
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
      open = false;
    } catch (IOException failure) {
      throw TemporaryFile.unwritable(path, failure);
    }
  }

  /** Ends the output; without {@link #commit()} no file is left. */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    try {
      backend.abandon();
      Files.deleteIfExists(temporary);
    } catch (IOException failure) {
      throw TemporaryFile.unwritable(path, failure);
    }
  }

  static InvalidInputException exists(Path path) {
    return new InvalidInputException(
        "output file",
        "'" + path + "', which exists",
        "a new name",
        "choose another or allow it to be overwritten");
  }

  private void put(int index, Region region, Tensor values) {
    if (!open) {
      throw new InvalidInputException("file '" + path + "' is no longer open for writing");
    }
    try {
      backend.put(index, region, values);
    } catch (IOException failure) {
      throw TemporaryFile.unwritable(path, failure);
    }
  }

  private int find(String name) {
    List<String> names = schema.variables().stream().map(OutputVariable::name).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      throw new InvalidInputException(
          "variable",
          "'" + name + "'",
          "one of " + names,
          NearNames.didYouMean(name, names, "add it before open()"));
    }
    return index;
  }

  private void requireShape(String variable, Tensor values, long[] shape) {
    if (!Arrays.equals(values.shape(), shape)) {
      throw new InvalidInputException(
          "values of '" + variable + "'",
          "of shape " + Arrays.toString(values.shape()),
          "shape " + Arrays.toString(shape),
          "reshape them");
    }
  }

  private long requireComplete() {
    if (!open) {
      throw new InvalidInputException("file '" + path + "' is no longer open for writing");
    }
    long records = schema.unlimited() == null ? 0 : written[schema.axis(schema.unlimited())];
    for (int i = 0; i < written.length; i++) {
      OutputVariable variable = schema.variables().get(i);
      boolean isRecord = schema.isRecord(variable);
      long expected = isRecord ? records : Shape.count(schema.shape(variable));
      if (isRecord ? written[i] != expected : written[i] < expected) {
        String unit = isRecord ? " records" : " values";
        throw new InvalidInputException(
            "variable '" + variable.name() + "'",
            "written with " + written[i] + unit,
            expected + unit + (isRecord ? " as axis '" + schema.unlimited() + "' has points" : ""),
            "write them all before commit()");
      }
    }
    return records;
  }
}
