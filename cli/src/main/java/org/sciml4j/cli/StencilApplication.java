package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.ReadAhead;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;
import org.sciml4j.operators.Grid;
import org.sciml4j.operators.StencilFile;
import org.sciml4j.operators.StencilOperator;

/**
 * Streams fields through the kernels of a stencil file, frame by frame: a frame is what the
 * stencil's axes span, and all other axes number the frames.
 */
final class StencilApplication {
  private final StencilFile kernels;
  private final List<Field> fields;
  private final String stencilName;
  private final String sourceName;

  /** The fields' axes that the stencil spans, in storage order. */
  private final int[] stencilAxes;

  /** The kernels' axis that each of those is. */
  private final int[] kernelAxes;

  private final List<StencilOperator> operators;

  StencilApplication(
      StencilFile kernels, List<Field> fields, String stencilName, String sourceName) {
    this.kernels = kernels;
    this.fields = fields;
    this.stencilName = stencilName;
    this.sourceName = sourceName;
    int[] named = axesOfKernels(fields.getFirst(), kernels);
    this.stencilAxes = Arrays.stream(named).sorted().toArray();
    this.kernelAxes =
        IntStream.range(0, named.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> named[i]))
            .mapToInt(i -> i)
            .toArray();
    this.operators = operators();
  }

  /** Writes {@code bias + sum of K u} to a NetCDF file. */
  void write(String name, Path path, boolean replace, ProgressLine progress) {
    Field first = fields.getFirst();
    List<Axis> axes = resultAxes();
    FieldWriter writer =
        FieldWriter.netcdf(path)
            .overwrite(replace)
            .attribute("source", sourceName)
            .attribute("history", "sciml stencil apply " + stencilName + " " + sourceName)
            .axes(axes)
            .calendar(first.calendar())
            .variable(
                name, units(), first.dtype(), axes.stream().map(Axis::name).toArray(String[]::new))
            .attribute(name, "long_name", "stencil applied to " + first.name());
    if (axes.getFirst().kind() == AxisKind.TIME) {
      writer.unlimited(axes.getFirst().name());
    }
    long frames = Shape.count(frameCounts());
    long[] resultShape = operators.getFirst().resultShape();
    try (FieldOutput out = writer.open();
        ReadAhead reader = new ReadAhead(requests(frames));
        Tensor sum = Tensor.zeros(first.dtype(), resultShape);
        Tensor term = Tensor.zeros(first.dtype(), resultShape)) {
      for (long frame = 0; frame < frames; frame++) {
        combine(reader, sum, term);
        Region region = frameOf(frame, resultShape);
        out.write(name, region, sum.reshape(region.shape()));
        progress.show(frame + 1, frames);
      }
      out.commit();
    }
  }

  /** {@code sum = bias + K1 u1 + K2 u2 + ...} for the next frame. */
  private void combine(ReadAhead reader, Tensor sum, Tensor term) {
    StencilOperator first = operators.getFirst();
    first.apply(reader.next().reshape(first.grid().shape()), sum);
    for (StencilOperator further : operators.subList(1, operators.size())) {
      further.apply(reader.next().reshape(further.grid().shape()), term);
      add(term, sum);
    }
    if (kernels.bias() != 0) {
      add(term.fill(kernels.bias()), sum);
    }
  }

  private Iterator<ReadAhead.Request> requests(long frames) {
    long[] shape = operators.getFirst().grid().shape();
    return LongStream.range(0, frames)
        .boxed()
        .flatMap(frame -> fields.stream().map(u -> new ReadAhead.Request(u, frameOf(frame, shape))))
        .iterator();
  }

  private static void add(Tensor term, Tensor sum) {
    for (long i = 0, n = sum.count(); i < n; i++) {
      sum.setFlat(i, sum.getFlat(i) + term.getFlat(i));
    }
  }

  /** Where a frame of this shape lies in a field. */
  private Region frameOf(long frame, long[] shape) {
    long[] counts = frameCounts();
    long[] origin = new long[counts.length];
    long[] size = new long[counts.length];
    long rest = frame;
    for (int axis = counts.length - 1; axis >= 0; axis--) {
      int within = position(axis);
      origin[axis] = within >= 0 ? 0 : rest % counts[axis];
      size[axis] = within >= 0 ? shape[within] : 1;
      rest /= counts[axis];
    }
    return new Region(origin, size);
  }

  /** How many frames there are along each axis: 1 along the stencil's. */
  private long[] frameCounts() {
    long[] shape = fields.getFirst().shape();
    Arrays.stream(stencilAxes).forEach(axis -> shape[axis] = 1);
    return shape;
  }

  private int position(int axis) {
    return IntStream.range(0, stencilAxes.length)
        .filter(i -> stencilAxes[i] == axis)
        .findFirst()
        .orElse(-1);
  }

  private List<StencilOperator> operators() {
    long[] shape = new long[stencilAxes.length];
    double[] spacing = new double[stencilAxes.length];
    for (int i = 0; i < stencilAxes.length; i++) {
      Axis axis = fields.getFirst().axes().get(stencilAxes[i]);
      shape[i] = axis.size();
      spacing[i] = axis.spacing();
    }
    Grid grid = new Grid(shape, spacing, boundary(), fields.getFirst().dtype());
    List<StencilOperator> all = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (!field.axes().equals(fields.getFirst().axes())) {
        throw new InvalidInputException(
            "variable '" + field.name() + "'",
            "on the axes " + field.axes(),
            "those of '" + fields.getFirst().name() + "', " + fields.getFirst().axes(),
            "choose fields of one grid");
      }
      all.add(kernels.stencil(kernels.inputs().get(i).name()).permute(kernelAxes).on(grid));
    }
    return all;
  }

  private BoundaryMode[] boundary() {
    BoundaryMode[] modes = kernels.boundary();
    return Arrays.stream(kernelAxes).mapToObj(axis -> modes[axis]).toArray(BoundaryMode[]::new);
  }

  private List<Axis> resultAxes() {
    List<Axis> axes = new ArrayList<>(fields.getFirst().axes());
    long[] shape = operators.getFirst().resultShape();
    BoundaryMode[] modes = boundary();
    for (int i = 0; i < stencilAxes.length; i++) {
      Axis axis = axes.get(stencilAxes[i]);
      if (modes[i] == BoundaryMode.VALID) {
        int cut = (int) (axis.size() - shape[i]) / 2;
        double[] kept =
            Arrays.copyOfRange(axis.coordinates(), cut, cut + Math.toIntExact(shape[i]));
        axes.set(stencilAxes[i], new Axis(axis.name(), axis.kind(), axis.units(), kept));
      }
    }
    return axes;
  }

  private String units() {
    String coefficient = kernels.inputs().getFirst().units();
    String field = fields.getFirst().units();
    if (coefficient.isEmpty() || coefficient.equals("1")) {
      return coefficient.isEmpty() ? "" : field;
    }
    if (coefficient.startsWith("1/")) {
      return field + coefficient.substring(1);
    }
    for (String divisor : List.of("/" + field, "/(" + field + ")")) {
      if (coefficient.endsWith(divisor)) {
        return coefficient.substring(0, coefficient.length() - divisor.length());
      }
    }
    return field + " " + coefficient;
  }

  /** The kernels' axes by name; where the field lacks one of those names, its last ones. */
  private static int[] axesOfKernels(Field field, StencilFile kernels) {
    List<String> names = field.axes().stream().map(Axis::name).toList();
    int[] named = kernels.axes().stream().mapToInt(axis -> names.indexOf(axis.name())).toArray();
    if (Arrays.stream(named).allMatch(axis -> axis >= 0)) {
      return named;
    }
    int dims = kernels.dims();
    if (field.spaceAxes().size() < dims) {
      throw new InvalidInputException(
          "variable '" + field.name() + "'",
          "on the axes " + names,
          dims + " axes besides time for the " + dims + "-D stencil",
          "choose another field or stencil");
    }
    return field.spaceAxes().stream()
        .skip(field.spaceAxes().size() - dims)
        .mapToInt(axis -> names.indexOf(axis.name()))
        .toArray();
  }
}
