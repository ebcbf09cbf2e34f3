package org.sciml4j.core.correlation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Which sums are needed for all products of pairs of columns. A 3x3 stencil on a periodic grid has
 * 45 pairs of columns but 13 displacements, and each displacement needs one sum.
 */
public final class CorrelationPlan {
  private final Domain domain;
  private final List<Column> columns;
  private final int channels;
  private final int constantChannel;
  private final List<Lag> lags;

  private CorrelationPlan(
      Domain domain, List<Column> columns, int channels, int constantChannel, List<Lag> lags) {
    this.domain = domain;
    this.columns = columns;
    this.channels = channels;
    this.constantChannel = constantChannel;
    this.lags = lags;
  }

  /**
   * Plans the sums.
   *
   * @param domain the grid; its radius must cover every column's offset
   * @param columns columns of the data matrix
   * @param constantChannel number of the channel that is one everywhere, or -1
   */
  public static CorrelationPlan of(Domain domain, List<Column> columns, int constantChannel) {
    int channels = columns.stream().mapToInt(Column::channel).max().orElse(-1) + 1;
    return new CorrelationPlan(
        domain, List.copyOf(columns), channels, constantChannel, lags(domain, columns));
  }

  /** The grid. */
  public Domain domain() {
    return domain;
  }

  /** Columns of the data matrix. */
  public List<Column> columns() {
    return columns;
  }

  /** Number of channels. */
  public int channels() {
    return channels;
  }

  /** Number of distinct sums. */
  public int distinctSums() {
    return lags.size();
  }

  int constantChannel() {
    return constantChannel;
  }

  List<Lag> lags() {
    return lags;
  }

  /** Number of pairs of columns, each column with itself included. */
  int pairs() {
    return pair(columns.size() - 1, columns.size() - 1) + 1;
  }

  /** Where the sum for columns {@code i <= j} is kept. */
  static int pair(int i, int j) {
    return j * (j + 1) / 2 + i;
  }

  private static List<Lag> lags(Domain domain, List<Column> columns) {
    TreeMap<int[], List<int[]>> byDisplacement = new TreeMap<>(Arrays::compare);
    for (int j = 0; j < columns.size(); j++) {
      for (int i = 0; i <= j; i++) {
        int[] forward = key(columns.get(i), columns.get(j));
        int[] backward = key(columns.get(j), columns.get(i));
        boolean turn = Arrays.compare(forward, backward) > 0;
        byDisplacement
            .computeIfAbsent(turn ? backward : forward, _ -> new ArrayList<>())
            .add(new int[] {turn ? j : i, pair(i, j)});
      }
    }
    List<Lag> lags = new ArrayList<>();
    byDisplacement.forEach(
        (key, members) ->
            lags.add(
                Lag.of(
                    domain,
                    key[0],
                    key[1],
                    Arrays.copyOfRange(key, 2, key.length),
                    members.stream().map(m -> columns.get(m[0]).offset()).toList(),
                    members.stream().mapToInt(m -> m[1]).toArray())));
    return lags;
  }

  private static int[] key(Column first, Column second) {
    int[] from = first.offset();
    int[] to = second.offset();
    return new int[] {
      first.channel(), second.channel(), to[0] - from[0], to[1] - from[1], to[2] - from[2]
    };
  }
}
