package org.sciml4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;

/**
 * A folder of results that appears complete or not at all: files are written to a hidden sibling,
 * which takes the folder's name in {@link #commit()}. Closing without that leaves nothing behind,
 * and neither does ending the process. Where it replaces a folder, files of the same names and
 * those that the {@code run.json} there lists are gone; any others stay.
 */
final class OutputFolder implements AutoCloseable {
  private final Path target;
  private final Path staging;
  private final Deque<Path> createdParents;
  private final Thread cleaning = new Thread(this::discard);
  private boolean committed;

  private OutputFolder(Path target, Path staging, Deque<Path> createdParents) {
    this.target = target;
    this.staging = staging;
    this.createdParents = createdParents;
    Runtime.getRuntime().addShutdownHook(cleaning);
  }

  /**
   * Prepares to write a folder.
   *
   * @param replace whether it may replace one that exists
   * @throws InvalidInputException if it exists and may not be replaced, or cannot be written
   */
  static OutputFolder at(Path target, boolean replace) {
    Path folder = real(target.toAbsolutePath().normalize());
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "output folder",
          "'" + target + "', a file",
          "a folder",
          "choose another name with --out");
    }
    if (Files.isDirectory(folder) && !replace && !isEmpty(folder)) {
      throw new InvalidInputException(
          "output folder",
          "'" + target + "', which exists already",
          "a new one",
          "replace it with --force or choose another with --out");
    }
    Deque<Path> created = new ArrayDeque<>();
    try {
      createParents(folder.getParent(), created);
      Path staging =
          Files.createTempDirectory(folder.getParent(), "." + folder.getFileName() + ".");
      return new OutputFolder(folder, staging, created);
    } catch (IOException failure) {
      removeEmpty(created);
      throw new InvalidInputException(
          "output folder '"
              + target
              + "' cannot be written ("
              + failure.getClass().getSimpleName().replace("Exception", "")
              + " "
              + failure.getMessage()
              + "); choose another with --out",
          failure);
    }
  }

  /** Where to write a file of this name for now. */
  Path resolve(String name) {
    return staging.resolve(name);
  }

  /** The folder files are written to for now. */
  Path staging() {
    return staging;
  }

  /** The folder as it will be called. */
  Path target() {
    return target;
  }

  /** Tells a reader which files a folder holds. */
  static void report(PrintWriter print, Path folder, List<Path> files) {
    print.println();
    print.println("written to " + folder + ":");
    print.println(
        "  " + String.join("  ", files.stream().map(f -> f.getFileName().toString()).toList()));
  }

  /** Gives the folder its name, replacing one that is there. */
  void commit() throws IOException {
    if (Files.exists(target)) {
      Path old = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + ".");
      Files.move(target, old.resolve("old"), StandardCopyOption.ATOMIC_MOVE);
      Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
      try {
        keepOthers(old.resolve("old"));
      } catch (IOException failure) {
        throw new IOException("other files of the folder are in '" + old + "'", failure);
      }
      deleteTree(old);
    } else {
      Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
    }
    makeReadable();
    committed = true;
  }

  /** Where a link leads to, which stays in its place. */
  private static Path real(Path folder) {
    try {
      return Files.exists(folder) ? folder.toRealPath() : folder;
    } catch (IOException unreadable) {
      return folder;
    }
  }

  private void keepOthers(Path old) throws IOException {
    Set<String> results = RunRecord.files(old.resolve(RunRecord.NAME));
    List<Path> entries;
    try (Stream<Path> all = Files.list(old)) {
      entries = all.toList();
    }
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      if (!results.contains(name) && !Files.exists(target.resolve(name))) {
        Files.move(entry, target.resolve(name));
      }
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(cleaning);
    } catch (IllegalStateException shuttingDown) {
      return;
    }
    discard();
  }

  private void discard() {
    if (!committed) {
      deleteTree(staging);
      removeEmpty(createdParents);
    }
  }

  /** Temporary folders are private to their owner; results follow the parent's permissions. */
  private void makeReadable() throws IOException {
    if (Files.getFileStore(target).supportsFileAttributeView("posix")) {
      Path probe = Files.createDirectory(target.resolve(".permissions"));
      var usual = Files.getPosixFilePermissions(probe);
      Files.delete(probe);
      Files.setPosixFilePermissions(target, usual);
    }
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static void createParents(Path parent, Deque<Path> created) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path p = parent; p != null && !Files.exists(p); p = p.getParent()) {
      missing.push(p);
    }
    for (Path p : missing) {
      Files.createDirectory(p);
      created.push(p);
    }
  }

  private static void removeEmpty(Deque<Path> folders) {
    for (Path folder : folders) {
      if (!folder.toFile().delete()) {
        return;
      }
    }
  }

  private static void deleteTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> leavesFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : leavesFirst) {
        Files.delete(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
