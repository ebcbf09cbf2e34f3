package org.sciml4j.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;
import ucar.nc2.Dimension;
import ucar.nc2.NetcdfFile;
import ucar.nc2.Variable;

/** Files that continue each other along one axis and are alike otherwise. */
final class JoinedSource implements FieldSource {
  /** Largest difference between equal coordinates, in steps of their axis. */
  private static final double SAME_POINT = 1e-6;

  /** One file and its coordinates along the joined axis, in the units of the first file. */
  private record Part(NetcdfSource source, double[] coordinates) {
    boolean isEmpty() {
      return coordinates.length == 0;
    }

    double first() {
      return coordinates[0];
    }

    double last() {
      return coordinates[coordinates.length - 1];
    }
  }

  private final String along;
  private final List<Part> parts;

  private JoinedSource(String along, List<Part> parts) {
    this.along = along;
    this.parts = parts;
  }

  /**
   * Joins open files; takes them over, closing them if it fails.
   *
   * @throws InvalidInputException if one lacks the axis, differs in another axis, or the joined
   *     axis would not be monotone
   */
  static JoinedSource of(List<NetcdfSource> files, String along) {
    try {
      NetcdfSource first = files.getFirst();
      List<Part> parts = new ArrayList<>();
      for (NetcdfSource file : files) {
        requireAxis(file, along);
        requireSameGrid(first, file, along);
        parts.add(new Part(file, coordinates(first, file, along)));
      }
      parts.stream().filter(Part::isEmpty).forEach(part -> part.source().close());
      parts.removeIf(Part::isEmpty);
      if (parts.isEmpty()) {
        throw new InvalidInputException(
            "axis '" + along + "' has no points in any of the files; check that they hold data");
      }
      if (points(first, along).length > 0) {
        sort(parts, along);
      }
      return new JoinedSource(along, List.copyOf(parts));
    } catch (RuntimeException failure) {
      files.forEach(NetcdfSource::close);
      throw failure;
    }
  }

  @Override
  public Path path() {
    return parts.getFirst().source().path();
  }

  /** All files in the order of the joined axis. */
  List<Path> paths() {
    return parts.stream().map(part -> part.source().path()).toList();
  }

  /** Name of the joined axis. */
  String along() {
    return along;
  }

  @Override
  public NetcdfFile header() {
    return parts.getFirst().source().header();
  }

  @Override
  public long size(Dimension dimension) {
    return along.equals(dimension.getShortName())
        ? parts.stream().mapToLong(part -> part.coordinates().length).sum()
        : dimension.getLength();
  }

  @Override
  public double[] coordinates(Variable coordinate) {
    return along.equals(coordinate.getShortName())
        ? parts.stream().flatMapToDouble(part -> Arrays.stream(part.coordinates())).toArray()
        : parts.getFirst().source().coordinates(coordinate);
  }

  @Override
  public VariableReader reader(Variable variable, Packing packing) {
    int axis = variable.findDimensionIndex(along);
    if (axis < 0) {
      return parts.getFirst().source().reader(variable, packing);
    }
    List<VariableReader> readers = new ArrayList<>();
    long[] starts = new long[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      NetcdfSource source = parts.get(i).source();
      Variable same = sameVariable(variable, source);
      readers.add(source.reader(same, Packing.of(same, RawType.of(same))));
      starts[i + 1] = starts[i] + parts.get(i).coordinates().length;
    }
    return new JoinedReader(axis, readers, starts);
  }

  @Override
  public void close() {
    parts.forEach(part -> part.source().close());
  }

  private Variable sameVariable(Variable wanted, NetcdfSource source) {
    Variable found = source.header().findVariable(wanted.getFullNameEscaped());
    if (found == null
        || RawType.of(found) == null
        || !found.getDimensionsString().equals(wanted.getDimensionsString())) {
      throw differs(
          source,
          "variable '" + wanted.getShortName() + "'",
          found == null ? "absent" : "over (" + found.getDimensionsString() + ")",
          "over (" + wanted.getDimensionsString() + ")");
    }
    if (!CfAxes.text(found, "units").equals(CfAxes.text(wanted, "units"))) {
      throw differs(
          source,
          "variable '" + wanted.getShortName() + "'",
          "in '" + CfAxes.text(found, "units") + "'",
          "'" + CfAxes.text(wanted, "units") + "'");
    }
    return found;
  }

  private InvalidInputException differs(
      NetcdfSource source, String what, String value, String inFirst) {
    return new InvalidInputException(
        what + " of '" + source.path() + "'",
        value,
        inFirst + " as in '" + path() + "'",
        "join files of the same kind only");
  }

  private static void requireAxis(NetcdfSource file, String along) {
    if (file.header().findDimension(along) == null) {
      List<String> names =
          file.header().getDimensions().stream().map(Dimension::getShortName).toList();
      throw new InvalidInputException(
          "axis to join along",
          "'" + along + "'",
          "one of " + names + " of '" + file.path() + "'",
          NearNames.didYouMean(along, names, "choose one of those"));
    }
  }

  private static void requireSameGrid(NetcdfSource first, NetcdfSource file, String along) {
    for (Dimension dimension : first.header().getDimensions()) {
      String name = dimension.getShortName();
      Dimension other = file.header().findDimension(name);
      if (name == null || name.equals(along) || other == null) {
        continue;
      }
      boolean same =
          other.getLength() == dimension.getLength()
              && samePoints(points(first, name), points(file, name));
      if (!same) {
        throw new InvalidInputException(
            "axis '" + name + "' of '" + file.path() + "'",
            other.getLength() == dimension.getLength()
                ? "at other coordinates"
                : "of " + other.getLength() + " points",
            "the axis of " + dimension.getLength() + " points of '" + first.path() + "'",
            "join files on the same grid only");
      }
    }
  }

  private static double[] points(NetcdfSource file, String name) {
    Variable variable = file.header().findVariable(name);
    return variable == null || !CfAxes.isNumericCoordinate(variable)
        ? new double[0]
        : file.coordinates(variable);
  }

  private static boolean samePoints(double[] a, double[] b) {
    if (a.length == 0 || b.length == 0) {
      return true;
    }
    double step = a.length > 1 ? Math.abs(a[a.length - 1] - a[0]) / (a.length - 1) : 0;
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) <= SAME_POINT * step) && a[i] != b[i]) {
        return false;
      }
    }
    return true;
  }

  private static double[] coordinates(NetcdfSource first, NetcdfSource file, String along) {
    Variable own = file.header().findVariable(along);
    Variable model = first.header().findVariable(along);
    if (own == null || model == null || !CfAxes.isNumericCoordinate(own)) {
      double[] numbers = new double[file.header().findDimension(along).getLength()];
      Arrays.setAll(numbers, i -> i);
      return numbers;
    }
    double[] points = file.coordinates(own);
    String units = CfAxes.text(model, "units");
    if (CfAxes.text(own, "units").equals(units)) {
      return points;
    }
    CfTime target = CfTime.of(model);
    CfTime source = CfTime.of(own);
    if (target == null || source == null) {
      throw new InvalidInputException(
          "axis '" + along + "' of '" + file.path() + "'",
          "in '" + CfAxes.text(own, "units") + "'",
          "'" + units + "' as in '" + first.path() + "'",
          "join files with the same units only");
    }
    return Arrays.stream(points).map(t -> target.number(source.date(t))).toArray();
  }

  private static void sort(List<Part> parts, String along) {
    Part longest =
        parts.stream().max(Comparator.comparing(part -> part.coordinates().length)).orElseThrow();
    boolean descending = longest.first() > longest.last();
    Comparator<Part> order = Comparator.comparingDouble(Part::first);
    parts.sort(descending ? order.reversed() : order);
    for (int i = 1; i < parts.size(); i++) {
      Part before = parts.get(i - 1);
      Part after = parts.get(i);
      if (descending ? after.first() >= before.last() : after.first() <= before.last()) {
        throw new InvalidInputException(
            "axis '"
                + along
                + "' of '"
                + after.source().path()
                + "' starts at "
                + after.first()
                + ", before the end "
                + before.last()
                + " of '"
                + before.source().path()
                + "'; leave one of the two out");
      }
    }
  }
}
