package org.sciml4j.core.elementwise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A {@link PointProgram} compiled to loops over lines. A loop holds as many operations as the JVM's
 * first compiler bears; what later loops need of earlier ones lies in lines of working memory, in
 * slots behind those of the program.
 */
public final class PointLines {
  /** Most vector operations in one method, loads and stores counting twice. */
  private static final int BUDGET = 110;

  private final PointLoop[] loops;
  private final int slots;
  private final int spared;

  private PointLines(List<PointLoop> loops, int slots, int spared) {
    this.loops = loops.toArray(PointLoop[]::new);
    this.slots = slots;
    this.spared = spared;
  }

  /** One loop: the operations it computes and what it writes. */
  record Piece(
      List<Integer> operations, Map<Integer, Integer> loaded, Map<Integer, Integer> kept) {}

  /**
   * Compiles a program.
   *
   * @param slots number of its slots
   */
  public static PointLines of(PointProgram program, int slots) {
    List<List<Integer>> pieces = pieces(program);
    Map<Integer, Integer> pieceOf = new HashMap<>();
    for (int i = 0; i < pieces.size(); i++) {
      for (int operation : pieces.get(i)) {
        pieceOf.put(operation, i);
      }
    }
    Map<Integer, Integer> spare = new HashMap<>();
    for (int i = 0; i < pieces.size(); i++) {
      for (int argument : arguments(program, pieces.get(i))) {
        if (pieceOf.getOrDefault(argument, i) < i) {
          spare.computeIfAbsent(argument, _ -> slots + spare.size());
        }
      }
    }
    List<PointLoop> loops = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      int own = i;
      Map<Integer, Integer> loaded = new HashMap<>();
      Map<Integer, Integer> kept = new HashMap<>();
      spare.forEach(
          (value, slot) -> {
            if (pieceOf.get(value) == own) {
              kept.put(value, slot);
            } else if (pieceOf.get(value) < own) {
              loaded.put(value, slot);
            }
          });
      List<PointProgram.Written> stores = new ArrayList<>();
      for (PointProgram.Written store : program.stores()) {
        if (pieceOf.getOrDefault(store.value(), 0) == own) {
          stores.add(store);
        }
      }
      loops.add(PointLoopCompiler.compile(program, new Piece(pieces.get(i), loaded, kept), stores));
    }
    return new PointLines(loops, slots, spare.size());
  }

  /** Operations in order, cut where a method would become too long. */
  private static List<List<Integer>> pieces(PointProgram program) {
    Map<Integer, Integer> stored = new HashMap<>();
    program.stores().forEach(store -> stored.merge(store.value(), 2, Integer::sum));
    List<List<Integer>> pieces = new ArrayList<>();
    List<Integer> piece = new ArrayList<>();
    Set<Integer> there = new HashSet<>();
    int cost = 0;
    for (int value = 0; value < program.entries().size(); value++) {
      if (!(program.entries().get(value) instanceof PointProgram.Entry.Operation(TileStep step))) {
        continue;
      }
      int more = cost(program, step, there) + stored.getOrDefault(value, 0);
      if (cost + more > BUDGET && !piece.isEmpty()) {
        pieces.add(piece);
        piece = new ArrayList<>();
        there.clear();
        cost = 0;
        more = cost(program, step, there) + stored.getOrDefault(value, 0);
      }
      // What a later loop needs is written, which is known only when that one is cut.
      cost += more;
      piece.add(value);
      there.add(value);
      there.addAll(List.of(step.a(), step.b(), step.c()));
    }
    pieces.add(piece);
    return pieces;
  }

  private static int cost(PointProgram program, TileStep step, Set<Integer> there) {
    int cost =
        step.op() == TileOp.MULTIPLY_SUBTRACT || step.op() == TileOp.SUBTRACT_PRODUCT ? 2 : 1;
    for (int argument : new LinkedHashSet<>(List.of(step.a(), step.b(), step.c()))) {
      if (!there.contains(argument)) {
        cost += program.entries().get(argument) instanceof PointProgram.Entry.Number ? 1 : 2;
      }
    }
    return cost;
  }

  private static Set<Integer> arguments(PointProgram program, List<Integer> operations) {
    Set<Integer> arguments = new LinkedHashSet<>();
    for (int operation : operations) {
      TileStep step = ((PointProgram.Entry.Operation) program.entries().get(operation)).step();
      arguments.addAll(List.of(step.a(), step.b(), step.c()));
    }
    return arguments;
  }

  /** Lines of working memory. */
  public int spared() {
    return spared;
  }

  /** Slots in all, those of working memory last. */
  public int slots() {
    return slots + spared;
  }

  /**
   * Computes a line.
   *
   * @param at address of the line behind each slot
   * @param points of the line, at least one vector
   */
  public void run(long[] at, int points) {
    for (PointLoop loop : loops) {
      loop.run(at, points);
    }
  }
}
