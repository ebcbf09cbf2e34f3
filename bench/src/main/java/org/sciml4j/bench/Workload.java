package org.sciml4j.bench;

/** One call to be timed, with its data in place. */
interface Workload extends AutoCloseable {
  /** Makes the call once. */
  void run();

  /** What it must do. */
  Work work();

  /** Facts to print beside the time, for example {@code n=1024 size=3}. */
  String facts();

  @Override
  void close();
}
