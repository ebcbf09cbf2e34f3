package org.sciml4j.io;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Keeps what one thread prints on standard output from being seen. NetCDF-Java prints notes there
 * when it opens some HDF5 files, among what a program writes for others to read.
 */
final class MutedOutput {
  /** What is done in silence. */
  @FunctionalInterface
  interface Action<T> {
    /** Does it. */
    T run() throws IOException;
  }

  private MutedOutput() {}

  /** Runs an action, dropping what this thread prints meanwhile; one thread at a time. */
  static synchronized <T> T during(Action<T> action) throws IOException {
    PrintStream original = System.out;
    PrintStream filtered =
        new PrintStream(new Filter(Thread.currentThread(), original), true, original.charset());
    System.setOut(filtered);
    try {
      return action.run();
    } finally {
      if (System.out == filtered) {
        System.setOut(original);
      }
    }
  }

  private static final class Filter extends OutputStream {
    private final Thread muted;
    private final PrintStream original;

    Filter(Thread muted, PrintStream original) {
      this.muted = muted;
      this.original = original;
    }

    @Override
    public void write(int b) {
      if (Thread.currentThread() != muted) {
        original.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      if (Thread.currentThread() != muted) {
        original.write(bytes, from, count);
      }
    }

    @Override
    public void flush() {
      original.flush();
    }
  }
}
