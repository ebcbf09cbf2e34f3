package org.sciml4j.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ucar.ma2.Array;
import ucar.ma2.DataType;
import ucar.ma2.InvalidRangeException;
import ucar.nc2.Attribute;
import ucar.nc2.NetcdfFileWriter;
import ucar.nc2.Variable;

/** Makes NetCDF-3 files with NetCDF-Java's own writer, which shares no code with ours. */
final class ClassicFiles {
  private record Content(String name, DataType type, String dimensions, Array values) {}

  private final Map<String, Integer> dimensions = new LinkedHashMap<>();
  private final List<Content> contents = new ArrayList<>();
  private final Map<String, List<Attribute>> attributes = new LinkedHashMap<>();

  /** A dimension; of size 0 for the unlimited one. */
  ClassicFiles dimension(String name, int size) {
    dimensions.put(name, size);
    return this;
  }

  /** A variable with its values in a Java array of the right shape. */
  ClassicFiles variable(String name, DataType type, String over, Object values) {
    contents.add(new Content(name, type, over, Array.factory(values)));
    return this;
  }

  ClassicFiles attribute(String variable, String name, Object value) {
    Attribute attribute =
        switch (value) {
          case String text -> new Attribute(name, text);
          case Number number -> new Attribute(name, number);
          default -> new Attribute(name, Array.factory(value));
        };
    attributes.computeIfAbsent(variable, _ -> new ArrayList<>()).add(attribute);
    return this;
  }

  Path write(Path path) {
    try {
      NetcdfFileWriter writer =
          NetcdfFileWriter.createNew(NetcdfFileWriter.Version.netcdf3, path.toString());
      dimensions.forEach(
          (name, size) -> writer.addDimension(null, name, size, true, size == 0, false));
      List<Variable> variables = new ArrayList<>();
      for (Content content : contents) {
        Variable variable =
            writer.addVariable(null, content.name(), content.type(), content.dimensions());
        attributes.getOrDefault(content.name(), List.of()).forEach(variable::addAttribute);
        variables.add(variable);
      }
      writer.create();
      for (int i = 0; i < contents.size(); i++) {
        writer.write(variables.get(i), contents.get(i).values());
      }
      writer.close();
    } catch (IOException | InvalidRangeException failure) {
      throw new UncheckedIOException(new IOException(failure));
    }
    return path;
  }
}
