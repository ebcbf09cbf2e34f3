package org.sciml4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/** What the {@code sciml} script tells about the streams it started this process with. */
final class Terminal {
  private Terminal() {}

  /**
   * Points {@link System#err} at the user's standard error. The script sends file descriptor 2
   * through a filter, because the JVM announces incubator modules there before any code of ours
   * runs, and passes the real standard error under the number in {@code sciml.stderr}.
   */
  static void takeOver() {
    Integer descriptor = Integer.getInteger("sciml.stderr");
    if (descriptor == null) {
      return;
    }
    try {
      var constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
      constructor.setAccessible(true);
      System.setErr(
          new PrintStream(
              new FileOutputStream(constructor.newInstance(descriptor)),
              true,
              System.err.charset()));
    } catch (ReflectiveOperationException | RuntimeException unsupported) {
      // The filtered stream still shows everything, only not as a terminal.
      System.clearProperty("sciml.stderr.terminal");
    }
  }

  /** Whether standard error is a terminal, where a progress bar can be drawn. */
  static boolean hasErrorTerminal() {
    return Boolean.getBoolean("sciml.stderr.terminal");
  }
}
