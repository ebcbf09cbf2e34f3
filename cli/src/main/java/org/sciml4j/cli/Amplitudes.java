package org.sciml4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.sindy.data.Column;
import org.sciml4j.sindy.reduction.Pod;

/**
 * Fields as amplitudes of the first modes of all files together.
 *
 * @param modes the modes; each snapshot holds all fields, one after the other
 * @param files for each file its amplitudes as columns and the axis of time as another
 */
record Amplitudes(Pod modes, List<TrajectoryFile> files) {
  /** The fields of one file, one snapshot after the other. */
  private record Snapshots(Path path, Axis time, int frames, double[] values) {
    int features() {
      return values.length / frames;
    }
  }

  /** What the amplitude of a mode is called, from {@code a1} on. */
  static String name(int mode) {
    return "a" + (mode + 1);
  }

  static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(Amplitudes::name).toList();
  }

  /**
   * Reads and reduces fields.
   *
   * @param count number of modes
   * @param time name of the axis of time; null for the usual
   */
  static Amplitudes read(List<Path> paths, List<String> variables, int count, String time) {
    List<Snapshots> all = paths.stream().map(path -> snapshots(path, variables, time)).toList();
    int features = all.getFirst().features();
    for (Snapshots file : all) {
      if (file.features() != features) {
        throw new InvalidInputException(
            "grid of '" + file.path + "'",
            file.features() + " values in each frame",
            features + " as in '" + all.getFirst().path + "'",
            "give files on one grid");
      }
    }
    int frames = all.stream().mapToInt(Snapshots::frames).sum();
    double[] stacked = new double[Math.multiplyExact(frames, features)];
    int at = 0;
    for (Snapshots file : all) {
      System.arraycopy(file.values, 0, stacked, at, file.values.length);
      at += file.values.length;
    }
    try (Tensor snapshots = Tensor.of(stacked, frames, features)) {
      Pod modes = Pod.centred(snapshots, count, CpuDevice.common());
      try (Tensor projected = modes.project(snapshots)) {
        return new Amplitudes(modes, columns(all, projected.toDoubles(), count));
      }
    }
  }

  private static List<TrajectoryFile> columns(List<Snapshots> all, double[] flat, int count) {
    List<TrajectoryFile> files = new ArrayList<>();
    int first = 0;
    for (Snapshots file : all) {
      Map<String, double[]> columns = new LinkedHashMap<>();
      for (int mode = 0; mode < count; mode++) {
        double[] column = new double[file.frames];
        for (int frame = 0; frame < column.length; frame++) {
          column[frame] = flat[(first + frame) * count + mode];
        }
        columns.put(name(mode), column);
      }
      double[] times = file.time.coordinates();
      if (Arrays.stream(times).noneMatch(Double::isNaN)) {
        columns.putIfAbsent(file.time.name(), times);
        columns.putIfAbsent("time", times);
      }
      files.add(new TrajectoryFile(file.path, columns));
      first += file.frames;
    }
    return files;
  }

  private static Snapshots snapshots(Path path, List<String> variables, String time) {
    try (FieldInput input = FieldInput.open(path, variables, List.of(), time)) {
      Field first = input.fields().getFirst();
      Axis clock = first.axes().get(FieldOptions.timeAxis(first, time));
      int frames = clock.size();
      int[] sizes =
          input.fields().stream()
              .mapToInt(field -> Math.toIntExact(Region.whole(field.shape()).count() / frames))
              .toArray();
      int features = Arrays.stream(sizes).sum();
      double[] values = new double[Math.multiplyExact(frames, features)];
      int offset = 0;
      for (int i = 0; i < sizes.length; i++) {
        Field field = input.fields().get(i);
        int axis = FieldOptions.timeAxis(field, time);
        if (!field.axes().get(axis).equals(clock)) {
          throw new InvalidInputException(
              "times of '" + field.name() + "'",
              field.axes().get(axis),
              "those of '" + first.name() + "', " + clock,
              "give fields at the same times");
        }
        copy(field, axis, sizes[i], values, offset, features);
        offset += sizes[i];
      }
      return new Snapshots(path, clock, frames, values);
    }
  }

  /** Reads the frames of a field to their places among the snapshots. */
  private static void copy(
      Field field, int timeAxis, int size, double[] into, int offset, int features) {
    try (Tensor frame = Tensor.zeros(DType.F64, size);
        ProgressLine progress = new ProgressLine("reading " + field.name(), "frames")) {
      long[] origin = new long[field.axes().size()];
      long[] shape = field.shape();
      int frames = Math.toIntExact(shape[timeAxis]);
      shape[timeAxis] = 1;
      for (int i = 0; i < frames; i++) {
        origin[timeAxis] = i;
        field.read(new Region(origin, shape), frame);
        for (int k = 0; k < size; k++) {
          double value = frame.getFlat(k);
          if (!Double.isFinite(value)) {
            throw new InvalidInputException(
                "field " + field.name(),
                value + " in frame " + i,
                "finite numbers everywhere",
                "fill the gap before the fields are reduced");
          }
          into[i * features + offset + k] = value;
        }
        progress.show(i + 1L, frames);
      }
    }
  }

  /** The amplitudes of a file. */
  List<Column> states(int file) {
    return names(modes.count()).stream()
        .map(name -> new Column(name, files.get(file).columns().get(name)))
        .toList();
  }
}
