package org.sciml4j.core.cpu;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.pass.Passes;
import org.sciml4j.core.cpu.plan.ConstantPool;
import org.sciml4j.core.cpu.plan.Explanation;
import org.sciml4j.core.cpu.plan.Frame;
import org.sciml4j.core.cpu.plan.Lowering;
import org.sciml4j.core.cpu.plan.Plan;
import org.sciml4j.core.cpu.plan.Target;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.CompileOptions;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** A plan with its memory. */
final class CpuProgram implements Program {
  private final CpuDevice device;
  private final Graph graph;
  private final CompileOptions options;
  private final Plan plan;
  private final Tensor arena;
  private final Tensor constants;
  private boolean closed;

  private CpuProgram(
      CpuDevice device,
      Graph graph,
      CompileOptions options,
      Plan plan,
      Tensor arena,
      Tensor constants) {
    this.device = device;
    this.graph = graph;
    this.options = options;
    this.plan = plan;
    this.arena = arena;
    this.constants = constants;
  }

  static CpuProgram of(CpuDevice device, Graph graph, CompileOptions options) {
    requireFitting(graph, options);
    ConstantPool pool = new ConstantPool();
    Target target =
        new Target(device.provider(), device.team().threads(), options.guardNonFinite());
    Plan plan = Lowering.plan(Passes.optimised(graph), options.inPlace(), target, pool);
    Tensor constants = memory(pool.bytes());
    try {
      pool.writeTo(constants.segment().address());
      return new CpuProgram(device, graph, options, plan, memory(plan.arenaBytes()), constants);
    } catch (Throwable failure) {
      constants.close();
      throw failure;
    }
  }

  private static Tensor memory(long bytes) {
    return Tensor.zeros(DType.F64, (bytes + 7) / 8);
  }

  private static void requireFitting(Graph graph, CompileOptions options) {
    Set<Integer> overwritten = new HashSet<>();
    for (Map.Entry<Integer, Integer> pair : options.inPlace().entrySet()) {
      int output = pair.getKey();
      int input = pair.getValue();
      boolean exist =
          output >= 0
              && output < graph.outputs().size()
              && input >= 0
              && input < graph.inputs().size();
      TensorType from = exist ? graph.outputs().get(output).type() : null;
      if (!exist || !from.equals(graph.inputs().get(input).type()) || !overwritten.add(input)) {
        throw new InvalidInputException(
            "outputs in place",
            "output " + output + " over input " + input,
            "an output and an input of one type, each input once",
            "correct the indices");
      }
    }
  }

  @Override
  public Graph graph() {
    return graph;
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public Run bind(List<Buffer> inputs, List<Buffer> outputs) {
    requireOpen();
    Binding binding = Binding.of(this, inputs, outputs);
    Frame frame =
        plan.frame(device.team(), arena.segment().address(), constants.segment().address());
    return new CpuRun(this, plan, frame, binding);
  }

  @Override
  public String explain() {
    return Explanation.of(graph, plan, constantBytes());
  }

  String profile(int runs, Frame frame) {
    return Explanation.timed(graph, plan, constantBytes(), Math.max(1, runs), frame);
  }

  private long constantBytes() {
    return constants.count() * constants.dtype().bytes();
  }

  @Override
  public void close() {
    closed = true;
    arena.close();
    constants.close();
  }

  CpuDevice cpu() {
    return device;
  }

  CompileOptions options() {
    return options;
  }

  boolean isOpen() {
    return !closed;
  }

  void requireOpen() {
    if (closed) {
      throw new InvalidInputException(
          "program", "closed", "an open program", "close programs after their last run");
    }
  }
}
