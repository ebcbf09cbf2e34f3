package org.sciml4j.core.cpu;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.plan.Frame;
import org.sciml4j.core.cpu.plan.Plan;
import org.sciml4j.core.device.Program;

/** A plan with all addresses set. */
final class CpuRun implements Program.Run {
  private final CpuProgram program;
  private final Plan plan;
  private final Frame frame;
  private final CpuBuffer[] buffers;

  CpuRun(CpuProgram program, Plan plan, Frame frame, Binding binding) {
    this.program = program;
    this.frame = frame;
    this.plan = plan;
    for (int i = 0; i < binding.inputs().size(); i++) {
      frame.set(plan.inputs().get(i), binding.inputs().get(i).address());
    }
    for (int i = 0; i < binding.outputs().size(); i++) {
      frame.set(plan.outputs().get(i), binding.outputs().get(i).address());
    }
    List<CpuBuffer> all = new ArrayList<>(binding.inputs());
    all.addAll(binding.outputs());
    buffers = all.toArray(CpuBuffer[]::new);
  }

  @Override
  public void run() {
    requireOpen();
    plan.run(frame);
  }

  @Override
  public String profile(int runs) {
    requireOpen();
    return program.profile(runs, frame);
  }

  private void requireOpen() {
    program.requireOpen();
    for (CpuBuffer buffer : buffers) {
      if (!buffer.isOpen()) {
        throw new InvalidInputException(
            "buffer", "closed " + buffer.type(), "an open buffer", "close buffers after the run");
      }
    }
  }
}
