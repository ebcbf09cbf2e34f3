package org.sciml4j.core.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads the batches of a pass over a dataset one after the other; one ahead in a background thread
 * where the dataset wants it. No read begins before the last one has ended, and none lies ahead
 * once the pass is over.
 */
final class BatchReader implements AutoCloseable {
  private final Dataset data;
  private final int full;
  private final long perPass;
  private final Resources own = new Resources();

  /** Full ones, of which one may be in use while the next is read, and a smaller last one. */
  private final List<Batch> fulls = new ArrayList<>();

  private final Batch rest;
  private final ExecutorService background;
  private Future<?> reading;
  private long[] order;
  private long number;

  /**
   * Makes room.
   *
   * @param full samples in a batch, no more than there are
   * @param dropsRemainder whether samples that do not fill the last batch are left out
   */
  BatchReader(Dataset data, int full, boolean dropsRemainder) {
    this.data = data;
    this.full = full;
    int left = dropsRemainder ? 0 : (int) (data.size() % full);
    perPass = data.size() / full + (left > 0 ? 1 : 0);
    boolean ahead = data.wantsReadAhead() && perPass > 1;
    try {
      for (int i = 0; i < (ahead ? 2 : 1); i++) {
        fulls.add(own.keep(Batch.of(data, full)));
      }
      rest = left > 0 ? own.keep(Batch.of(data, left)) : null;
    } catch (RuntimeException | Error failure) {
      own.close();
      throw failure;
    }
    background =
        ahead
            ? Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("sciml-batch-reader").factory())
            : null;
  }

  /** Sizes of the batches, at most two. */
  List<Integer> sizes() {
    return rest == null ? List.of(full) : List.of(full, rest.size());
  }

  /** Position of a batch's size among {@link #sizes}. */
  int sizeIndex(Batch batch) {
    return batch == rest ? 1 : 0;
  }

  /** Batches in a pass. */
  long perPass() {
    return perPass;
  }

  /**
   * Begins a pass.
   *
   * @param samples all, in order; not to be changed before the next pass
   * @param first number of the batch to begin with
   */
  void start(long[] samples, long first) {
    settle();
    order = samples;
    number = first;
    readAhead();
  }

  boolean hasNext() {
    return number < perPass;
  }

  /**
   * The next batch, valid until the following call.
   *
   * @throws RuntimeException what reading it threw
   */
  Batch next() {
    Batch batch = batch(number);
    if (reading == null) {
      read(number);
    } else {
      await(reading);
      reading = null;
    }
    number++;
    readAhead();
    return batch;
  }

  /** Numbers of the samples of the batch that {@link #next} has returned last. */
  long[] samples() {
    int from = Math.toIntExact((number - 1) * full);
    return Arrays.copyOfRange(order, from, from + batch(number - 1).size());
  }

  private void readAhead() {
    if (background != null && hasNext()) {
      long next = number;
      reading = background.submit(() -> read(next));
    }
  }

  private Batch batch(long which) {
    return rest != null && which == perPass - 1 ? rest : fulls.get((int) (which % fulls.size()));
  }

  private void read(long which) {
    Batch into = batch(which);
    data.read(order, Math.toIntExact(which * full), into.size(), into.tensors());
  }

  private static void await(Future<?> read) {
    try {
      read.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for data", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case Throwable other -> throw new IllegalStateException(other);
      }
    }
  }

  /** Waits for the read in progress, whatever comes of it, so that its memory can be reused. */
  private void settle() {
    boolean interrupted = false;
    while (reading != null) {
      try {
        reading.get();
        reading = null;
      } catch (InterruptedException _) {
        interrupted = true;
      } catch (ExecutionException _) {
        reading = null;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the thread, which is not interrupted while it reads: that would close its file. */
  @Override
  public void close() {
    settle();
    if (background != null) {
      background.close();
    }
    own.close();
  }
}
