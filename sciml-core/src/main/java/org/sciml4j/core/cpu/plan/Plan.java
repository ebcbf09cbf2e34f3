package org.sciml4j.core.cpu.plan;

import java.util.List;
import org.sciml4j.core.gemm.Gemm;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * A graph as instructions in order, and the memory they share.
 *
 * @param instructions what runs, in this order
 * @param inputs storage of each input
 * @param outputs storage of each output
 * @param storages all storages, by index
 * @param arenaBytes memory for intermediate values
 * @param loops the bodies of loops and the storages that are their arenas
 * @param packs factors of products that the caller packs before a series of runs
 */
public record Plan(
    List<Instruction> instructions,
    List<Integer> inputs,
    List<Integer> outputs,
    List<Storage> storages,
    long arenaBytes,
    List<Nested> loops,
    List<Pack> packs) {
  record Nested(Plan plan, int arena) {}

  record Pack(Gemm gemm, Place factor, int packed) {}

  /** Copies the lists. */
  public Plan {
    instructions = List.copyOf(instructions);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    storages = List.copyOf(storages);
    loops = List.copyOf(loops);
    packs = List.copyOf(packs);
  }

  /** A frame whose inputs and outputs are still to be set. */
  public Frame frame(ThreadTeam team, long arena, long constants) {
    long[] addresses = new long[storages.size()];
    for (Storage storage : storages) {
      addresses[storage.index()] =
          switch (storage.role()) {
            case ARENA -> arena + storage.offset();
            case CONSTANT -> constants + storage.offset();
            case EXTERNAL -> 0;
          };
    }
    Frame[] nested = new Frame[loops.size()];
    for (int i = 0; i < nested.length; i++) {
      Nested loop = loops.get(i);
      nested[i] = loop.plan.frame(team, addresses[loop.arena], constants);
    }
    return new Frame(team, addresses, nested);
  }

  /** Runs all instructions. */
  public void run(Frame frame) {
    if (frame.isTimed()) {
      runTimed(frame);
      return;
    }
    for (int i = 0; i < instructions.size(); i++) {
      instructions.get(i).run(frame);
    }
  }

  private void runTimed(Frame frame) {
    for (int i = 0; i < instructions.size(); i++) {
      long begin = System.nanoTime();
      instructions.get(i).run(frame);
      frame.spend(i, System.nanoTime() - begin);
    }
  }

  /** Bytes that all intermediate values would take without sharing memory. */
  public long unsharedBytes() {
    return storages.stream()
        .filter(one -> one.role() == Storage.Role.ARENA)
        .mapToLong(one -> MemoryPlan.aligned(one.bytes()))
        .sum();
  }

  /** Bytes that all instructions read and write in one run. */
  public long bytesMoved() {
    return instructions.stream().mapToLong(one -> one.line().bytes()).sum();
  }

  /** Floating-point operations of one run. */
  public long flops() {
    return instructions.stream().mapToLong(one -> one.line().flops()).sum();
  }
}
