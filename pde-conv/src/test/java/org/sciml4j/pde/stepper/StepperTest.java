package org.sciml4j.pde.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.nd4j.Nd4jDevice;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.layer.Dropout;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.Polynomial;
import org.sciml4j.pde.scheme.AdamsBashforth;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.Leapfrog;
import org.sciml4j.pde.scheme.TimeStep;

class StepperTest {
  private static final int N = 16;
  private static final double H = 0.5;
  private static final TensorType STATE = new TensorType(DType.F64, 2, N, N);

  /** Two variables, their first derivatives and Laplacians, all products of two. */
  private static final Layer RIGHT_HAND_SIDE =
      Sequential.of(
          ConstrainedStencils.upTo(2, 3, H, H)
              .derivatives(
                  MultiIndex.of(0, 0),
                  MultiIndex.of(1, 0),
                  MultiIndex.of(0, 1),
                  MultiIndex.of(2, 0),
                  MultiIndex.of(0, 2)),
          Polynomial.of(2, 2));

  private static final ConstrainedStencils HEAT_STENCILS =
      ConstrainedStencils.upTo(2, 3, H, H)
          .accuracy(ConstrainedStencils.FROZEN)
          .derivatives(MultiIndex.of(2, 0), MultiIndex.of(0, 2));

  private static final TimeStep STEP = TimeStep.euler(RIGHT_HAND_SIDE, 0.02);

  private final Parameters parameters = trained(STEP, DType.F64);
  private final double[] initial = RandomKey.of(7).uniform(DType.F64, 2, N, N).toDoubles();

  private static Parameters trained(Layer step, DType dtype) {
    Parameters numbers = Model.of(step, dtype, STATE.shape()).initialize(RandomKey.of(1));
    RandomKey key = RandomKey.of(2);
    numbers
        .asMap()
        .forEach(
            (name, tensor) -> {
              for (long i = 0; i < tensor.count(); i++) {
                tensor.setFlat(i, 0.1 * (key.child(name.length()).uniform(i) - 0.5));
              }
            });
    return numbers;
  }

  private Stepper stepper(Layer step) {
    return Stepper.of(step, parameters, STATE, CpuDevice.common(), UnstableStep.ALLOW);
  }

  @AfterEach
  void close() {
    parameters.close();
  }

  private double[] predicted(Layer step, int n) {
    double[] u = initial;
    for (int i = 0; i < n; i++) {
      try (Tensor before = Tensor.of(u, 1, 2, N, N);
          Tensor after =
              Model.of(step, DType.F64, STATE.shape())
                  .predict(parameters, before, CpuDevice.common())) {
        u = after.toDoubles();
      }
    }
    return u;
  }

  @Test
  void stepsAsTheModelPredicts() {
    double[] three = predicted(STEP, 3);
    try (Stepper stepper = stepper(STEP);
        Tensor u = Tensor.of(initial, STATE.shape());
        Tensor next = Tensor.zeros(DType.F64, 1, 2, N, N)) {
      stepper.step(u);
      stepper.step(u, 0);
      stepper.step(u, 2);
      assertThat(u.toDoubles()).containsExactly(three, within(1e-13));
      u.copyFrom(Tensor.wrap(initial, STATE.shape()));
      stepper.step(u, next);
      assertThat(u.toDoubles()).containsExactly(initial);
      assertThat(next.toDoubles()).containsExactly(predicted(STEP, 1), within(1e-13));
    }
  }

  @Test
  void stepsAnyMemoryToTheSameBits() {
    double[] expected = initial.clone();
    double[] padded = new double[initial.length + 3];
    System.arraycopy(initial, 0, padded, 3, initial.length);
    DoubleBuffer onHeap = DoubleBuffer.wrap(padded).position(3);
    DoubleBuffer direct =
        ByteBuffer.allocateDirect(8 * padded.length)
            .order(ByteOrder.nativeOrder())
            .asDoubleBuffer()
            .put(padded)
            .position(3);
    DoubleBuffer viewOfBytes =
        ByteBuffer.allocate(8 * padded.length).asDoubleBuffer().put(padded).position(3);
    var array = Nd4j.create(initial, STATE.shape(), 'c');
    Tensor wrapped = Tensor.wrap(initial.clone(), STATE.shape());
    try (Stepper stepper = stepper(STEP)) {
      stepper.step(expected, 3);
      stepper.step(onHeap, 3);
      stepper.step(direct, 3);
      stepper.step(viewOfBytes, 3);
      for (int i = 0; i < expected.length; i++) {
        assertThat(viewOfBytes.get(3 + i)).isEqualTo(expected[i]);
      }
      assertThatThrownBy(() -> stepper.step(onHeap.asReadOnlyBuffer(), 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("read-only");
      stepper.step(array, 3);
      stepper.step(wrapped, 3);
    }
    assertThat(padded).startsWith(0, 0, 0).endsWith(expected);
    double[] fromDirect = new double[initial.length];
    direct.get(fromDirect);
    assertThat(fromDirect).containsExactly(expected);
    assertThat(array.data().asDouble()).containsExactly(expected);
    assertThat(wrapped.toDoubles()).containsExactly(expected);
  }

  @Test
  void stepsSinglePrecision() {
    float[] u = new float[initial.length];
    for (int i = 0; i < u.length; i++) {
      u[i] = (float) initial[i];
    }
    FloatBuffer direct =
        ByteBuffer.allocateDirect(4 * u.length).order(ByteOrder.nativeOrder()).asFloatBuffer();
    direct.put(0, u);
    try (Parameters single = trained(STEP, DType.F32);
        Stepper stepper = Stepper.of(STEP, single, new TensorType(DType.F32, 2, N, N))) {
      stepper.step(u, 3);
      stepper.step(direct, 3);
    }
    double[] expected = predicted(STEP, 3);
    for (int i = 0; i < u.length; i++) {
      assertThat((double) u[i]).isCloseTo(expected[i], within(2e-6));
      assertThat(direct.get(i)).isEqualTo(u[i]);
    }
  }

  @Test
  void carriesWhatMultiStepSchemesNeed() {
    double dt = 0.005;
    double[] exact = stepped(STEP.scheme(ButcherTableau.RK4).dt(dt / 4), 32);
    double euler = largestDifference(stepped(STEP.dt(dt), 8), exact);
    for (var scheme : List.of(AdamsBashforth.AB2, AdamsBashforth.AB3, new Leapfrog())) {
      TimeStep step = STEP.scheme(scheme).dt(dt);
      double[] u = initial.clone();
      double[] again = initial.clone();
      try (Stepper stepper = stepper(step)) {
        for (int i = 0; i < 8; i++) {
          stepper.step(u);
        }
        stepper.restart();
        stepper.step(again, 8);
      }
      assertThat(again).containsExactly(u);
      assertThat(largestDifference(u, exact)).isLessThan(0.1 * euler);
    }
  }

  @Test
  void tellsAllProgramsThatRun() {
    double[] u = initial.clone();
    try (Stepper stepper = stepper(STEP.scheme(AdamsBashforth.AB3));
        Tensor copied = Tensor.of(initial, STATE.shape())) {
      assertThat(stepper.explain().lines().filter(line -> line.startsWith("step")))
          .containsExactly(
              "step 1, overwriting its state",
              "step 1, from one memory to another",
              "step 2, overwriting its state",
              "step 2, from one memory to another",
              "steps from 3 on, overwriting its state",
              "steps from 3 on, from one memory to another");
      stepper.step(u, 4);
      assertThat(stepper.profile(copied, 2))
          .contains("steps from 3 on, overwriting", "steps from 3 on, from one memory", "2 runs of")
          .contains("input batch 2");
      assertThat(copied.toDoubles()).containsExactly(initial);
      double[] again = initial.clone();
      stepper.step(again, 4);
      assertThat(again).containsExactly(u);
    }
  }

  private double[] stepped(TimeStep step, int n) {
    double[] u = initial.clone();
    try (Stepper stepper = stepper(step)) {
      stepper.step(u, n);
    }
    return u;
  }

  private static double largestDifference(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }

  @Test
  void stepsOnDevicesWithMemoryOfTheirOwn() {
    try (Nd4jDevice device = new Nd4jDevice();
        Stepper stepper = Stepper.of(STEP, parameters, STATE, device, UnstableStep.ALLOW);
        Tensor u = Tensor.of(initial, STATE.shape());
        Tensor next = Tensor.zeros(DType.F64, STATE.shape())) {
      double[] array = initial.clone();
      stepper.step(array, 2);
      stepper.step(u, next);
      stepper.step(next);
      stepper.step(u, 2);
      double[] two = predicted(STEP, 2);
      assertThat(array).containsExactly(two, within(1e-12));
      assertThat(u.toDoubles()).containsExactly(array);
      assertThat(next.toDoubles()).containsExactly(array);
    }
  }

  @Test
  void severalThreadsStepOnSeparateSteppers() throws Exception {
    double[] expected = predicted(STEP, 5);
    List<Callable<double[]>> loops = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      loops.add(
          () -> {
            double[] u = null;
            try (Stepper stepper = stepper(STEP)) {
              for (int round = 0; round < 20; round++) {
                u = initial.clone();
                stepper.step(u, 5);
              }
            }
            return u;
          });
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      for (Future<double[]> result : pool.invokeAll(loops)) {
        assertThat(result.get()).containsExactly(expected, within(1e-13));
      }
    }
  }

  @Test
  @Tag("allocation")
  void stepsAllocateNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] heap = initial.clone();
    var array = Nd4j.create(initial, STATE.shape(), 'c');
    DoubleBuffer direct =
        ByteBuffer.allocateDirect(8 * heap.length).order(ByteOrder.nativeOrder()).asDoubleBuffer();
    DoubleBuffer onHeap = DoubleBuffer.wrap(initial.clone());
    DoubleBuffer bytes = ByteBuffer.allocate(8 * heap.length).asDoubleBuffer();
    // Few terms: loops over many are long in the JIT compiler.
    Layer f = Sequential.of(HEAT_STENCILS, Polynomial.of(2, 2));
    TimeStep step = TimeStep.euler(f, 0.002).scheme(AdamsBashforth.AB2);
    try (Parameters numbers = trained(step, DType.F64);
        Stepper stepper = Stepper.of(step, numbers, STATE, CpuDevice.common(), UnstableStep.ALLOW);
        Tensor u = Tensor.of(initial, STATE.shape());
        Tensor next = Tensor.zeros(DType.F64, STATE.shape())) {
      Runnable all =
          () -> {
            stepper.step(u);
            stepper.step(u, 2);
            stepper.step(u, next);
            stepper.step(heap);
            stepper.step(direct);
            stepper.step(onHeap);
            stepper.step(bytes);
            stepper.step(array);
          };
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 160 && least > 0; round++) {
        for (int i = 0; i < 50; i++) {
          all.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 25; i++) {
          all.run();
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).isZero();
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (Stepper stepper = stepper(STEP);
        Tensor small = Tensor.zeros(DType.F64, 2, N, N - 1);
        Tensor single = Tensor.zeros(DType.F32, 2, N, N)) {
      assertThatThrownBy(() -> stepper.step(small)).hasMessageContaining("f64[1, 2, 16, 16]");
      assertThatThrownBy(() -> stepper.step(single)).isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> stepper.step(new float[2 * N * N]))
          .hasMessageContaining("512 F64 elements");
      assertThatThrownBy(() -> stepper.step(initial, -1)).hasMessageContaining("0 or more");
      Tensor closed = Tensor.zeros(DType.F64, 2, N, N);
      closed.close();
      assertThatThrownBy(() -> stepper.step(closed)).hasMessageContaining("closed");
    }
  }

  @Test
  void refusesMemoryThatItMayNotWrite() {
    DoubleBuffer swapped = ByteBuffer.allocateDirect(8 * initial.length).asDoubleBuffer();
    try (Stepper stepper = stepper(STEP);
        Tensor u = Tensor.of(initial, STATE.shape());
        Tensor large = Tensor.zeros(DType.F64, 3, N, N)) {
      List<MemorySegment> readOnly =
          List.of(u.segment().asReadOnly(), MemorySegment.ofArray(initial).asReadOnly());
      for (MemorySegment segment : readOnly) {
        Tensor tensor = Tensor.wrap(segment, DType.F64, STATE.shape());
        assertThatThrownBy(() -> stepper.step(tensor, 2)).hasMessageContaining("read-only");
        assertThatThrownBy(() -> stepper.step(u, tensor)).isInstanceOf(InvalidInputException.class);
      }
      long half = u.segment().byteSize() / 2;
      Tensor first = Tensor.wrap(large.segment().asSlice(0, 2 * half), DType.F64, STATE.shape());
      Tensor second =
          Tensor.wrap(large.segment().asSlice(half, 2 * half), DType.F64, STATE.shape());
      assertThatThrownBy(() -> stepper.step(first, second)).hasMessageContaining("is shared");
      assertThatThrownBy(() -> stepper.step(swapped)).hasMessageContaining("nativeOrder()");
      assertThat(u.toDoubles()).containsExactly(initial);
    }
  }

  @Test
  void refusesWhatIsNoStep() {
    Stepper finished = stepper(STEP);
    finished.close();
    assertThatThrownBy(() -> finished.step(initial)).hasMessageContaining("closed");
    assertThatThrownBy(() -> Stepper.of(STEP, parameters, new TensorType(DType.F64, 3, N, N)))
        .isInstanceOf(InvalidInputException.class);
    Layer doubled = (u, scope) -> u.reshape(2, N, N);
    assertThatThrownBy(() -> Stepper.of(doubled, parameters, STATE)).hasMessageContaining("step");
  }

  @Test
  void stepsAStateThatWasFreedAndMadeAnew() {
    double[] once = predicted(STEP, 1);
    try (Stepper stepper = stepper(STEP)) {
      for (int i = 0; i < 30; i++) {
        try (Tensor u = Tensor.of(initial, STATE.shape())) {
          stepper.step(u);
          assertThat(u.toDoubles()).containsExactly(once, within(1e-13));
        }
      }
    }
  }

  @Test
  void saysWhereTheStepIsTooLong() {
    Layer heat = Sequential.of(HEAT_STENCILS, Polynomial.of(1, 1));
    TensorType field = new TensorType(DType.F64, 1, N, N);
    TimeStep stable = TimeStep.euler(heat, 0.25 * H * H);
    try (Parameters diffusivities =
        Model.of(stable, DType.F64, field.shape()).initialize(RandomKey.of(1))) {
      diffusivities.get("polynomial/coefficients").setFlat(1, 1);
      diffusivities.get("polynomial/coefficients").setFlat(2, 1);
      CpuDevice device = CpuDevice.common();
      Stepper.of(stable, diffusivities, field, device, UnstableStep.REFUSE).close();
      TimeStep unstable = stable.dt(0.26 * H * H);
      Stepper.of(unstable, diffusivities, field, device, UnstableStep.LOG).close();
      assertThatThrownBy(
              () -> Stepper.of(unstable, diffusivities, field, device, UnstableStep.REFUSE))
          .hasMessageContaining("at most 0.0625");
    }
  }

  @Test
  void dropoutIsLeftToTraining() {
    Layer step = (u, scope) -> u.plus(Dropout.of(0.5).apply(u, scope));
    double[] u = initial.clone();
    try (Stepper stepper = stepper(step)) {
      stepper.step(u);
    }
    assertThat(u[5]).isCloseTo(2 * initial[5], within(1e-15));
  }
}
