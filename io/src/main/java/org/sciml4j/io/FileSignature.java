package org.sciml4j.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.sciml4j.core.InvalidInputException;

/** What a file is, told from its first bytes. */
enum FileSignature {
  /** NetCDF-3 with 32- or 64-bit offsets. */
  CLASSIC,
  /** NetCDF-4 or another HDF5 file. */
  HDF5;

  private static final byte[] HDF5_MAGIC = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  /**
   * Looks at a file.
   *
   * @throws InvalidInputException if there is no such file, it cannot be opened, it is of another
   *     format or, for HDF5, shorter than its header says
   */
  static FileSignature of(Path path) {
    InputFile.requireReadable(path, "a NetCDF file");
    try (FileChannel channel = FileChannel.open(path)) {
      if (channel.size() == 0) {
        throw new InvalidInputException(
            "file '" + path + "' is empty, expected NetCDF; write it again");
      }
      byte[] start = bytes(channel, 0, 8);
      if (start.length >= 4 && start[0] == 'C' && start[1] == 'D' && start[2] == 'F') {
        return requireClassic(path, start[3]);
      }
      for (long at = 0; at < channel.size(); at = at == 0 ? 512 : 2 * at) {
        if (Arrays.equals(bytes(channel, at, HDF5_MAGIC.length), HDF5_MAGIC)) {
          requireWholeHdf5(path, channel, at);
          return HDF5;
        }
      }
      throw new InvalidInputException(
          "file",
          "'" + path + "', which is " + describe(start),
          "NetCDF or HDF5",
          "convert it to NetCDF");
    } catch (IOException failure) {
      throw NetcdfSource.unreadable(path, failure);
    }
  }

  private static FileSignature requireClassic(Path path, byte version) {
    if (version == 1 || version == 2) {
      return CLASSIC;
    }
    throw new InvalidInputException(
        "file",
        "'" + path + "' of format " + (version == 5 ? "CDF-5 (64-bit data)" : "CDF-" + version),
        "NetCDF-3 or NetCDF-4",
        "convert it with: nccopy -k nc4 " + path.getFileName() + " converted.nc");
  }

  /** HDF5 superblock: the end-of-file address (HDF5 File Format Specification, section II.A). */
  private static void requireWholeHdf5(Path path, FileChannel channel, long at) throws IOException {
    ByteBuffer block =
        ByteBuffer.wrap(Arrays.copyOf(bytes(channel, at, 96), 96)).order(ByteOrder.LITTLE_ENDIAN);
    int version = block.get(8);
    int offsetBytes = block.get(version < 2 ? 13 : 9);
    if (version > 2) {
      throw new InvalidInputException(
          "file",
          "'" + path + "' of HDF5 superblock version " + version,
          "version 0 to 2 (HDF5 1.8)",
          "rewrite it with: h5repack --low=0 --high=1 " + path.getFileName() + " converted.nc");
    }
    if (version < 0 || offsetBytes != 8) {
      return;
    }
    int endOfFile = version == 0 ? 40 : version == 1 ? 44 : 28;
    long declared = block.getLong(endOfFile);
    if (declared > channel.size()) {
      throw new InvalidInputException(
          "file '"
              + path
              + "' is truncated: it has "
              + channel.size()
              + " bytes, its header declares "
              + declared
              + "; copy or download it again");
    }
  }

  private static byte[] bytes(FileChannel channel, long at, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {}
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static String describe(byte[] start) {
    String text = new String(start, java.nio.charset.StandardCharsets.ISO_8859_1);
    if (text.startsWith("GRIB")) {
      return "GRIB";
    }
    if (text.startsWith("\u0093NUMPY")) {
      return "a NumPy array";
    }
    if (text.startsWith("\u001f\u008b")) {
      return "compressed with gzip";
    }
    if (text.startsWith("\u000e\u0003\u0013\u0001")) {
      return "HDF4";
    }
    return text.chars().allMatch(c -> (c >= ' ' && c < 127) || Character.isWhitespace(c))
        ? "text"
        : "of an unknown format";
  }
}
