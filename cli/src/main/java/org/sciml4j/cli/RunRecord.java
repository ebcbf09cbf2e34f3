package org.sciml4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.sciml4j.core.kernel.KernelProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What one needs to know to repeat a run: the {@code run.json} beside its results.
 *
 * @param digests of the source's files, in their order
 * @param files what was written
 */
record RunRecord(
    CommandSpec command,
    SourceFile source,
    FileDigests digests,
    Instant started,
    Duration duration,
    int threads,
    List<Path> files) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes {@code run.json} and answers its path. */
  Path write(OutputFolder folder) throws IOException {
    ObjectNode run = JSON.createObjectNode();
    run.put("command", command.qualifiedName(" "));
    ArrayNode arguments = run.putArray("arguments");
    command.commandLine().getParseResult().originalArgs().forEach(arguments::add);
    options(run.putObject("options"));
    versions(run.putObject("versions"));
    run.put("kernels", KernelProvider.reason());
    run.put("threads", threads);
    run.put("started", started.toString());
    run.put("fitSeconds", duration.toMillis() / 1000.0);
    data(run.putArray("data"));
    ArrayNode written = run.putArray("files");
    files.forEach(file -> written.add(file.getFileName().toString()));
    Path path = folder.resolve("run.json");
    Files.writeString(path, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(run) + "\n");
    return path;
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
    List<Path> paths = source.paths();
    for (int i = 0; i < paths.size(); i++) {
      Path path = paths.get(i);
      node.addObject()
          .put("path", path.toString())
          .put("bytes", Files.size(path))
          .put("modified", Files.getLastModifiedTime(path).toInstant().toString())
          .put("sha256", digests.of(i));
    }
  }
}
