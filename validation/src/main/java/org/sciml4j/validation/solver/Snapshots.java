package org.sciml4j.validation.solver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;

/**
 * A solution in the forms that trainings read.
 *
 * @param series the solution
 */
public record Snapshots(FieldSeries series) {
  /**
   * Every n-th point along each axis.
   *
   * @throws InvalidInputException if n does not divide the points of a periodic axis
   */
  public Snapshots everyNth(int n) {
    List<FieldAxis> axes = series.grid().axes().stream().map(axis -> thinned(axis, n)).toList();
    SpaceGrid coarse = new SpaceGrid(axes);
    int frames = series.time().points();
    double[][] kept = new double[series.names().size()][frames * coarse.points()];
    int[] chosen = chosen(coarse, n);
    int points = series.grid().points();
    for (int field = 0; field < kept.length; field++) {
      for (int i = 0; i < kept[field].length; i++) {
        int frame = i / chosen.length;
        kept[field][i] = series.values()[field][frame * points + chosen[i % chosen.length]];
      }
    }
    return new Snapshots(new FieldSeries(series.names(), coarse, series.time(), kept));
  }

  private static FieldAxis thinned(FieldAxis axis, int n) {
    if (n < 1 || (axis.periodic() && axis.points() % n != 0)) {
      throw new InvalidInputException(
          "n", n, "a divisor of the " + axis.points() + " points", "thin a periodic axis evenly");
    }
    int points = Math.ceilDiv(axis.points(), n);
    return new FieldAxis(axis.name(), axis.first(), n * axis.spacing(), points, axis.periodic());
  }

  /** The fine point of each coarse one. */
  private int[] chosen(SpaceGrid coarse, int n) {
    int[] fine = new int[coarse.points()];
    for (int i = 0; i < fine.length; i++) {
      int stride = 1;
      for (int axis = coarse.axes().size() - 1, rest = i; axis >= 0; axis--) {
        int m = coarse.axes().get(axis).points();
        fine[i] += rest % m * n * stride;
        rest /= m;
        stride *= series.grid().axes().get(axis).points();
      }
    }
    return fine;
  }

  /** All fields in a tensor {@code [frames, fields, space...]}; the caller closes it. */
  public Tensor tensor(DType dtype) {
    int points = series.grid().points();
    int fields = series.names().size();
    List<Long> shape = new ArrayList<>(List.of((long) series.time().points(), (long) fields));
    Arrays.stream(series.grid().shape()).forEach(n -> shape.add((long) n));
    Tensor tensor = Tensor.zeros(dtype, shape.stream().mapToLong(Long::longValue).toArray());
    for (int frame = 0; frame < series.time().points(); frame++) {
      for (int field = 0; field < fields; field++) {
        for (int i = 0; i < points; i++) {
          tensor.setFlat(
              ((long) frame * fields + field) * points + i,
              series.values()[field][frame * points + i]);
        }
      }
    }
    return tensor;
  }

  /** The fields with axes of time and space; the caller closes their tensors. */
  public List<Field> fields(DType dtype) {
    List<Axis> axes = axes();
    long[] shape = axes.stream().mapToLong(Axis::size).toArray();
    List<Field> fields = new ArrayList<>();
    for (int field = 0; field < series.names().size(); field++) {
      Tensor values = Tensor.zeros(dtype, shape);
      for (int i = 0; i < series.values()[field].length; i++) {
        values.setFlat(i, series.values()[field][i]);
      }
      fields.add(new TensorField(series.names().get(field), "1", axes, values));
    }
    return fields;
  }

  /**
   * Writes a NetCDF file, replacing one that is there.
   *
   * @param file where to
   * @param title what the file is called
   * @param dtype type of the numbers
   */
  public void write(Path file, String title, DType dtype) {
    List<Axis> axes = axes();
    String[] names = axes.stream().map(Axis::name).toArray(String[]::new);
    FieldWriter writer =
        FieldWriter.netcdf(file).overwrite(true).attribute("title", title).axes(axes);
    for (String field : series.names()) {
      writer.variable(field, "1", dtype, names);
    }
    List<Field> fields = fields(dtype);
    try (FieldOutput output = writer.open()) {
      for (Field field : fields) {
        output.write(field.name(), ((TensorField) field).tensor());
      }
      output.commit();
    } finally {
      fields.forEach(field -> ((TensorField) field).tensor().close());
    }
  }

  private List<Axis> axes() {
    FieldAxis time = series.time();
    List<Axis> axes = new ArrayList<>();
    axes.add(Axis.uniform("time", AxisKind.TIME, "1", time.points(), time.first(), time.spacing()));
    for (FieldAxis axis : series.grid().axes()) {
      AxisKind kind = AxisKind.valueOf(axis.name().toUpperCase(Locale.ROOT));
      axes.add(Axis.uniform(axis.name(), kind, "1", axis.points(), axis.first(), axis.spacing()));
    }
    return axes;
  }
}
