package org.sciml4j.core.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.sciml4j.core.InvalidInputException;

/**
 * A fixed group of threads, the caller among them, that runs the numbered parts of one task at a
 * time. A thread runs the same range of parts each time unless others are done before it; results
 * must depend on the part alone, which makes them independent of the number of threads. {@link
 * #run} allocates nothing.
 *
 * <p>Between two tasks the helpers spin for some microseconds before they sleep, so that a time
 * loop which calls {@code run} every tenth of a millisecond does not pay for waking them. Calls
 * from several threads, or from inside a part, do not queue: whoever finds the team busy runs its
 * own task alone.
 */
public final class ThreadTeam implements AutoCloseable {
  /** One task, split into numbered parts that may run at the same time. */
  @FunctionalInterface
  public interface Task {
    /** Runs one part. */
    void run(int part);
  }

  /** A task whose parts need memory of their own while they run. */
  @FunctionalInterface
  public interface WorkerTask {
    /**
     * Runs one part.
     *
     * @param worker number of the thread that runs it, from 0 and below {@link #threads()}; two
     *     parts that run at the same time have different numbers
     */
    void run(int part, int worker);
  }

  private static final int SPINS_BEFORE_SLEEP = 20_000;

  /** Added to the number of helpers at work once the task takes no more of them. */
  private static final int SHUT = Integer.MIN_VALUE;

  private final Thread[] helpers;
  private final PartRanges ranges;
  private final ReentrantLock busy = new ReentrantLock();
  private final AtomicInteger helpersAtWork = new AtomicInteger(SHUT);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private Task task;
  private WorkerTask workerTask;
  private final AtomicInteger round = new AtomicInteger();
  private volatile boolean closed;
  private volatile Thread caller;

  private ThreadTeam(int threads) {
    helpers = new Thread[threads - 1];
    ranges = new PartRanges(threads);
    for (int i = 0; i < helpers.length; i++) {
      int worker = i + 1;
      helpers[i] =
          Thread.ofPlatform().daemon().name("sciml-" + worker).unstarted(() -> help(worker));
      helpers[i].start();
    }
  }

  /**
   * A team of this many threads, the caller included.
   *
   * @throws InvalidInputException if fewer than one is asked for
   */
  public static ThreadTeam of(int threads) {
    if (threads < 1) {
      throw new InvalidInputException(
          "threads", threads, "1 or more", "give the number of threads to use");
    }
    return new ThreadTeam(threads);
  }

  /** The process-wide team: one thread per processor, or {@code -Dsciml.threads=N}. */
  public static ThreadTeam common() {
    return Common.TEAM;
  }

  /** Number of threads, the caller included. */
  public int threads() {
    return helpers.length + 1;
  }

  /**
   * Runs parts {@code 0} to {@code parts - 1} of the task and returns when all are done. If a part
   * throws, parts not yet begun are left out and the first exception is rethrown.
   */
  public void run(int parts, Task task) {
    if (!enter(parts)) {
      for (int part = 0; part < parts; part++) {
        task.run(part);
      }
      return;
    }
    this.task = task;
    together(parts);
  }

  /** Like {@link #run(int, Task)}, for a task that is told which thread runs a part. */
  public void run(int parts, WorkerTask task) {
    if (!enter(parts)) {
      for (int part = 0; part < parts; part++) {
        task.run(part, 0);
      }
      return;
    }
    workerTask = task;
    together(parts);
  }

  /** Whether the caller now owns the team; else it runs its task alone. */
  private boolean enter(int parts) {
    boolean alone = parts <= 1 || helpers.length == 0 || closed;
    return !alone && !busy.isHeldByCurrentThread() && busy.tryLock();
  }

  private void together(int parts) {
    try {
      caller = Thread.currentThread();
      ranges.spread(parts);
      helpersAtWork.set(0);
      round.incrementAndGet();
      for (Thread helper : helpers) {
        LockSupport.unpark(helper);
      }
      takeParts(0);
      awaitHelpers();
      Throwable thrown = failure.getAndSet(null);
      if (thrown != null) {
        throw rethrown(thrown);
      }
    } finally {
      task = null;
      workerTask = null;
      busy.unlock();
    }
  }

  /**
   * Ends the team's threads once the task in progress is done; a team that has been closed runs
   * everything in the caller.
   */
  @Override
  public void close() {
    busy.lock();
    try {
      closed = true;
    } finally {
      busy.unlock();
    }
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }

  private void takeParts(int worker) {
    for (int part = ranges.take(worker); part != PartRanges.NONE; part = ranges.take(worker)) {
      try {
        if (workerTask != null) {
          workerTask.run(part, worker);
        } else {
          task.run(part);
        }
      } catch (Throwable thrown) {
        failure.compareAndSet(null, thrown);
        ranges.clear();
      }
    }
  }

  /**
   * Waits for the helpers that have begun. The others are sent away: on a busy machine it may take
   * a helper longer to wake up than the caller to run all parts.
   */
  private void awaitHelpers() {
    helpersAtWork.addAndGet(SHUT);
    int spins = 0;
    while (helpersAtWork.get() != SHUT) {
      if (++spins < SPINS_BEFORE_SLEEP) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
  }

  private void help(int worker) {
    int seen = 0;
    while (true) {
      int spins = 0;
      while (round.get() == seen) {
        if (closed) {
          return;
        }
        if (++spins < SPINS_BEFORE_SLEEP) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      seen = round.get();
      if (joins()) {
        takeParts(worker);
        if (helpersAtWork.decrementAndGet() == SHUT) {
          LockSupport.unpark(caller);
        }
      }
    }
  }

  private boolean joins() {
    int now = helpersAtWork.get();
    while (now >= 0) {
      if (helpersAtWork.compareAndSet(now, now + 1)) {
        return true;
      }
      now = helpersAtWork.get();
    }
    return false;
  }

  private static RuntimeException rethrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(thrown);
  }

  /**
   * Number of threads a property asks for; {@code otherwise} where it asks for nothing sensible,
   * since a process must not die of it.
   */
  static int threadsAskedFor(String property, int otherwise) {
    try {
      int threads = property == null ? 0 : Integer.parseInt(property.strip());
      return threads > 0 ? threads : otherwise;
    } catch (NumberFormatException _) {
      return otherwise;
    }
  }

  private static final class Common {
    static final ThreadTeam TEAM =
        ThreadTeam.of(
            threadsAskedFor(
                System.getProperty("sciml.threads"), Runtime.getRuntime().availableProcessors()));
  }
}
