package org.sciml4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;
import org.sciml4j.core.TemporaryFile;
import org.sciml4j.core.tensor.Tensor;

/**
 * NumPy's npz format: named arrays, each as {@link Npy} in a zip archive. Entries that are not
 * called {@code *.npy} are passed over; nothing is extracted to disk, so what a name looks like
 * does not matter.
 */
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final int LONGEST_NAME = 65_000;

  private Npz() {}

  /**
   * The names of the arrays in a file, in its order.
   *
   * @throws InvalidInputException if the file is missing, truncated, not npz, or has a name twice
   */
  public static List<String> names(Path path) {
    try (ZipFile zip = open(path)) {
      return List.copyOf(entries(path, zip).keySet());
    } catch (IOException failure) {
      throw unreadable(path, failure);
    }
  }

  /**
   * Reads one array into native memory that the caller owns.
   *
   * @throws InvalidInputException if the file is missing, truncated, not npz, or has no such array
   */
  public static Tensor read(Path path, String name) {
    try (ZipFile zip = open(path)) {
      Map<String, ZipEntry> entries = entries(path, zip);
      ZipEntry entry = entries.get(name);
      if (entry == null) {
        throw new InvalidInputException(
            "file '"
                + path
                + "' has no array '"
                + name
                + "'; "
                + NearNames.didYouMean(name, entries.keySet(), "it has " + entries.keySet()));
      }
      return read(path, zip, name, entry);
    } catch (IOException failure) {
      throw unreadable(path, failure);
    }
  }

  /**
   * Reads all arrays, in the file's order, into native memory that the caller owns.
   *
   * @throws InvalidInputException if the file is missing, truncated, not npz, has a name twice or
   *     an array that is not of real numbers
   */
  public static Map<String, Tensor> read(Path path) {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    try (ZipFile zip = open(path)) {
      for (Map.Entry<String, ZipEntry> entry : entries(path, zip).entrySet()) {
        arrays.put(entry.getKey(), read(path, zip, entry.getKey(), entry.getValue()));
      }
      return arrays;
    } catch (IOException failure) {
      arrays.values().forEach(Tensor::close);
      throw unreadable(path, failure);
    } catch (RuntimeException failure) {
      arrays.values().forEach(Tensor::close);
      throw failure;
    }
  }

  /**
   * Writes arrays as {@code numpy.savez} does, uncompressed, replacing a file of that name once all
   * of it is on disk. Equal arrays give equal bytes.
   *
   * @throws InvalidInputException if the folder cannot be written
   */
  public static void write(Path path, Map<String, Tensor> arrays) {
    write(path, arrays, ZipEntry.STORED);
  }

  /**
   * Writes arrays as {@code numpy.savez_compressed} does, otherwise as {@link #write}.
   *
   * @throws InvalidInputException if the folder cannot be written
   */
  public static void writeCompressed(Path path, Map<String, Tensor> arrays) {
    write(path, arrays, ZipEntry.DEFLATED);
  }

  private static void write(Path path, Map<String, Tensor> arrays, int method) {
    arrays.keySet().forEach(Npz::requireShort);
    TemporaryFile.replace(
        path,
        channel -> {
          ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel));
          for (Map.Entry<String, Tensor> array : arrays.entrySet()) {
            zip.putNextEntry(entry(array.getKey(), array.getValue(), method));
            NpyFormat.write(Channels.newChannel(zip), array.getValue());
            zip.closeEntry();
          }
          zip.finish(); // closing it would close the channel
        });
  }

  private static void requireShort(String name) {
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw new InvalidInputException(
          "name of an array",
          "'" + name.substring(0, 40) + "…'",
          "at most " + LONGEST_NAME + " bytes",
          "shorten it");
    }
  }

  private static ZipEntry entry(String name, Tensor values, int method) throws IOException {
    ZipEntry entry = new ZipEntry(name + SUFFIX);
    entry.setMethod(method);
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    if (method == ZipEntry.STORED) {
      CountingOutput count = new CountingOutput();
      CheckedOutputStream checked = new CheckedOutputStream(count, new CRC32());
      NpyFormat.write(Channels.newChannel(checked), values);
      entry.setSize(count.bytes);
      entry.setCrc(checked.getChecksum().getValue());
    }
    return entry;
  }

  private static final class CountingOutput extends OutputStream {
    private long bytes;

    @Override
    public void write(int value) {
      bytes++;
    }

    @Override
    public void write(byte[] values, int offset, int count) {
      bytes += count;
    }
  }

  private static ZipFile open(Path path) throws IOException {
    InputFile.requireReadable(path, "a NumPy npz file");
    return new ZipFile(path.toFile());
  }

  private static Map<String, ZipEntry> entries(Path path, ZipFile zip) {
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    zip.stream()
        .filter(entry -> entry.getName().endsWith(SUFFIX))
        .forEach(
            entry -> {
              String full = entry.getName();
              String name = full.substring(0, full.length() - SUFFIX.length());
              if (entries.put(name, entry) != null) {
                throw new InvalidInputException(
                    "file '" + path + "' has two arrays '" + name + "'; give each its own name");
              }
            });
    return entries;
  }

  private static Tensor read(Path path, ZipFile zip, String name, ZipEntry entry)
      throws IOException {
    String where = "'" + path + "' (array '" + name + "')";
    if (entry.getCompressedSize() > Files.size(path)
        || entry.getSize() / InputFile.MOST_INFLATED > entry.getCompressedSize()) {
      throw new InvalidInputException(
          "file "
              + where
              + " is damaged: no "
              + entry.getCompressedSize()
              + " bytes in it can hold "
              + entry.getSize()
              + "; write it again");
    }
    try (InputStream stream = zip.getInputStream(entry);
        CheckedInputStream checked = new CheckedInputStream(stream, new CRC32())) {
      Tensor values = new NpyStream(where, NumberStream.of(checked), entry.getSize()).read();
      if (checked.read() >= 0 || checked.getChecksum().getValue() != entry.getCrc()) {
        values.close();
        throw new InvalidInputException(
            "file " + where + " is damaged: its checksum is wrong; copy or download it again");
      }
      return values;
    }
  }

  private static InvalidInputException unreadable(Path path, IOException failure) {
    return new InvalidInputException(
        "file '"
            + path
            + "' is truncated or not an npz file ("
            + failure.getMessage()
            + "); write it again with numpy.savez",
        failure);
  }
}
