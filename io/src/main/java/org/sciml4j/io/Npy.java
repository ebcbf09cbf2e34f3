package org.sciml4j.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.TemporaryFile;
import org.sciml4j.core.tensor.Tensor;

/**
 * NumPy's npy format (NumPy Enhancement Proposal 1): one array per file.
 *
 * <p>Floating-point arrays of 4 and 8 bytes keep their type. Integers and booleans are converted:
 * those of one or two bytes to F32, the others to F64. Either byte order and Fortran order are
 * read; complex, text and object arrays are refused.
 */
public final class Npy {
  private Npy() {}

  /**
   * Reads an array into native memory that the caller owns.
   *
   * @throws InvalidInputException if the file is missing, not npy, truncated, or of a type that is
   *     not a real number
   */
  public static Tensor read(Path path) {
    InputFile.requireReadable(path, "a NumPy npy array");
    try (FileChannel channel = FileChannel.open(path)) {
      return new NpyStream("'" + path + "'", new NumberStream(channel), channel.size()).read();
    } catch (IOException failure) {
      throw NetcdfSource.unreadable(path, failure);
    }
  }

  /**
   * Writes an array (format version 1.0, little-endian, C order), replacing a file of that name
   * once all of it is on disk.
   *
   * @throws InvalidInputException if the folder cannot be written
   */
  public static void write(Path path, Tensor values) {
    TemporaryFile.replace(path, channel -> NpyFormat.write(channel, values));
  }
}
