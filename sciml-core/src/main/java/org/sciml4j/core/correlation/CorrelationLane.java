package org.sciml4j.core.correlation;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * One of a fixed number of independent sets of sums. Each takes its share of the tiles in order, so
 * that the result does not depend on which thread did the work.
 */
final class CorrelationLane {
  private static final int PANEL = 128;

  private final CorrelationPlan plan;
  private final DotProducts dots;
  private final SumArray shared;
  private final MissingCentres missing;
  private final double[] sum = new double[2];
  private SumArray pairs;
  private MemorySegment panel;
  private long samples;
  private long leftOut;

  CorrelationLane(CorrelationPlan plan, DotProducts dots) {
    this.plan = plan;
    this.dots = dots;
    this.shared = new SumArray(plan.lags().size());
    this.missing = new MissingCentres(plan);
  }

  long samples() {
    return samples;
  }

  long leftOut() {
    return leftOut;
  }

  /** Channel and position of an infinite value, or null. */
  long[] infinite() {
    return missing.infinite();
  }

  /** Adds another lane's sums to this one's. */
  void addAll(CorrelationLane other) {
    shared.addAll(other.shared);
    if (other.pairs != null) {
      ownPairs().addAll(other.pairs);
    }
    samples += other.samples;
    leftOut += other.leftOut;
  }

  /** The sum for each pair of columns. */
  SumArray total() {
    SumArray total = new SumArray(plan.pairs());
    if (pairs != null) {
      total.addAll(pairs);
    }
    List<Lag> lags = plan.lags();
    for (int i = 0; i < lags.size(); i++) {
      DoubleDouble value = shared.get(i);
      for (int pair : lags.get(i).pairs()) {
        total.add(pair, value.hi(), value.lo());
      }
    }
    return total;
  }

  /** Adds the products of one tile of one sample. */
  void add(Tile tile, TileBuffer buffer, ChannelData[] sample) {
    boolean complete = buffer.load(tile, sample);
    samples += tile.count();
    if (!complete) {
      missing.find(tile, buffer);
      samples -= missing.count();
      leftOut += missing.count();
    }
    List<Lag> lags = plan.lags();
    for (int i = 0; i < lags.size(); i++) {
      addLag(i, lags.get(i), tile, buffer);
    }
    if (!complete && missing.count() > 0) {
      subtractMissing(tile, buffer);
    }
  }

  private void addLag(int number, Lag lag, Tile tile, TileBuffer buffer) {
    AxisCuts[] cuts = lag.cuts();
    for (int i0 = 0; i0 < cuts[0].intervals(); i0++) {
      for (int i1 = 0; i1 < cuts[1].intervals(); i1++) {
        for (int i2 = 0; i2 < cuts[2].intervals(); i2++) {
          addInterval(number, lag, tile, buffer, i0, i1, i2);
        }
      }
    }
  }

  private void addInterval(
      int number, Lag lag, Tile tile, TileBuffer buffer, int i0, int i1, int i2) {
    long from0 = from(lag, tile, 0, i0);
    long from1 = from(lag, tile, 1, i1);
    long from2 = from(lag, tile, 2, i2);
    int planes = (int) (to(lag, tile, 0, i0) - from0);
    int rows = (int) (to(lag, tile, 1, i1) - from1);
    int columns = (int) (to(lag, tile, 2, i2) - from2);
    if (planes <= 0 || rows <= 0 || columns <= 0) {
      return;
    }
    int[] d = lag.displacement();
    dots.sum(
        buffer.memory(),
        buffer.at(lag.a(), from0, from1, from2),
        buffer.at(lag.b(), from0 + d[0], from1 + d[1], from2 + d[2]),
        new Box(planes, rows, columns, buffer.planeStride(), buffer.rowStride()),
        sum);
    if (lag.core(i0, i1, i2)) {
      shared.add(number, sum[0], sum[1]);
      return;
    }
    for (int pair = 0; pair < lag.pairs().length; pair++) {
      if (lag.seen(pair, i0, i1, i2)) {
        ownPairs().add(lag.pairs()[pair], sum[0], sum[1]);
      }
    }
  }

  private static long from(Lag lag, Tile tile, int axis, int interval) {
    AxisCuts cuts = lag.cuts()[axis];
    long first = cuts.first(tile.from()[axis], lag.base()[axis]);
    return cuts.cuts().length == 0 ? first : Math.max(first, cuts.cuts()[interval]);
  }

  private static long to(Lag lag, Tile tile, int axis, int interval) {
    AxisCuts cuts = lag.cuts()[axis];
    long end = cuts.end(tile.to()[axis], lag.base()[axis]);
    return cuts.cuts().length == 0 ? end : Math.min(end, cuts.cuts()[interval + 1]);
  }

  private SumArray ownPairs() {
    if (pairs == null) {
      pairs = new SumArray(plan.pairs());
    }
    return pairs;
  }

  /** The products at the centres to be left out, gathered column by column, taken off again. */
  private void subtractMissing(Tile tile, TileBuffer buffer) {
    List<Column> columns = plan.columns();
    if (panel == null) {
      panel = Arena.ofAuto().allocate((long) columns.size() * PANEL * Double.BYTES, 64);
    }
    for (int start = 0; start < missing.count(); start += PANEL) {
      int count = Math.min(PANEL, missing.count() - start);
      for (int c = 0; c < columns.size(); c++) {
        gather(columns.get(c), c, start, count, tile, buffer);
      }
      Box row = Box.row(count);
      for (int j = 0; j < columns.size(); j++) {
        for (int i = 0; i <= j; i++) {
          dots.sum(panel, (long) i * PANEL, (long) j * PANEL, row, sum);
          ownPairs().add(CorrelationPlan.pair(i, j), -sum[0], -sum[1]);
        }
      }
    }
  }

  private void gather(
      Column column, int number, int start, int count, Tile tile, TileBuffer buffer) {
    int width = (int) (tile.to()[2] - tile.from()[2]);
    int height = (int) (tile.to()[1] - tile.from()[1]);
    int[] offset = column.offset();
    for (int m = 0; m < count; m++) {
      int centre = missing.get(start + m);
      int row = centre / width;
      double value =
          buffer.value(
              column.channel(),
              tile.from()[0] + row / height + offset[0],
              tile.from()[1] + row % height + offset[1],
              tile.from()[2] + centre % width + offset[2]);
      panel.setAtIndex(ValueLayout.JAVA_DOUBLE, (long) number * PANEL + m, value);
    }
  }
}
