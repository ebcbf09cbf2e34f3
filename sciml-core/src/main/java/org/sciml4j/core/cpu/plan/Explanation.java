package org.sciml4j.core.cpu.plan;

import java.util.Locale;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Input;
import org.sciml4j.core.graph.Value;

/**
 * A plan in words: one line for each instruction, with the time it takes if that is known, then
 * memory and totals.
 */
public final class Explanation {
  private static final long KILO = 1024;
  private static final int TEXT = 150;
  private static final double NANOS_PER_MS = 1e6;

  private final StringBuilder text = new StringBuilder();
  private final int runs;
  private final double allNanoseconds;

  private Explanation(int runs, double allNanoseconds) {
    this.runs = runs;
    this.allNanoseconds = allNanoseconds;
  }

  /** Explains the plan of a graph. Each storage is named by a number behind a percent sign. */
  public static String of(Graph graph, Plan plan, long constantBytes) {
    Explanation explanation = new Explanation(0, 0);
    explanation.explain(graph, plan, constantBytes, null);
    return explanation.text.toString();
  }

  /**
   * Runs a plan and explains it with the mean time of each instruction and its share of the run.
   *
   * @param runs number of runs, at least 1
   * @param frame what it runs on
   */
  public static String timed(Graph graph, Plan plan, long constantBytes, int runs, Frame frame) {
    frame.time(plan);
    try {
      long begin = System.nanoTime();
      for (int i = 0; i < runs; i++) {
        plan.run(frame);
      }
      Explanation explanation = new Explanation(runs, System.nanoTime() - begin);
      explanation.explain(graph, plan, constantBytes, frame);
      return explanation.text.toString();
    } finally {
      frame.stopTiming();
    }
  }

  private void explain(Graph graph, Plan plan, long constantBytes, Frame times) {
    line("program of %d values in %d instructions", graph.values().size(), count(plan));
    for (int i = 0; i < plan.inputs().size(); i++) {
      Value input = graph.inputs().get(i);
      line("  %%%d = input %s %s", plan.inputs().get(i), label(input), input.type());
    }
    instructions(plan, "  ", times);
    for (int i = 0; i < plan.outputs().size(); i++) {
      int storage = plan.outputs().get(i);
      int input = plan.inputs().indexOf(storage);
      String over = input < 0 ? "" : ", over input " + label(graph.inputs().get(input));
      line("  output %d %s = %%%d%s", i, graph.outputs().get(i).type(), storage, over);
    }
    line(
        "arena %s; %s without sharing; constants %s",
        bytes(plan.arenaBytes()), bytes(plan.unsharedBytes()), bytes(constantBytes));
    line(
        "one run moves %s and takes %.4g floating-point operations",
        bytes(plan.bytesMoved()), (double) plan.flops());
    if (times != null) {
      line("%d runs of %.4f ms", runs, allNanoseconds / runs / NANOS_PER_MS);
    }
  }

  private static String label(Value input) {
    return ((Input) input.primitive()).label();
  }

  private static int count(Plan plan) {
    int nested = plan.loops().stream().mapToInt(loop -> count(loop.plan())).sum();
    return plan.instructions().size() + nested;
  }

  private void instructions(Plan plan, String indent, Frame times) {
    int loops = 0;
    for (int i = 0; i < plan.instructions().size(); i++) {
      Instruction instruction = plan.instructions().get(i);
      Instruction.Line what = instruction.line();
      String words = what.text();
      line(
          "%s%s%3d %-12s %9s %9s  %s",
          times == null ? "" : time(times.spent(i)),
          indent,
          i,
          what.kernel(),
          bytes(what.bytes()),
          what.flops() == 0 ? "" : flops(what.flops()),
          words.length() > TEXT ? words.substring(0, TEXT - 3) + "..." : words);
      if (instruction instanceof LoopInstruction loop) {
        Frame inner = times == null ? null : times.nested(loops++);
        instructions(loop.body(), indent + "    ", inner);
      }
    }
  }

  private String time(long nanoseconds) {
    double mean = (double) nanoseconds / runs / NANOS_PER_MS;
    return String.format(
        Locale.ROOT, "%9.4f ms %5.1f %% ", mean, 100 * nanoseconds / allNanoseconds);
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String bytes(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    return bytes < KILO * KILO
        ? String.format(Locale.ROOT, "%.1f KB", bytes / (double) KILO)
        : String.format(Locale.ROOT, "%.1f MB", bytes / (double) (KILO * KILO));
  }

  private static String flops(long flops) {
    return flops < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kF", flops / 1e3)
        : String.format(Locale.ROOT, "%.1f MF", flops / 1e6);
  }
}
