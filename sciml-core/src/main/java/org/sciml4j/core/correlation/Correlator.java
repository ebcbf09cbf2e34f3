package org.sciml4j.core.correlation;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * Accumulates {@link Correlations} sample by sample. The same samples in the same order give the
 * same bits whatever the number of threads. Use from one thread; close it to free its memory.
 */
public final class Correlator implements AutoCloseable {
  private static final int LANES = 16;

  private final CorrelationPlan plan;
  private final ThreadTeam team;
  private final KernelProvider provider;
  private final Arena arena = Arena.ofShared();
  private final Queue<TileBuffer> buffers = new ConcurrentLinkedQueue<>();
  private final List<CorrelationLane> lanes;
  private long tilesDone;

  /** Prepares the sums. */
  public Correlator(CorrelationPlan plan, ThreadTeam team, KernelProvider provider) {
    this.plan = plan;
    this.team = team;
    this.provider = provider;
    this.lanes =
        Stream.generate(() -> new CorrelationLane(plan, DotProducts.of(provider)))
            .limit(LANES)
            .toList();
  }

  /**
   * Adds samples.
   *
   * @param tiles where
   * @param count number of samples
   * @param samples the channels of each sample, in the plan's order
   */
  public void add(List<Tile> tiles, int count, IntFunction<ChannelData[]> samples) {
    List<ChannelData[]> data =
        Stream.iterate(0, i -> i + 1).limit(count).map(samples::apply).toList();
    long jobs = (long) tiles.size() * count;
    long start = tilesDone;
    team.run(
        LANES,
        lane -> {
          TileBuffer buffer = buffers.poll();
          if (buffer == null) {
            buffer = new TileBuffer(plan, arena, provider);
          }
          for (long job = Math.floorMod(lane - start, LANES); job < jobs; job += LANES) {
            int sample = (int) (job / tiles.size());
            lanes.get(lane).add(tiles.get((int) (job % tiles.size())), buffer, data.get(sample));
          }
          buffers.add(buffer);
        });
    tilesDone += jobs;
  }

  /** Channel and three-axis position of an infinite value met so far, or null. */
  public long[] infinite() {
    return lanes.stream()
        .map(CorrelationLane::infinite)
        .filter(found -> found != null)
        .findFirst()
        .orElse(null);
  }

  /** The sums so far. */
  public Correlations result() {
    return Correlations.of(plan, lanes);
  }

  /** Frees the buffers. */
  @Override
  public void close() {
    arena.close();
  }
}
