package org.sciml4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java that the engine's documentation shows is Java that works. */
class DocumentationTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final List<String> PACKAGES =
      List.of("graph", "autodiff", "device", "cpu", "tensor");

  @TempDir Path folder;

  private static List<String> blocks(String page) throws IOException {
    return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(DOCS.resolve(page)))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  @Test
  void theEnginesExamplesRun() throws Exception {
    List<String> blocks = blocks("engine.md");
    assertThat(blocks).isNotEmpty();
    String imports =
        PACKAGES.stream()
            .map(name -> "import org.sciml4j.core." + name + ".*;\n")
            .collect(Collectors.joining("", "import java.util.*;\n", ""));
    String methods =
        blocks.stream()
            .map(block -> "{ class Block { void run() {\n" + block + "} } new Block().run(); }\n")
            .collect(Collectors.joining());
    Path source = folder.resolve("Examples.java");
    Files.writeString(
        source,
        imports + "public class Examples { public static void main() {\n" + methods + "} }\n");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                System.out,
                System.out,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(status).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      loader.loadClass("Examples").getMethod("main").invoke(null);
    }
  }

  @Test
  void thePrimitivesItShowsAreTheOnesThereAre() throws IOException {
    List<String> sources;
    try (Stream<Path> files =
        Files.list(Path.of("src", "main", "java", "org", "sciml4j", "core", "graph"))) {
      sources = files.map(DocumentationTest::text).toList();
    }
    List<String> blocks = blocks("adding-a-primitive.md");
    assertThat(blocks).isNotEmpty();
    for (String block : blocks) {
      assertThat(sources).as(block).anyMatch(source -> source.contains(block));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
