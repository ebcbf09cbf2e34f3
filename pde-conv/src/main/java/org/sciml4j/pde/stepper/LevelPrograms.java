package org.sciml4j.pde.stepper;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;

/**
 * Programs for the levels of a step scheme with what they carry from step to step, which they
 * overwrite. Runs are bound once for each state and found again without allocating.
 */
final class LevelPrograms implements AutoCloseable {
  /** Runs of a state at a level: in place, to and fro, and of the starting steps. */
  private static final int RUNS = 4;

  private static final String IN_PLACE = ", overwriting its state\n";
  private static final String TO_OTHERS = ", from one memory to another\n";

  private record Bound(Buffer from, Buffer to, int level, Program.Run run) {}

  private final List<Graph> levels;
  private final Device device;
  private final Program[] inPlace;
  private final Program[] apart;
  private final List<Buffer> carried = new ArrayList<>();
  private final Bound[] kept;
  private int oldest;
  private int level;

  LevelPrograms(List<Graph> levels, Device device) {
    this.levels = levels;
    this.device = device;
    kept = new Bound[RUNS * HostStates.KEPT * levels.size()];
    inPlace = new Program[levels.size()];
    apart = new Program[levels.size()];
    try {
      for (int i = 0; i < inPlace.length; i++) {
        inPlace[i] = compile(i, 0);
      }
      TensorType type = levels.getFirst().inputs().getFirst().type();
      for (int i = 1; i < levels.size(); i++) {
        carried.add(device.allocate(type));
      }
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  /** The program of a level whose outputs overwrite inputs, but for the first few. */
  private Program compile(int at, int separate) {
    CompileOptions options = CompileOptions.DEFAULT;
    Graph graph = levels.get(at);
    int both = Math.min(graph.inputs().size(), graph.outputs().size());
    for (int i = separate; i < both; i++) {
      options = options.overwriting(i, i);
    }
    return device.compile(graph, options);
  }

  /** One step from one buffer to another, or in the same one. */
  void advance(Buffer from, Buffer to) {
    run(from, to).run();
    level = Math.min(level + 1, levels.size() - 1);
  }

  /** Forgets what was carried: the next step starts from the state alone. */
  void restart() {
    level = 0;
  }

  private Program.Run run(Buffer from, Buffer to) {
    for (Bound bound : kept) {
      if (bound != null && bound.from == from && bound.to == to && bound.level == level) {
        return bound.run;
      }
    }
    Program program = from == to ? inPlace[level] : apart(level);
    Graph graph = levels.get(level);
    Program.Run run =
        program.bind(with(from, graph.inputs().size()), with(to, graph.outputs().size()));
    kept[oldest] = new Bound(from, to, level, run);
    oldest = (oldest + 1) % kept.length;
    return run;
  }

  private Program apart(int at) {
    if (apart[at] == null) {
      apart[at] = compile(at, 1);
    }
    return apart[at];
  }

  private List<Buffer> with(Buffer state, int count) {
    List<Buffer> buffers = new ArrayList<>(List.of(state));
    buffers.addAll(carried.subList(0, count - 1));
    return buffers;
  }

  /**
   * The plans of all programs: of starting steps and those after them.
   *
   * @param toOthers whether states are written to other memory too
   */
  String explain(boolean toOthers) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < levels.size(); at++) {
      text.append(title(at, IN_PLACE)).append(inPlace[at].explain());
      if (toOthers) {
        text.append(title(at, TO_OTHERS)).append(apart(at).explain());
      }
    }
    return text.toString();
  }

  /**
   * Where the time of so many steps goes that follow the starting steps; the next step is the first
   * again.
   *
   * @param other where states are written too; null for nowhere
   */
  String profile(Buffer state, Buffer other, int runs) {
    restart();
    while (level < levels.size() - 1) {
      advance(state, state);
    }
    String text = title(level, IN_PLACE) + run(state, state).profile(runs);
    if (other != null) {
      text += title(level, TO_OTHERS) + run(state, other).profile(runs);
    }
    restart();
    return text;
  }

  private String title(int at, String where) {
    int last = levels.size() - 1;
    String steps = at < last ? "step " + (at + 1) : "steps from " + (at + 1) + " on";
    return (last == 0 ? "every step" : steps) + where;
  }

  @Override
  public void close() {
    for (Program[] programs : List.of(inPlace, apart)) {
      for (Program program : programs) {
        if (program != null) {
          program.close();
        }
      }
    }
    carried.forEach(Buffer::close);
  }
}
