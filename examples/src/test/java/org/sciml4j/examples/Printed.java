package org.sciml4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What an example prints. */
final class Printed {
  /** A program that writes to a stream. */
  interface Program {
    void run(PrintStream out) throws Exception;
  }

  private Printed() {}

  /** Runs a program and returns its output. */
  static String by(Program program) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      program.run(out);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Fails unless a program prints the text of a resource beside the tests. */
  static void asIn(String resource, Program program) throws Exception {
    try (InputStream expected = Printed.class.getResourceAsStream(resource)) {
      assertThat(by(program))
          .isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(resource, e);
    }
  }
}
