package org.sciml4j.core.autodiff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A minimum cut between two nodes of a network, by augmenting along shortest paths (Edmonds and
 * Karp 1972, J. ACM 19:248).
 */
final class MinimumCut {
  /** A capacity no cut can afford. */
  static final long INFINITE = Long.MAX_VALUE / 4;

  private final List<List<Edge>> edges = new ArrayList<>();

  private static final class Edge {
    final int from;
    final int to;
    long room;
    Edge back;

    Edge(int from, int to, long room) {
      this.from = from;
      this.to = to;
      this.room = room;
    }
  }

  /** Adds a node and returns its number, counted from 0. */
  int node() {
    edges.add(new ArrayList<>());
    return edges.size() - 1;
  }

  /** Adds a directed edge. */
  void edge(int from, int to, long capacity) {
    Edge there = new Edge(from, to, capacity);
    Edge back = new Edge(to, from, 0);
    there.back = back;
    back.back = there;
    edges.get(from).add(there);
    edges.get(to).add(back);
  }

  /** For each node, whether it is on the sink's side of the minimum cut nearest to the sink. */
  boolean[] sinkSide(int source, int sink) {
    Edge[] path = path(source, sink);
    while (path != null) {
      augment(path, source, sink);
      path = path(source, sink);
    }
    boolean[] side = new boolean[edges.size()];
    side[sink] = true;
    Deque<Integer> queue = new ArrayDeque<>(List.of(sink));
    while (!queue.isEmpty()) {
      for (Edge edge : edges.get(queue.remove())) {
        if (edge.back.room > 0 && !side[edge.to]) {
          side[edge.to] = true;
          queue.add(edge.to);
        }
      }
    }
    return side;
  }

  /** The edges by which a shortest path with room reaches each node; null if none reaches sink. */
  private Edge[] path(int source, int sink) {
    Edge[] reachedBy = new Edge[edges.size()];
    boolean[] seen = new boolean[edges.size()];
    seen[source] = true;
    Deque<Integer> queue = new ArrayDeque<>(List.of(source));
    while (!queue.isEmpty()) {
      for (Edge edge : edges.get(queue.remove())) {
        if (edge.room > 0 && !seen[edge.to]) {
          seen[edge.to] = true;
          reachedBy[edge.to] = edge;
          queue.add(edge.to);
        }
      }
    }
    return seen[sink] ? reachedBy : null;
  }

  private static void augment(Edge[] path, int source, int sink) {
    long flow = INFINITE;
    for (int at = sink; at != source; at = path[at].from) {
      flow = Math.min(flow, path[at].room);
    }
    if (flow == INFINITE) {
      throw new IllegalStateException("no finite cut: " + Arrays.toString(path));
    }
    for (int at = sink; at != source; at = path[at].from) {
      path[at].room -= flow;
      path[at].back.room += flow;
    }
  }
}
