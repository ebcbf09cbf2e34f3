package org.sciml4j.core.minimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class LbfgsTest {
  private static final LbfgsOptions PRECISE =
      LbfgsOptions.defaults().changeTolerance(0).gradientTolerance(1e-9);

  /** Value and slope of one variable's own term. */
  private interface Term {
    double value(long i, double x);

    double slope(long i, double x);
  }

  /** {@code f(x) = sum_i term_i(x_i)}; the value is rounded to the type. */
  private static DifferentiableFunction separable(DType dtype, long size, Term term) {
    return new DifferentiableFunction() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public DType dtype() {
        return dtype;
      }

      @Override
      public double valueAndGradient(Tensor x, Tensor gradient) {
        double value = 0;
        for (long i = 0; i < size; i++) {
          value += term.value(i, x.getFlat(i));
          gradient.setFlat(i, term.slope(i, x.getFlat(i)));
        }
        return dtype == DType.F32 ? (float) value : value;
      }
    };
  }

  /** {@code f(x) = 1/2 sum_i w_i (x_i - 1)^2} with w from 1 to {@code condition}. */
  private static DifferentiableFunction quadratic(DType dtype, long size, double condition) {
    double[] weights = new double[Math.toIntExact(size)];
    Arrays.setAll(weights, i -> Math.pow(condition, i / Math.max(1.0, size - 1)));
    return separable(
        dtype,
        size,
        new Term() {
          @Override
          public double value(long i, double x) {
            return 0.5 * weights[(int) i] * (x - 1) * (x - 1);
          }

          @Override
          public double slope(long i, double x) {
            return weights[(int) i] * (x - 1);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void should_reach_the_published_minima(MoreGarbowHillstrom problem) {
    try (Tensor x = Tensor.of(problem.start, problem.start.length)) {
      Minimum minimum = Lbfgs.minimize(problem.sumOfSquares(DType.F64), x, PRECISE);
      assertThat(minimum.reason()).isEqualTo(StopReason.GRADIENT_TOLERANCE);
      assertThat(minimum.value())
          .isCloseTo(problem.minimum, within(1e-6 * problem.minimum + 1e-15));
      assertThat(minimum.gradientNorm()).isLessThanOrEqualTo(1e-9);
      assertThat(minimum.evaluations()).isLessThanOrEqualTo(250);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MoreGarbowHillstrom.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"POWELL_BADLY_SCALED", "BROWN_BADLY_SCALED", "PENALTY_I"})
  void should_reach_the_minima_in_single_precision_too(MoreGarbowHillstrom problem) {
    LbfgsOptions options = LbfgsOptions.defaults().changeTolerance(0).gradientTolerance(1e-5);
    try (Tensor start = Tensor.of(problem.start, problem.start.length);
        Tensor x = start.to(DType.F32)) {
      Minimum minimum = Lbfgs.minimize(problem.sumOfSquares(DType.F32), x, options);
      assertThat(minimum.value()).isCloseTo(problem.minimum, within(1e-6 * problem.minimum + 1e-8));
      assertThat(minimum.evaluations()).isLessThanOrEqualTo(250);
    }
  }

  @Test
  void should_find_the_minimiser_of_rosenbrock_in_2_and_100_dimensions() {
    for (MoreGarbowHillstrom problem :
        new MoreGarbowHillstrom[] {
          MoreGarbowHillstrom.ROSENBROCK, MoreGarbowHillstrom.EXTENDED_ROSENBROCK
        }) {
      try (Tensor x = Tensor.of(problem.start, problem.start.length)) {
        Minimum minimum = Lbfgs.minimize(problem.sumOfSquares(DType.F64), x, PRECISE);
        double[] ones = new double[problem.start.length];
        Arrays.fill(ones, 1);
        assertThat(x.toDoubles()).containsExactly(ones, within(1e-8));
        assertThat(minimum.evaluations()).isLessThanOrEqualTo(60);
      }
    }
  }

  /** As BFGS does with exact steps (Nocedal and Wright 2006, theorem 6.4). */
  @Test
  void should_solve_a_quadratic_of_condition_a_million_in_as_many_steps_as_variables() {
    int size = 20;
    LbfgsOptions options = PRECISE.memory(size).gradientTolerance(1e-10).wolfe(1e-4, 0.1);
    try (Tensor x = Tensor.zeros(DType.F64, size)) {
      Minimum minimum = Lbfgs.minimize(quadratic(DType.F64, size, 1e6), x, options);
      assertThat(minimum.reason()).isEqualTo(StopReason.GRADIENT_TOLERANCE);
      assertThat(minimum.iterations()).isLessThanOrEqualTo(size);
      double[] ones = new double[size];
      Arrays.fill(ones, 1);
      assertThat(x.toDoubles()).containsExactly(ones, within(1e-9));
    }
  }

  @Test
  void should_converge_superlinearly() {
    DifferentiableFunction f = MoreGarbowHillstrom.BEALE.sumOfSquares(DType.F64);
    try (Lbfgs lbfgs = Lbfgs.of(f, PRECISE.gradientTolerance(1e-12).iterationsPerCall(1));
        Tensor x = Tensor.of(MoreGarbowHillstrom.BEALE.start, 2)) {
      double[] norms = new double[100];
      int last = 0;
      while (lbfgs.step(x) == StopReason.ITERATION_LIMIT) {
        norms[last++] = lbfgs.state().gradientNorm();
      }
      norms[last] = lbfgs.state().gradientNorm();
      assertThat(norms[last] / norms[last - 2]).isLessThan(1e-4);
      assertThat(norms[last - 2] / norms[last - 4]).isLessThan(1e-2);
    }
  }

  /** {@code torch.optim.LBFGS}: the first step is lr min(1, 1/|g|_1), the others lr. */
  @Test
  void should_take_fixed_steps_as_asked() {
    LbfgsOptions options =
        LbfgsOptions.defaults().lineSearch(LineSearch.NONE).stepLength(0.4).iterationsPerCall(1);
    DifferentiableFunction f =
        separable(
            DType.F64,
            2,
            new Term() {
              @Override
              public double value(long i, double x) {
                return (i + 1) * x * x;
              }

              @Override
              public double slope(long i, double x) {
                return 2 * (i + 1) * x;
              }
            });
    try (Lbfgs lbfgs = Lbfgs.of(f, options);
        Tensor x = Tensor.of(new double[] {3, 1}, 2)) {
      assertThat(lbfgs.step(x)).isEqualTo(StopReason.ITERATION_LIMIT);
      double first = 0.4 / (6 + 4);
      double[] x1 = {3 - first * 6, 1 - first * 4};
      assertThat(x.toDoubles()).containsExactly(x1, within(1e-15));
      lbfgs.step(x);
      double[] s = {x1[0] - 3, x1[1] - 1};
      double[] y = {2 * s[0], 4 * s[1]};
      double[] g = {2 * x1[0], 4 * x1[1]};
      double sy = s[0] * y[0] + s[1] * y[1];
      double gamma = sy / (y[0] * y[0] + y[1] * y[1]);
      double alpha = (s[0] * g[0] + s[1] * g[1]) / sy;
      double[] r = {gamma * (g[0] - alpha * y[0]), gamma * (g[1] - alpha * y[1])};
      double beta = (y[0] * r[0] + y[1] * r[1]) / sy;
      double[] x2 = {
        x1[0] - 0.4 * (r[0] + (alpha - beta) * s[0]), x1[1] - 0.4 * (r[1] + (alpha - beta) * s[1])
      };
      assertThat(x.toDoubles()).containsExactly(x2, within(1e-15));
      for (int i = 0; i < 40; i++) {
        lbfgs.step(x);
      }
      assertThat(lbfgs.state().value()).isLessThan(1e-8);
    }
  }

  /** {@code -log} walls at 0 and 2 per variable around a minimum at {@code 1}. */
  private static final Term WALLS =
      new Term() {
        @Override
        public double value(long i, double x) {
          return x > 0 && x < 2 ? -Math.log(x) - Math.log(2 - x) : Double.NaN;
        }

        @Override
        public double slope(long i, double x) {
          return x > 0 && x < 2 ? -1 / x + 1 / (2 - x) : Double.NaN;
        }
      };

  @ParameterizedTest
  @EnumSource
  void should_stay_where_the_function_is_defined(LineSearch lineSearch) {
    LbfgsOptions options =
        LbfgsOptions.defaults()
            .changeTolerance(0)
            .gradientTolerance(1e-6)
            .lineSearch(lineSearch)
            .stepLength(lineSearch == LineSearch.NONE ? 1 : 1e6);
    for (DType dtype : DType.values()) {
      try (Tensor x = Tensor.zeros(dtype, 3)) {
        x.setFlat(0, 1e-3);
        x.setFlat(1, 1.999);
        x.setFlat(2, 0.4);
        Minimum minimum = Lbfgs.minimize(separable(dtype, 3, WALLS), x, options);
        assertThat(minimum.reason().converged()).isTrue();
        assertThat(x.toDoubles())
            .containsExactly(new double[] {1, 1, 1}, within(10 * Math.sqrt(dtype.epsilon())));
      }
    }
  }

  @Test
  void should_never_return_a_point_that_is_not_finite() {
    Term downhillForever =
        new Term() {
          @Override
          public double value(long i, double x) {
            return -x;
          }

          @Override
          public double slope(long i, double x) {
            return -1;
          }
        };
    for (DType dtype : DType.values()) {
      for (LineSearch lineSearch : LineSearch.values()) {
        LbfgsOptions options =
            LbfgsOptions.defaults().lineSearch(lineSearch).stepLength(1e30).maxIterations(100);
        try (Tensor x = Tensor.zeros(dtype, 5)) {
          Minimum minimum = Lbfgs.minimize(separable(dtype, 5, downhillForever), x, options);
          assertThat(Arrays.stream(x.toDoubles()).allMatch(Double::isFinite)).isTrue();
          assertThat(minimum.value()).isFinite().isNegative();
        }
      }
    }
  }

  @Test
  void should_leave_x_alone_where_the_start_is_undefined() {
    try (Tensor x = Tensor.of(new double[] {0.5, 3}, 2)) {
      Minimum minimum = Lbfgs.minimize(separable(DType.F64, 2, WALLS), x, LbfgsOptions.defaults());
      assertThat(minimum.reason()).isEqualTo(StopReason.NOT_FINITE);
      assertThat(minimum.value()).isNaN();
      assertThat(x.toDoubles()).containsExactly(0.5, 3);
    }
  }

  @Test
  void should_skip_pairs_without_curvature() {
    Term hill =
        new Term() {
          @Override
          public double value(long i, double x) {
            return Math.cos(x);
          }

          @Override
          public double slope(long i, double x) {
            return -Math.sin(x);
          }
        };
    LbfgsOptions options = PRECISE.lineSearch(LineSearch.NONE).stepLength(0.1).iterationsPerCall(1);
    try (Lbfgs lbfgs = Lbfgs.of(separable(DType.F64, 1, hill), options);
        Tensor x = Tensor.of(new double[] {0.5}, 1)) {
      lbfgs.step(x);
      assertThat(x.getFlat(0)).isGreaterThan(0.5);
      assertThat(lbfgs.state().pairs()).isZero();
      lbfgs.minimize(x);
      assertThat(x.getFlat(0)).isCloseTo(Math.PI, within(1e-6));
    }
  }

  @Test
  void should_say_why_it_stopped_and_what_it_took() {
    DifferentiableFunction f = MoreGarbowHillstrom.WOOD.sumOfSquares(DType.F64);
    double[] start = MoreGarbowHillstrom.WOOD.start;
    try (Tensor x = Tensor.of(start, 4)) {
      Minimum few = Lbfgs.minimize(f, x, PRECISE.maxIterations(7));
      assertThat(few.reason()).isEqualTo(StopReason.ITERATION_LIMIT);
      assertThat(few.iterations()).isEqualTo(7);
      assertThat(few.evaluations()).isGreaterThanOrEqualTo(8);
    }
    try (Tensor x = Tensor.of(start, 4)) {
      Minimum coarse = Lbfgs.minimize(f, x, LbfgsOptions.defaults().changeTolerance(1));
      assertThat(coarse.reason()).isEqualTo(StopReason.CHANGE_TOLERANCE);
      assertThat(coarse.reason().converged()).isTrue();
    }
    try (Tensor x = Tensor.of(start, 4);
        Lbfgs lbfgs = Lbfgs.of(f, PRECISE.evaluationsPerCall(5))) {
      assertThat(lbfgs.step(x)).isEqualTo(StopReason.EVALUATION_LIMIT);
      assertThat(lbfgs.state().evaluations()).isBetween(5L, 29L);
    }
    DifferentiableFunction wrongGradient =
        separable(
            DType.F64,
            1,
            new Term() {
              @Override
              public double value(long i, double x) {
                return x;
              }

              @Override
              public double slope(long i, double x) {
                return -1;
              }
            });
    try (Tensor x = Tensor.of(new double[] {4}, 1)) {
      Minimum stuck = Lbfgs.minimize(wrongGradient, x, LbfgsOptions.defaults());
      assertThat(stuck.reason()).isEqualTo(StopReason.LINE_SEARCH_FAILED);
      assertThat(x.getFlat(0)).isEqualTo(4);
    }
  }

  private static Map<String, Tensor> copies(Map<String, Tensor> tensors) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> copies.put(name, tensor.copy()));
    return copies;
  }

  @ParameterizedTest
  @EnumSource
  void should_continue_with_the_same_bits_after_a_restore(DType dtype) {
    DifferentiableFunction f = MoreGarbowHillstrom.EXTENDED_ROSENBROCK.sumOfSquares(dtype);
    for (boolean reevaluate : new boolean[] {true, false}) {
      LbfgsOptions options = PRECISE.memory(4).iterationsPerCall(3).reevaluate(reevaluate);
      try (Tensor start = Tensor.of(MoreGarbowHillstrom.EXTENDED_ROSENBROCK.start, f.size());
          Tensor x = start.to(dtype);
          Lbfgs lbfgs = Lbfgs.of(f, options)) {
        for (int call = 0; call < 4; call++) {
          lbfgs.step(x);
        }
        Map<String, Tensor> saved = copies(lbfgs.state().tensors());
        try (Tensor restoredX = x.copy();
            Lbfgs restored = Lbfgs.of(f, options)) {
          restored.state().restore(saved);
          for (int call = 0; call < 4; call++) {
            assertThat(restored.step(restoredX)).isEqualTo(lbfgs.step(x));
            assertThat(restoredX.segment().mismatch(x.segment())).isEqualTo(-1);
            assertThat(restored.state().value()).isEqualTo(lbfgs.state().value());
            assertThat(restored.state().evaluations()).isEqualTo(lbfgs.state().evaluations());
          }
        }
        saved.values().forEach(Tensor::close);
      }
    }
  }

  @Test
  void should_take_the_same_path_in_one_call_and_in_many() {
    DifferentiableFunction f = MoreGarbowHillstrom.WOOD.sumOfSquares(DType.F64);
    try (Tensor x = Tensor.of(MoreGarbowHillstrom.WOOD.start, 4);
        Tensor y = x.copy();
        Lbfgs calls = Lbfgs.of(f, PRECISE.iterationsPerCall(7).evaluationsPerCall(1000))) {
      Minimum minimum = Lbfgs.minimize(f, x, PRECISE);
      while (calls.step(y) == StopReason.ITERATION_LIMIT) {}
      assertThat(y.toDoubles()).containsExactly(x.toDoubles());
      assertThat(calls.state().iterations()).isEqualTo(minimum.iterations());
    }
  }

  @Test
  void should_give_the_same_bits_on_any_number_of_threads_and_without_simd() {
    int size = 70_001;
    for (DType dtype : DType.values()) {
      double[] expected = null;
      for (int threads = 1; threads <= 3; threads++) {
        for (KernelProvider provider : KernelProvider.values()) {
          try (ThreadTeam team = ThreadTeam.of(threads);
              Tensor x = Tensor.zeros(dtype, size);
              Lbfgs lbfgs =
                  Lbfgs.of(quadratic(dtype, size, 100), PRECISE.maxIterations(8), team, provider)) {
            lbfgs.minimize(x);
            expected = expected == null ? x.toDoubles() : expected;
            assertThat(Arrays.equals(x.toDoubles(), expected)).isTrue();
          }
        }
      }
    }
  }

  @Tag("allocation")
  @ParameterizedTest
  @ValueSource(ints = {50, 40_000})
  void should_allocate_nothing_per_iteration(int size) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    LbfgsOptions options = PRECISE.gradientTolerance(0).iterationsPerCall(5);
    try (ThreadTeam one = ThreadTeam.of(1);
        Tensor x = Tensor.zeros(DType.F64, size);
        Lbfgs lbfgs =
            Lbfgs.of(quadratic(DType.F64, size, 1000), options, one, KernelProvider.selected())) {
      long allocated = Long.MAX_VALUE;
      // The JIT compiler works in the background: until it is done, vectors are objects.
      long end = System.nanoTime() + 30_000_000_000L;
      while (allocated > 500 && System.nanoTime() < end) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int call = 0; call < 100; call++) {
          x.setFlat(0, call);
          lbfgs.step(x);
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
      }
      assertThat(allocated).as("bytes in 100 calls").isLessThan(500);
    }
  }

  @Test
  void should_name_what_does_not_fit() {
    DifferentiableFunction f = quadratic(DType.F64, 3, 10);
    try (Lbfgs lbfgs = Lbfgs.of(f, LbfgsOptions.defaults());
        Tensor wrongType = Tensor.zeros(DType.F32, 3);
        Tensor wrongSize = Tensor.zeros(DType.F64, 4);
        Tensor notFinite = Tensor.of(new double[] {1, Double.NaN, 2}, 3)) {
      assertThatThrownBy(() -> lbfgs.step(wrongType))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("x is F32[3], expected F64[3] in native memory");
      assertThatThrownBy(() -> lbfgs.step(wrongSize)).hasMessageContaining("F64[4]");
      assertThatThrownBy(() -> lbfgs.step(Tensor.wrap(new double[3], 3)))
          .hasMessageContaining("a Java array");
      assertThatThrownBy(() -> lbfgs.step(notFinite)).hasMessageContaining("NaN or infinite");
      Tensor closed = Tensor.zeros(DType.F64, 3);
      closed.close();
      assertThatThrownBy(() -> lbfgs.step(closed)).hasMessageContaining("closed");
      Map<String, Tensor> saved = copies(lbfgs.state().tensors());
      saved.get("numbers").setFlat(5, 77);
      assertThatThrownBy(() -> lbfgs.state().restore(saved)).hasMessageContaining("damaged");
      saved.remove("steps").close();
      assertThatThrownBy(() -> lbfgs.state().restore(saved))
          .hasMessageContaining("L-BFGS state steps is missing, expected F64[11, 3]");
      saved.values().forEach(Tensor::close);
    }
    assertThatThrownBy(() -> Lbfgs.of(quadratic(DType.F64, 0, 1), LbfgsOptions.defaults()))
        .hasMessageContaining("size of the function is 0");
    LbfgsOptions options = LbfgsOptions.defaults();
    assertThatThrownBy(() -> options.memory(0)).hasMessageContaining("memory is 0");
    assertThatThrownBy(() -> options.stepLength(-1)).hasMessageContaining("stepLength is -1.0");
    assertThatThrownBy(() -> options.wolfe(0.5, 0.1)).hasMessageContaining("(0.5, 0.1)");
    assertThatThrownBy(() -> options.gradientTolerance(Double.NaN))
        .hasMessageContaining("gradientTolerance is NaN");
  }
}
