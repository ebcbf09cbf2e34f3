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
    Program program = inPlace[level];
    if (from != to) {
      if (apart[level] == null) {
        apart[level] = compile(level, 1);
      }
      program = apart[level];
    }
    Graph graph = levels.get(level);
    Program.Run run =
        program.bind(with(from, graph.inputs().size()), with(to, graph.outputs().size()));
    kept[oldest] = new Bound(from, to, level, run);
    oldest = (oldest + 1) % kept.length;
    return run;
  }

  private List<Buffer> with(Buffer state, int count) {
    List<Buffer> buffers = new ArrayList<>(List.of(state));
    buffers.addAll(carried.subList(0, count - 1));
    return buffers;
  }

  /** The plan of a step that runs. */
  String explain() {
    return inPlace[inPlace.length - 1].explain();
  }

  /** Where the time of so many steps goes. */
  String profile(Buffer state, int runs) {
    return run(state, state).profile(runs);
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
