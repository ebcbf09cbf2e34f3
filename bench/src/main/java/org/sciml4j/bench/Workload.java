package org.sciml4j.bench;

/** One call to be timed, with its data in place. */
interface Workload extends AutoCloseable {
  /** Makes the call once. */
  void run();

  /** What it must do. */
  Work work();

  /** Where the time of a call goes, after so many calls; empty where nothing is known of it. */
  default String profile(int calls) {
    return "";
  }

  /** Facts to print beside the time, for example {@code n=1024 size=3}. */
  String facts();

  @Override
  void close();
}
