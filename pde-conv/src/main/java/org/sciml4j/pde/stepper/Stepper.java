package org.sciml4j.pde.stepper;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.stepper.HostStates.HostState;

/**
 * A trained step for the time loop of a simulation code. It steps states where they are: in native
 * memory (tensors, ND4J arrays, direct buffers) without a copy on the processor, Java arrays with
 * one copy in and one out for all steps of a call. Calls allocate nothing on the Java heap once
 * they have seen the memory; the memory of the last few states is remembered.
 *
 * <pre>{@code
 * try (Stepper stepper = Stepper.of(step, parameters, new TensorType(F64, 2, 128, 128))) {
 *   while (t < end) {
 *     stepper.step(velocity);          // overwritten by the state one step later
 *     t += dt;
 *   }
 * }
 * }</pre>
 *
 * <p>Schemes that carry values from earlier steps ({@code AdamsBashforth}, {@code Leapfrog}) do so
 * from call to call until {@link #restart}. One stepper serves one thread at a time; any number of
 * steppers may run at once.
 */
public final class Stepper implements AutoCloseable {
  private final TensorType state;
  private final LevelPrograms programs;
  private final HostStates hosts;
  private final Tensor staging;
  private final HostState staged;
  private final Buffer own;
  private final Device device;
  private final TensorType batch;
  private Buffer between;
  private boolean closed;

  private Stepper(List<Graph> levels, TensorType state, Device device) {
    this.state = state;
    this.device = device;
    batch = levels.getFirst().inputs().getFirst().type();
    hosts = new HostStates(batch, device);
    programs = new LevelPrograms(levels, device);
    staging = Tensor.zeros(batch.dtype(), batch.shape());
    staged = hosts.of(staging);
    own = device instanceof CpuDevice ? null : device.allocate(batch);
  }

  /**
   * A step on all processors.
   *
   * @param step one time step, for example a {@code TimeStep}: {@code [1, variables, space...]} to
   *     the same
   * @param parameters its trained numbers, copied
   * @param state type of a state, {@code [variables, space...]}
   * @throws InvalidInputException if the step does not fit such states, is no function of the state
   *     alone, or the parameters are not its own
   */
  public static Stepper of(Layer step, Parameters parameters, TensorType state) {
    return of(step, parameters, state, CpuDevice.common(), UnstableStep.LOG);
  }

  /**
   * A step on a device, which stays the caller's to close. On a {@code CpuDevice} states are
   * stepped where they are; other devices, such as {@code Nd4jDevice}, which runs where ND4J's
   * backend does, copy a state there and back at each call.
   *
   * @param step one time step
   * @param parameters its trained numbers, copied
   * @param state type of a state, {@code [variables, space...]}
   * @param unstable what to do where dt is too large
   * @throws InvalidInputException as {@link #of(Layer, Parameters, TensorType)}
   */
  public static Stepper of(
      Layer step, Parameters parameters, TensorType state, Device device, UnstableStep unstable) {
    if (state.rank() < 2 || state.rank() > 4 || state.count() == 0) {
      throw new InvalidInputException(
          "state", state, "[variables, 1 to 3 space axes]", "give the type of one state");
    }
    unstable.check(step, parameters, state.shape());
    long[] one = LongStream.concat(LongStream.of(1), LongStream.of(state.shape())).toArray();
    return new Stepper(
        StepGraphs.of(step, parameters, state.withShape(one), device), state, device);
  }

  /** Type of a state, {@code [variables, space...]}. */
  public TensorType state() {
    return state;
  }

  /**
   * Overwrites a state with the one a step later.
   *
   * @param u of the stepper's type; leading axes of one may be missing or added
   * @throws InvalidInputException if the type differs, the tensor is read-only, or it or the
   *     stepper is closed
   */
  public void step(Tensor u) {
    step(u, 1);
  }

  /**
   * Overwrites a state with the one {@code n} steps later: see {@link #step(Tensor)}.
   *
   * @param n 0 or more
   */
  public void step(Tensor u, int n) {
    if (u.isNative()) {
      advance(hosts.of(u), n);
      return;
    }
    requireOpen();
    hosts.requireState(u);
    requireWritable(u.segment().isReadOnly());
    MemorySegment.copy(u.segment(), 0, staging.segment(), 0, state.bytes());
    advance(staged, n);
    MemorySegment.copy(staging.segment(), 0, u.segment(), 0, state.bytes());
  }

  /**
   * Writes the state one step after {@code from} to {@code to}, both in native memory.
   *
   * @throws InvalidInputException if a type differs, a tensor is closed or wraps a Java array, the
   *     two share part of their memory, or {@code to} is read-only
   */
  public void step(Tensor from, Tensor to) {
    requireOpen();
    if (!from.isNative() || !to.isNative()) {
      throw new InvalidInputException(
          "states", "in Java arrays", "in native memory", "use step(u), or copy them");
    }
    HostState source = hosts.of(from);
    HostState target = hosts.of(to);
    requireWritable(target.tensor().segment().isReadOnly());
    if (own == null) {
      programs.advance(source.buffer(), target.buffer());
    } else {
      own.copyFrom(source.tensor());
      programs.advance(own, own);
      own.copyTo(target.tensor());
    }
  }

  /** As {@link #step(Tensor)}, on the memory of a dense row-major array. */
  public void step(INDArray u) {
    step(u, 1);
  }

  /** As {@link #step(Tensor, int)}, on the memory of a dense row-major array. */
  public void step(INDArray u, int n) {
    advance(hosts.of(u), n);
  }

  /** As {@link #step(Tensor)}, on an array of all elements, row-major. */
  public void step(double[] u) {
    step(u, 1);
  }

  /** As {@link #step(Tensor, int)}, on an array of all elements, row-major. */
  public void step(double[] u, int n) {
    requireArray(DType.F64, u.length);
    MemorySegment.copy(u, 0, staging.segment(), ValueLayout.JAVA_DOUBLE, 0, u.length);
    advance(staged, n);
    MemorySegment.copy(staging.segment(), ValueLayout.JAVA_DOUBLE, 0, u, 0, u.length);
  }

  /** As {@link #step(Tensor)}, on an array of all elements, row-major. */
  public void step(float[] u) {
    step(u, 1);
  }

  /** As {@link #step(Tensor, int)}, on an array of all elements, row-major. */
  public void step(float[] u, int n) {
    requireArray(DType.F32, u.length);
    MemorySegment.copy(u, 0, staging.segment(), ValueLayout.JAVA_FLOAT, 0, u.length);
    advance(staged, n);
    MemorySegment.copy(staging.segment(), ValueLayout.JAVA_FLOAT, 0, u, 0, u.length);
  }

  /** As {@link #step(Tensor)}, on the remaining elements of a buffer, row-major. */
  public void step(DoubleBuffer u) {
    step(u, 1);
  }

  /** As {@link #step(Tensor, int)}, on the remaining elements of a buffer, row-major. */
  public void step(DoubleBuffer u, int n) {
    requireArray(DType.F64, u.remaining());
    requireWritable(u.isReadOnly());
    if (u.isDirect()) {
      advance(hosts.of(u), n);
      return;
    }
    if (!u.hasArray()) {
      for (int i = 0; i < u.remaining(); i++) {
        staging.setFlat(i, u.get(u.position() + i));
      }
      advance(staged, n);
      for (int i = 0; i < u.remaining(); i++) {
        u.put(u.position() + i, staging.getFlat(i));
      }
      return;
    }
    int from = u.arrayOffset() + u.position();
    MemorySegment.copy(
        u.array(), from, staging.segment(), ValueLayout.JAVA_DOUBLE, 0, u.remaining());
    advance(staged, n);
    MemorySegment.copy(
        staging.segment(), ValueLayout.JAVA_DOUBLE, 0, u.array(), from, u.remaining());
  }

  /** As {@link #step(Tensor)}, on the remaining elements of a buffer, row-major. */
  public void step(FloatBuffer u) {
    step(u, 1);
  }

  /** As {@link #step(Tensor, int)}, on the remaining elements of a buffer, row-major. */
  public void step(FloatBuffer u, int n) {
    requireArray(DType.F32, u.remaining());
    requireWritable(u.isReadOnly());
    if (u.isDirect()) {
      advance(hosts.of(u), n);
      return;
    }
    if (!u.hasArray()) {
      for (int i = 0; i < u.remaining(); i++) {
        staging.setFlat(i, u.get(u.position() + i));
      }
      advance(staged, n);
      for (int i = 0; i < u.remaining(); i++) {
        u.put(u.position() + i, (float) staging.getFlat(i));
      }
      return;
    }
    int from = u.arrayOffset() + u.position();
    MemorySegment.copy(
        u.array(), from, staging.segment(), ValueLayout.JAVA_FLOAT, 0, u.remaining());
    advance(staged, n);
    MemorySegment.copy(
        staging.segment(), ValueLayout.JAVA_FLOAT, 0, u.array(), from, u.remaining());
  }

  /** Forgets values carried from earlier steps, as after a jump of the state. */
  public void restart() {
    programs.restart();
  }

  /**
   * The plans of all steps in words: those that overwrite a state, as single steps do, and those
   * that write it elsewhere, as {@code step(from, to)} and several steps at a time do; for schemes
   * that carry values from earlier steps, those of the first steps as well.
   *
   * @throws InvalidInputException if the stepper is closed
   */
  public String explain() {
    requireOpen();
    return programs.explain(own == null);
  }

  /**
   * Makes so many steps of a copy of a state, of both kinds, and tells where their time goes.
   * Multi-step schemes begin anew afterwards, as after {@link #restart}.
   *
   * @throws InvalidInputException if the state does not fit, or the stepper is closed
   */
  public String profile(Tensor u, int runs) {
    requireOpen();
    hosts.requireState(u);
    MemorySegment.copy(u.segment(), 0, staging.segment(), 0, state.bytes());
    Buffer from = staged.buffer();
    if (own != null) {
      own.copyFrom(staging);
      from = own;
    }
    return programs.profile(from, own == null ? between() : null, runs);
  }

  private void advance(HostState u, int n) {
    requireOpen();
    if (n < 0) {
      throw new InvalidInputException("n", n, "0 or more", "negative dt steps back in time");
    }
    requireWritable(u.tensor().segment().isReadOnly());
    Buffer memory = own == null ? u.buffer() : own;
    if (own != null) {
      own.copyFrom(u.tensor());
    }
    int left = n;
    if (own == null && n > 1) {
      Buffer other = between();
      // To and fro, which spares the copy that a step makes to overwrite what it reads.
      for (; left > 1; left -= 2) {
        programs.advance(memory, other);
        programs.advance(other, memory);
      }
    }
    for (; left > 0; left--) {
      programs.advance(memory, memory);
    }
    if (own != null) {
      own.copyTo(u.tensor());
    }
  }

  private static void requireWritable(boolean readOnly) {
    if (readOnly) {
      throw new InvalidInputException(
          "state", "read-only memory", "memory that can be written", "pass a copy");
    }
  }

  private Buffer between() {
    if (between == null) {
      between = device.allocate(batch);
    }
    return between;
  }

  private void requireArray(DType dtype, int length) {
    requireOpen();
    if (dtype != state.dtype() || length != state.count()) {
      throw new InvalidInputException(
          "state",
          length + " " + dtype + " elements",
          state.count() + " " + state.dtype() + " elements of " + state,
          "make a stepper of that type");
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new InvalidInputException(
          "stepper", "closed", "an open one", "close it after the loop");
    }
  }

  /** Frees programs and memory; the device and the callers' states stay as they are. */
  @Override
  public void close() {
    closed = true;
    programs.close();
    if (own != null) {
      own.close();
    }
    if (between != null) {
      between.close();
    }
    staging.close();
  }
}
