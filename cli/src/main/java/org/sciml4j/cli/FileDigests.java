package org.sciml4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * SHA-256 of files, computed on a thread of its own beside the work that reads the same files, so
 * that large ones pass from disk to memory once. Closing abandons what is not done yet.
 */
final class FileDigests implements AutoCloseable {
  private static final int CHUNK = 1 << 20;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("digests").factory());
  private final List<Future<String>> digests = new ArrayList<>();

  /** Starts to read the files in their order. */
  FileDigests(List<Path> files) {
    files.forEach(file -> digests.add(thread.submit(() -> sha256(file))));
  }

  /**
   * The digest of a file in hexadecimal digits; waits until there is one.
   *
   * @param file position in the list of files
   * @throws IOException if the file cannot be read
   */
  String of(int file) throws IOException {
    try {
      return digests.get(file).get();
    } catch (ExecutionException failure) {
      throw new IOException(failure.getCause().getMessage(), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading the input once more", interrupted);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private static String sha256(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
