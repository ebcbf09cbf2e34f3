package org.sciml4j.io;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.Tensor;
import ucar.nc2.Dimension;
import ucar.nc2.NetcdfFile;
import ucar.nc2.Variable;
import ucar.unidata.io.RandomAccessFile;

/** One open NetCDF or HDF5 file: its header as NetCDF-Java sees it and readers for its values. */
final class NetcdfSource implements FieldSource {
  private final Path path;
  private final NetcdfFile header;
  private final ClassicHeader classic;
  private final SharedChannel channel;

  private NetcdfSource(Path path, NetcdfFile header, ClassicHeader classic, SharedChannel channel) {
    this.path = path;
    this.header = header;
    this.classic = classic;
    this.channel = channel;
  }

  /**
   * Opens a file.
   *
   * @throws InvalidInputException if it is missing, of another format, damaged or truncated
   */
  static NetcdfSource open(Path path) {
    FileSignature signature = FileSignature.of(path);
    try {
      if (signature == FileSignature.HDF5) {
        return new NetcdfSource(path, MutedOutput.during(() -> openWithCdm(path)), null, null);
      }
      return openClassic(path);
    } catch (IOException failure) {
      throw unreadable(path, failure);
    }
  }

  /** The values are read without NetCDF-Java, which therefore need not keep the file open. */
  private static NetcdfSource openClassic(Path path) throws IOException {
    ClassicHeader classic = readClassicHeader(path);
    NetcdfFile header = openWithCdm(path);
    header.close();
    if (header.getVariables().size() != classic.variables().size()) {
      throw new IOException("NetCDF-Java sees other variables in it than its header has");
    }
    return new NetcdfSource(path, header, classic, new SharedChannel(path));
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public NetcdfFile header() {
    return header;
  }

  @Override
  public long size(Dimension dimension) {
    return dimension.getLength();
  }

  @Override
  public VariableReader reader(Variable variable, Packing packing) {
    long[] shape = Arrays.stream(variable.getShape()).asLongStream().toArray();
    if (classic == null) {
      VariableReader reader = new CdmReader(header, variable, packing);
      long thickness = shape.length == 0 ? 1 : CdmReader.chunk(variable)[0];
      return SlabReader.around(reader, shape, thickness, packing.unpacked());
    }
    ClassicHeader.Layout layout = classic.variables().get(header.getVariables().indexOf(variable));
    return new ClassicReader(channel, classic, layout, packing, shape);
  }

  @Override
  public double[] coordinates(Variable variable) {
    RawType type = RawType.of(variable);
    double[] values = new double[Math.toIntExact(variable.getSize())];
    try {
      reader(variable, Packing.of(variable, type))
          .read(
              Region.whole(Arrays.stream(variable.getShape()).asLongStream().toArray()),
              Tensor.wrap(values, values.length));
    } catch (IOException failure) {
      throw unreadable(path, failure);
    }
    return values;
  }

  @Override
  public void close() {
    try (channel) {
      header.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The error for a file that turned out not to be readable. */
  static InvalidInputException unreadable(Path path, IOException failure) {
    return new InvalidInputException(
        "file '" + path + "' cannot be read: " + oneLine(failure), failure);
  }

  private static String oneLine(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow().strip();
  }

  private static ClassicHeader readClassicHeader(Path path) throws IOException {
    ClassicHeader header;
    long size = Files.size(path);
    try (InputStream stream = Files.newInputStream(path);
        DataInputStream in = new DataInputStream(new BufferedInputStream(stream, 1 << 16))) {
      header = ClassicHeader.read(in);
    } catch (EOFException endOfFile) {
      throw new InvalidInputException(
          "file '"
              + path
              + "' is truncated: it ends within its NetCDF header, after "
              + size
              + " bytes; copy or download it again");
    } catch (ClassicHeader.MalformedHeader | ArithmeticException malformed) {
      throw new InvalidInputException(
          "file '"
              + path
              + "' is not valid NetCDF-3: its header has "
              + malformed.getMessage()
              + "; write it again",
          malformed);
    }
    if (header.requiredBytes() > size) {
      throw new InvalidInputException(
          "file '"
              + path
              + "' is truncated: it has "
              + size
              + " bytes, its header declares "
              + header.requiredBytes()
              + "; copy or download it again");
    }
    return header;
  }

  private static NetcdfFile openWithCdm(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toString(), "r");
    try {
      return NetcdfFile.open(file, path.toString(), null, null);
    } catch (RuntimeException | IOException failure) {
      file.close();
      throw failure instanceof IOException io
          ? io
          : new IOException(
              "NetCDF-Java does not understand it ("
                  + failure.getClass().getSimpleName()
                  + "); rewrite it with another program, for example with: nccopy -k nc4",
              failure);
    }
  }
}
