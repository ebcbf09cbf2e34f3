package org.sciml4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What one needs to know to repeat a run: the {@code run.json} beside its results, or an attribute
 * of the file that holds them. Closing abandons digests that nobody has asked for.
 */
final class RunRecord implements AutoCloseable {
  /** Name of its file in a folder of results. */
  static final String NAME = "run.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CommandSpec command;
  private final List<Path> data;
  private final FileDigests digests;
  private final Instant started = Instant.now();
  private final long start = System.nanoTime();
  private OptionalDouble seconds = OptionalDouble.empty();

  private RunRecord(CommandSpec command, List<Path> data) {
    this.command = command;
    this.data = List.copyOf(data);
    digests = new FileDigests(data);
  }

  /**
   * A run that starts now.
   *
   * @param data the files it reads, which are read once more for their digests
   */
  static RunRecord start(CommandSpec command, List<Path> data) {
    return new RunRecord(command, data);
  }

  /** Everything is computed: what is left is to write it. */
  void computed() {
    seconds = OptionalDouble.of((System.nanoTime() - start) / 1_000_000 / 1000.0);
  }

  /**
   * Writes {@code run.json} and answers its path.
   *
   * @param threads that computed
   * @param files what else was written
   */
  Path write(OutputFolder folder, int threads, List<Path> files) throws IOException {
    ObjectNode run = run(threads);
    ArrayNode written = run.putArray("files");
    files.forEach(file -> written.add(file.getFileName().toString()));
    Path path = folder.resolve(NAME);
    Files.writeString(path, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(run) + "\n");
    return path;
  }

  /** The names of the files that a run has written, with that of its record; none without one. */
  static Set<String> files(Path record) {
    Set<String> names = new HashSet<>();
    try {
      JsonNode run = JSON.readTree(record.toFile());
      run.path("files").forEach(file -> names.add(file.asText()));
      names.add(NAME);
    } catch (IOException absentOrDamaged) {
      return Set.of();
    }
    return names;
  }

  /** As {@link #write(OutputFolder, int, List)} of the threads that all commands share. */
  Path write(OutputFolder folder, List<Path> files) throws IOException {
    return write(folder, ThreadTeam.common().threads(), files);
  }

  /**
   * The same as a line of JSON, for an attribute of a file.
   *
   * @throws InvalidInputException if a file cannot be read any more
   */
  String text() {
    try {
      return run(ThreadTeam.common().threads()).toString();
    } catch (IOException failure) {
      throw new InvalidInputException(
          "one of " + data + " cannot be read (" + failure + "); check its permissions", failure);
    }
  }

  private ObjectNode run(int threads) throws IOException {
    ObjectNode run = JSON.createObjectNode();
    run.put("command", command.qualifiedName(" "));
    ArrayNode arguments = run.putArray("arguments");
    command.commandLine().getParseResult().originalArgs().forEach(arguments::add);
    options(run.putObject("options"));
    versions(run.putObject("versions"));
    run.put("kernels", KernelProvider.reason());
    run.put("threads", threads);
    run.put("started", started.toString());
    seconds.ifPresent(s -> run.put("seconds", s));
    data(run.putArray("data"));
    return run;
  }

  /** Every option with its value, defaults included. */
  private void options(ObjectNode node) {
    for (OptionSpec option : command.options()) {
      if (!option.usageHelp() && option.getValue() != null) {
        node.set(
            option.longestName().replaceFirst("^-+", ""),
            JSON.valueToTree(plain(option.getValue())));
      }
    }
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Enum<?> choice -> EnumConverters.written(choice);
      case List<?> several -> several.stream().map(RunRecord::plain).toList();
      case Path path -> path.toString();
      default -> value;
    };
  }

  private static void versions(ObjectNode node) {
    node.put("sciml4j", Versions.ofProgram());
    node.put("java", Runtime.version().toString());
    node.put("vm", System.getProperty("java.vm.name"));
    node.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    node.put("architecture", System.getProperty("os.arch"));
  }

  private void data(ArrayNode node) throws IOException {
    for (int i = 0; i < data.size(); i++) {
      Path path = data.get(i);
      node.addObject()
          .put("path", path.toString())
          .put("bytes", Files.size(path))
          .put("modified", Files.getLastModifiedTime(path).toInstant().toString())
          .put("sha256", digests.of(i));
    }
  }

  @Override
  public void close() {
    digests.close();
  }
}
