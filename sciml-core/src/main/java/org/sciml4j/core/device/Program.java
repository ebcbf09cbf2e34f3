package org.sciml4j.core.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.Tensor;

/** A graph compiled for a device: shapes fixed, memory planned. Serves one thread at a time. */
public interface Program extends AutoCloseable {
  /** What it computes. */
  Graph graph();

  /** The device it runs on. */
  Device device();

  /**
   * Ties the program to buffers, checking them once, so that each run does nothing but compute.
   *
   * @param inputs one buffer of this device for each input of the graph, of its type
   * @param outputs one for each output; for those that overwrite an input, that input's buffer
   * @throws org.sciml4j.core.InvalidInputException if number, types or device differ, a buffer is
   *     closed, or an output shares a buffer it may not
   */
  Run bind(List<Buffer> inputs, List<Buffer> outputs);

  /** The plan in words: kernels, fused chains, bytes, floating-point operations, arena size. */
  String explain();

  /** Frees the memory of the plan. */
  @Override
  void close();

  /** A program tied to its buffers. */
  interface Run {
    /**
     * Computes the outputs from what the inputs hold now; allocates nothing on the Java heap.
     *
     * @throws NonFiniteException if the program is guarded and meets a NaN or an infinity
     */
    void run();

    /**
     * Runs so many times and tells in words how long it took: the time of each instruction where
     * the device knows it, else of a run. State that the program updates in place moves on.
     */
    default String profile(int runs) {
      long begin = System.nanoTime();
      for (int i = 0; i < runs; i++) {
        run();
      }
      double mean = (System.nanoTime() - begin) / 1e6 / Math.max(1, runs);
      return String.format(Locale.ROOT, "%d runs of %.4f ms", runs, mean);
    }
  }

  /**
   * Runs once on tensors of the host and returns new ones: for trying out and tests, not for loops.
   *
   * @param inputs one for each input of the graph
   */
  default List<Tensor> call(Tensor... inputs) {
    List<Buffer> in = new ArrayList<>();
    List<Buffer> out = new ArrayList<>();
    List<Tensor> results = new ArrayList<>();
    try {
      for (Tensor input : inputs) {
        in.add(device().upload(input));
      }
      for (Value output : graph().outputs()) {
        out.add(device().allocate(output.type()));
      }
      bind(in, out).run();
      for (Buffer buffer : out) {
        TensorType type = buffer.type();
        results.add(Tensor.zeros(type.dtype(), type.shape()));
        buffer.copyTo(results.getLast());
      }
      return results;
    } catch (RuntimeException | Error failure) {
      results.forEach(Tensor::close);
      throw failure;
    } finally {
      in.forEach(Buffer::close);
      out.forEach(Buffer::close);
    }
  }
}
