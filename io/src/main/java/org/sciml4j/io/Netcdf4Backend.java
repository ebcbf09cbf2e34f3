package org.sciml4j.io;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** Writes NetCDF-4 with the C library: variables shuffled and deflated at level 1. */
final class Netcdf4Backend implements OutputBackend {
  private static final int NOCLOBBER_NETCDF4 = 0x0004 | 0x1000;
  private static final int GLOBAL = -1;
  private static final int DEFLATE_LEVEL = 1;

  private final Netcdf4Library library;
  private final MethodHandle putDoubles;
  private final MethodHandle putFloats;
  private final OutputSchema schema;
  private final int file;
  private boolean open = true;

  private Netcdf4Backend(Netcdf4Library library, OutputSchema schema, int file) {
    this.library = library;
    this.schema = schema;
    this.file = file;
    MemoryLayout[] put = {JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS};
    this.putDoubles = library.function("nc_put_vara_double", put);
    this.putFloats = library.function("nc_put_vara_float", put);
  }

  static Netcdf4Backend create(Path path, OutputSchema schema) throws IOException {
    Netcdf4Library library = Netcdf4Library.require();
    synchronized (library.lock()) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment id = arena.allocate(JAVA_INT);
        MethodHandle create = library.function("nc_create", ADDRESS, JAVA_INT, ADDRESS);
        int status =
            (int) create.invokeExact(arena.allocateFrom(path.toString()), NOCLOBBER_NETCDF4, id);
        library.check(status, "nc_create");
        Netcdf4Backend backend = new Netcdf4Backend(library, schema, id.get(JAVA_INT, 0));
        try {
          backend.define(arena);
        } catch (IOException failure) {
          backend.abandon();
          throw failure;
        }
        return backend;
      } catch (Throwable failure) {
        throw asIoException(failure);
      }
    }
  }

  @Override
  public void put(int variable, Region region, Tensor values) throws IOException {
    synchronized (library.lock()) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment source = values.segment();
        if (!values.isNative()) {
          source = arena.allocate(Math.max(1, source.byteSize()), 8).copyFrom(source);
        }
        MemorySegment start = arena.allocateFrom(JAVA_LONG, region.origin());
        MemorySegment count = arena.allocateFrom(JAVA_LONG, region.shape());
        int status =
            values.dtype() == DType.F64
                ? (int) putDoubles.invokeExact(file, variable, start, count, source)
                : (int) putFloats.invokeExact(file, variable, start, count, source);
        library.check(status, "nc_put_vara");
      } catch (Throwable failure) {
        throw asIoException(failure);
      }
    }
  }

  @Override
  public void finish(long records) throws IOException {
    close();
  }

  @Override
  public void abandon() throws IOException {
    close();
  }

  private void close() throws IOException {
    synchronized (library.lock()) {
      if (!open) {
        return;
      }
      open = false;
      try {
        MethodHandle close = library.function("nc_close", JAVA_INT);
        library.check((int) close.invokeExact(file), "nc_close");
      } catch (Throwable failure) {
        throw asIoException(failure);
      }
    }
  }

  /** Variable and dimension numbers of the library are positions in the schema. */
  private void define(Arena arena) throws Throwable {
    MethodHandle defDim = library.function("nc_def_dim", JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS);
    MethodHandle defVar =
        library.function("nc_def_var", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    MethodHandle deflate =
        library.function("nc_def_var_deflate", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    MemorySegment id = arena.allocate(JAVA_INT);
    for (int i = 0; i < schema.axes().size(); i++) {
      long size = schema.isUnlimited(i) ? 0 : schema.axes().get(i).size();
      MemorySegment name = arena.allocateFrom(schema.axes().get(i).name());
      library.check((int) defDim.invokeExact(file, name, size, id), "nc_def_dim");
    }
    for (int i = 0; i < schema.variables().size(); i++) {
      OutputVariable variable = schema.variables().get(i);
      MemorySegment name = arena.allocateFrom(variable.name());
      MemorySegment axes = arena.allocateFrom(JAVA_INT, variable.axes());
      int type = typeNumber(variable.type());
      int rank = variable.axes().length;
      library.check((int) defVar.invokeExact(file, name, type, rank, axes, id), "nc_def_var");
      if (i >= schema.axes().size() && rank > 0) {
        int status = (int) deflate.invokeExact(file, i, 1, 1, DEFLATE_LEVEL);
        library.check(status, "nc_def_var_deflate");
      }
      defineAttributes(arena, i, variable.attributes());
    }
    defineAttributes(arena, GLOBAL, schema.attributes());
    MethodHandle endDefinition = library.function("nc_enddef", JAVA_INT);
    library.check((int) endDefinition.invokeExact(file), "nc_enddef");
  }

  private void defineAttributes(Arena arena, int variable, Map<String, Object> attributes)
      throws Throwable {
    MethodHandle putText =
        library.function("nc_put_att_text", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS);
    MethodHandle putNumbers =
        library.function(
            "nc_put_att_double", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS);
    for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
      MemorySegment name = arena.allocateFrom(attribute.getKey());
      int status;
      if (attribute.getValue() instanceof String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment value = arena.allocateFrom(JAVA_BYTE, utf8);
        status = (int) putText.invokeExact(file, variable, name, (long) utf8.length, value);
      } else {
        List<?> numbers =
            attribute.getValue() instanceof List<?> list ? list : List.of(attribute.getValue());
        double[] doubles =
            numbers.stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
        MemorySegment value = arena.allocateFrom(JAVA_DOUBLE, doubles);
        int type = typeNumber(OutputAttributes.type(numbers));
        long count = doubles.length;
        status = (int) putNumbers.invokeExact(file, variable, name, type, count, value);
      }
      library.check(status, "attribute " + attribute.getKey());
    }
  }

  private static int typeNumber(RawType type) {
    return ClassicLayout.typeNumber(type);
  }

  private static IOException asIoException(Throwable failure) {
    return switch (failure) {
      case IOException io -> io;
      case RuntimeException bug -> throw bug;
      case Error bug -> throw bug;
      default -> new IOException(failure);
    };
  }
}
