package org.sciml4j.core.field;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Reads boxes of fields in a background thread, some requests ahead of the caller, into a fixed
 * number of native buffers. Requests are answered in order. Use from one thread, and close it to
 * free the buffers.
 */
public final class ReadAhead implements AutoCloseable {
  /**
   * What to read: one box, or several to be stored one after the other.
   *
   * @param field where from
   * @param parts which values, in the order wanted
   */
  public record Request(Field field, List<Region> parts) {
    /** Copies the list. */
    public Request {
      parts = List.copyOf(parts);
    }

    /** One box. */
    public Request(Field field, Region region) {
      this(field, List.of(region));
    }

    long count() {
      return parts.stream().mapToLong(Region::count).sum();
    }
  }

  private final BlockingQueue<Slot> free;
  private final BlockingQueue<Slot> ready;
  private final ArrayBlockingQueue<Slot> held;
  private final int holding;
  private final List<Slot> slots;
  private final Thread reader;
  private volatile boolean closing;
  private Slot upcoming;
  private boolean finished;

  /** Reads {@code requests}; a tensor from {@link #next} is valid until the following call. */
  public ReadAhead(Iterator<Request> requests) {
    this(requests, 1, 2);
  }

  /**
   * Reads {@code requests}.
   *
   * @param held how many of the latest tensors from {@link #next} stay valid, at least 1
   * @param ahead how many requests may be read before the caller asks for them, at least 1
   */
  public ReadAhead(Iterator<Request> requests, int held, int ahead) {
    if (held < 1 || ahead < 1) {
      throw new InvalidInputException(
          "held, ahead", held + ", " + ahead, "1 or more each", "allow at least one buffer");
    }
    slots = Stream.generate(Slot::new).limit(held + (long) ahead).toList();
    free = new ArrayBlockingQueue<>(slots.size() + 1, false, slots);
    ready = new ArrayBlockingQueue<>(slots.size() + 1);
    this.held = new ArrayBlockingQueue<>(held);
    this.holding = held;
    reader = Thread.ofPlatform().daemon().name("sciml-read-ahead").start(() -> serve(requests));
  }

  /**
   * Whether a further request exists; waits until the reader has come to it.
   *
   * @throws RuntimeException what reading threw
   */
  public boolean hasNext() {
    if (upcoming == null && !finished) {
      upcoming = take(ready);
      finished = upcoming.values == null && upcoming.failure == null;
    }
    if (upcoming != null && upcoming.failure != null) {
      finished = true;
      throw upcoming.failure;
    }
    return !finished;
  }

  /**
   * The values of the next request: of the region's shape, or one-dimensional for several parts; of
   * the field's type.
   *
   * @throws NoSuchElementException when all requests have been answered
   * @throws RuntimeException what reading threw
   */
  public Tensor next() {
    releaseOldest();
    if (!hasNext()) {
      throw new NoSuchElementException("all requests have been read");
    }
    Slot slot = upcoming;
    upcoming = null;
    held.add(slot);
    return slot.values;
  }

  /**
   * Stops the reader, waiting for the read in progress, and frees the buffers. The reader is not
   * interrupted, because that would close the channel it reads from.
   */
  @Override
  public void close() {
    finished = true;
    closing = true;
    free.offer(new Slot());
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    slots.forEach(Slot::close);
  }

  private void releaseOldest() {
    if (held.size() == holding) {
      free.add(held.remove());
    }
  }

  private void serve(Iterator<Request> requests) {
    try {
      while (requests.hasNext()) {
        Request request = requests.next();
        Slot slot = free.take();
        if (closing) {
          return;
        }
        slot.read(request);
        ready.put(slot);
      }
      ready.put(new Slot());
    } catch (InterruptedException _) {
      return;
    } catch (RuntimeException | Error failure) {
      Slot failed = new Slot();
      failed.failure =
          failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
      ready.add(failed);
    }
  }

  private static Slot take(BlockingQueue<Slot> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for data", e);
    }
  }

  /** One native buffer, which grows to the largest request it has served. */
  private static final class Slot {
    Tensor buffer;
    Tensor values;
    RuntimeException failure;

    void read(Request request) {
      DType dtype = request.field().dtype();
      long bytes = request.count() * dtype.bytes();
      if (buffer == null || buffer.segment().byteSize() < bytes) {
        close();
        buffer = Tensor.zeros(DType.F64, (bytes + Double.BYTES - 1) / Double.BYTES);
      }
      List<Region> parts = request.parts();
      long[] shape = parts.size() == 1 ? parts.getFirst().shape() : new long[] {request.count()};
      values = Tensor.wrap(buffer.segment().asSlice(0, bytes), dtype, shape);
      long offset = 0;
      for (Region part : parts) {
        long length = part.count() * dtype.bytes();
        request
            .field()
            .read(part, Tensor.wrap(values.segment().asSlice(offset, length), dtype, part.shape()));
        offset += length;
      }
    }

    void close() {
      if (buffer != null) {
        buffer.close();
      }
    }
  }
}
