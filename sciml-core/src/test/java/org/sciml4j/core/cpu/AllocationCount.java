package org.sciml4j.core.cpu;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.parallel.ThreadTeam;

/** Prints how much of the Java heap 20 runs take once the JVM has compiled what they call. */
final class AllocationCount {
  private AllocationCount() {}

  public static void main(String[] arguments) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().threadId();
    Graph graph = new CpuRunTest().step();
    try (ThreadTeam team = ThreadTeam.of(1);
        CpuDevice device = CpuDevice.of(team);
        Program program = device.compile(graph, CpuRunTest.IN_PLACE);
        Buffer x = device.allocate(graph.inputs().get(0).type());
        Buffer w = device.allocate(graph.inputs().get(1).type());
        Buffer loss = device.allocate(graph.outputs().get(0).type());
        Buffer other = device.allocate(graph.outputs().get(2).type())) {
      Program.Run run = program.bind(List.of(x, w), List.of(loss, w, other));
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      long allocated = Long.MAX_VALUE;
      while (allocated > 0 && System.nanoTime() < deadline) {
        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < 20; i++) {
          run.run();
        }
        allocated = threads.getThreadAllocatedBytes(self) - before;
      }
      System.out.print("allocated " + allocated + " bytes\n");
    }
  }
}
