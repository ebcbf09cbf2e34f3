package org.sciml4j.pde.stepper;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;

/**
 * Programs for the levels of a step scheme with what they carry from step to step. Runs are bound
 * once for each pair of buffers and found again without allocating.
 */
final class LevelPrograms implements AutoCloseable {
  private static final int KEPT = 16;

  private record Bound(Buffer from, Buffer to, int level, int parity, Program.Run run) {}

  private final List<Program> programs = new ArrayList<>();
  private final List<List<Buffer>> carried = List.of(new ArrayList<>(), new ArrayList<>());
  private final Bound[] kept = new Bound[KEPT];
  private int oldest;
  private int level;
  private int parity;

  LevelPrograms(List<Graph> levels, Device device) {
    try {
      TensorType type = levels.getFirst().inputs().getFirst().type();
      for (Graph graph : levels) {
        programs.add(device.compile(graph));
      }
      for (List<Buffer> set : carried) {
        for (int i = 1; i < levels.size(); i++) {
          set.add(device.allocate(type));
        }
      }
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  /** One step; the two buffers must be different memory. */
  void advance(Buffer from, Buffer to) {
    run(from, to).run();
    if (programs.size() > 1) {
      level = Math.min(level + 1, programs.size() - 1);
      parity = 1 - parity;
    }
  }

  /** Forgets what was carried: the next step starts from the state alone. */
  void restart() {
    level = 0;
  }

  private Program.Run run(Buffer from, Buffer to) {
    for (Bound bound : kept) {
      if (bound != null
          && bound.from == from
          && bound.to == to
          && bound.level == level
          && bound.parity == parity) {
        return bound.run;
      }
    }
    Program program = programs.get(level);
    Program.Run run =
        program.bind(
            with(from, carried.get(parity), program.graph().inputs().size()),
            with(to, carried.get(1 - parity), program.graph().outputs().size()));
    kept[oldest] = new Bound(from, to, level, parity, run);
    oldest = (oldest + 1) % KEPT;
    return run;
  }

  private static List<Buffer> with(Buffer state, List<Buffer> carried, int count) {
    List<Buffer> buffers = new ArrayList<>(List.of(state));
    buffers.addAll(carried.subList(0, count - 1));
    return buffers;
  }

  /** The plan of a step that runs. */
  String explain() {
    return programs.getLast().explain();
  }

  /** Where the time of so many steps between two buffers goes. */
  String profile(Buffer from, Buffer to, int runs) {
    return run(from, to).profile(runs);
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
    carried.forEach(set -> set.forEach(Buffer::close));
  }
}
