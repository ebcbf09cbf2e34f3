package org.sciml4j.operators.fit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sciml4j.core.correlation.Domain;
import org.sciml4j.core.correlation.FrameView;
import org.sciml4j.core.correlation.Tile;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.ReadAhead;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.Tensor;

/**
 * Frames read in order, every frame once, ahead of the computation. Small frames are read several
 * at a time; frames larger than a request are cut into slabs along the first stencil axis, and all
 * frames of one slab are read before the next slab.
 */
final class StreamedFrames implements Frames {
  /** Bytes read at once unless told otherwise; a few such buffers are held. */
  static final long REQUEST_BYTES = 16L << 20;

  private final List<Field> fields;
  private final FieldLayout layout;
  private final Domain domain;
  private final Window window;
  private final long requestBytes;
  private final int slabAxis;
  private final boolean whole;
  private final int framesPerRequest;
  private final List<Slab> slabs;

  /** Centres {@code [from, to)} along the slab axis; {@code [first, first + rows)} are read. */
  private record Slab(long from, long to, long first, List<long[]> runs, long rows) {}

  /** The frames read by one round of requests: one tensor per field. */
  private record Round(long first, int count, List<Tensor> values) {}

  StreamedFrames(
      List<Field> fields, FieldLayout layout, Domain domain, Window window, long requestBytes) {
    this.fields = List.copyOf(fields);
    this.layout = layout;
    this.domain = domain;
    this.window = window;
    this.requestBytes = requestBytes;
    slabAxis = Domain.AXES - layout.dims();
    int bytes = fields.stream().mapToInt(field -> field.dtype().bytes()).max().orElseThrow();
    long frameBytes = bytes * LongStream.of(layout.stencilShape()).reduce(1, (a, b) -> a * b);
    whole = frameBytes <= requestBytes;
    framesPerRequest =
        whole && layout.sequenceLeads()
            ? (int) Math.clamp(requestBytes / Math.max(1, frameBytes), 1, layout.frames())
            : 1;
    slabs = whole ? List.of() : slabs(frameBytes / domain.size()[slabAxis]);
  }

  @Override
  public long samples() {
    return layout.batches() * Math.max(0, layout.frames() - window.back() - window.ahead());
  }

  @Override
  public void forEach(Consumer<Block> visitor) {
    List<List<Tile>> tiles =
        whole
            ? List.of(Tile.cover(domain))
            : slabs.stream().map(s -> Tile.cover(domain, slabAxis, s.from(), s.to())).toList();
    if (samples() == 0 || tiles.stream().allMatch(List::isEmpty)) {
      return;
    }
    int roundsHeld = 1 + (window.back() + window.ahead() + framesPerRequest - 1) / framesPerRequest;
    try (ReadAhead ahead =
        new ReadAhead(
            requests(tiles.size()), roundsHeld * fields.size(), Math.max(2, fields.size()))) {
      for (long batch = 0; batch < layout.batches(); batch++) {
        for (int slab = 0; slab < tiles.size(); slab++) {
          visitSequence(batch, slab, tiles.get(slab), ahead, roundsHeld, visitor);
        }
      }
    }
  }

  private void visitSequence(
      long batch,
      int slab,
      List<Tile> tiles,
      ReadAhead ahead,
      int roundsHeld,
      Consumer<Block> visitor) {
    Deque<Round> rounds = new ArrayDeque<>();
    long next = window.back();
    for (long first = 0; first < layout.frames(); first += framesPerRequest) {
      if (rounds.size() == roundsHeld) {
        rounds.removeFirst();
      }
      int count = (int) Math.min(framesPerRequest, layout.frames() - first);
      List<Tensor> values = new ArrayList<>();
      for (int field = 0; field < fields.size(); field++) {
        values.add(ahead.next());
      }
      rounds.addLast(new Round(first, count, values));
      int ready = (int) Math.max(0, first + count - window.ahead() - next);
      if (ready > 0) {
        visitor.accept(
            new Block(batch, next, ready, tiles, (field, n) -> view(rounds, slab, field, n)));
        next += ready;
      }
    }
  }

  private FrameView view(Deque<Round> rounds, int slab, int field, long n) {
    for (Round round : rounds) {
      if (n >= round.first() && n < round.first() + round.count()) {
        Tensor values = round.values().get(field);
        long frame = values.count() / round.count();
        long offset = (n - round.first()) * frame;
        return whole
            ? FrameView.whole(values.segment(), offset, values.dtype())
            : new FrameView(
                values.segment(),
                offset,
                values.dtype(),
                slabAxis,
                slabs.get(slab).first(),
                slabs.get(slab).rows());
      }
    }
    throw new IllegalStateException("frame " + n + " is no longer held");
  }

  private Iterator<ReadAhead.Request> requests(int slabCount) {
    long rounds = (layout.frames() + framesPerRequest - 1) / framesPerRequest;
    long perSlab = rounds * fields.size();
    long total = layout.batches() * slabCount * perSlab;
    return LongStream.range(0, total)
        .mapToObj(
            i ->
                request(
                    i / (slabCount * perSlab),
                    (int) (i / perSlab % slabCount),
                    i / fields.size() % rounds * framesPerRequest,
                    (int) (i % fields.size())))
        .iterator();
  }

  private ReadAhead.Request request(long batch, int slab, long first, int field) {
    long count = Math.min(framesPerRequest, layout.frames() - first);
    long[] origin = new long[layout.dims()];
    long[] shape = layout.stencilShape();
    if (whole) {
      return new ReadAhead.Request(
          fields.get(field), layout.region(batch, first, count, origin, shape));
    }
    return new ReadAhead.Request(
        fields.get(field),
        slabs.get(slab).runs().stream()
            .map(
                run -> {
                  long[] from = origin.clone();
                  long[] size = shape.clone();
                  from[0] = run[0];
                  size[0] = run[1];
                  return layout.region(batch, first, 1, from, size);
                })
            .toList());
  }

  private List<Slab> slabs(long rowBytes) {
    int radius = domain.radius()[slabAxis];
    long thickness = Math.max(1, requestBytes / rowBytes - 2L * radius);
    long low = domain.low(slabAxis);
    long high = domain.high(slabAxis);
    int count = (int) Math.max(0, (high - low + thickness - 1) / thickness);
    return IntStream.range(0, count)
        .mapToObj(
            i -> slab(low + (high - low) * i / count, low + (high - low) * (i + 1) / count, radius))
        .toList();
  }

  private Slab slab(long from, long to, int radius) {
    long size = domain.size()[slabAxis];
    BoundaryMode mode = domain.boundary()[slabAxis];
    boolean clipped = mode == BoundaryMode.ZERO;
    long first = clipped ? Math.max(0, from - radius) : from - radius;
    long end = clipped ? Math.min(size, to + radius) : to + radius;
    List<long[]> runs = new ArrayList<>();
    for (long position = first; position < end; position++) {
      long source = mode.source(position, size);
      long[] last = runs.isEmpty() ? null : runs.getLast();
      if (last != null && source == last[0] + last[1]) {
        last[1]++;
      } else {
        runs.add(new long[] {source, 1});
      }
    }
    return new Slab(from, to, first, runs, end - first);
  }
}
