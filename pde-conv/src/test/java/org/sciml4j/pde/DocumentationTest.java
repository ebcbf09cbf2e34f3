package org.sciml4j.pde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java that the page on networks of fields shows is Java that works, and prints what it says.
 */
class DocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "pde-networks.md");

  private static final List<String> PACKAGES =
      List.of(
          "java.util",
          "org.sciml4j.core.cpu",
          "org.sciml4j.core.field",
          "org.sciml4j.core.graph",
          "org.sciml4j.core.tensor",
          "org.sciml4j.io",
          "org.sciml4j.operators.analysis",
          "org.sciml4j.operators.mks",
          "org.sciml4j.pde.analysis",
          "org.sciml4j.pde.model",
          "org.sciml4j.pde.pdenet",
          "org.sciml4j.pde.rollout",
          "org.sciml4j.pde.scheme",
          "org.sciml4j.pde.stepper");

  @TempDir Path folder;

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(PAGE))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  @Test
  void theExamplesRunAndPrintWhatThePageSays() throws Exception {
    Path models = Files.createDirectory(folder.resolve("burgers"));
    String methods =
        blocks("java").stream()
            .map(block -> "{ class Block { void run() {\n" + block + "} } new Block().run(); }\n")
            .collect(Collectors.joining())
            .replace("\"examples/", "\"../examples/")
            .replace("\"burgers/", "\"" + models.toString().replace("\\", "/") + "/");
    String imports =
        PACKAGES.stream()
            .map(name -> "import " + name + ".*;\n")
            .collect(Collectors.joining("", "import java.nio.file.Path;\n", ""));
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
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream usual = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader.loadClass("Examples").getMethod("main").invoke(null);
    } finally {
      System.setOut(usual);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactlyElementsOf(blocks("text").stream().flatMap(String::lines).toList());
  }
}
