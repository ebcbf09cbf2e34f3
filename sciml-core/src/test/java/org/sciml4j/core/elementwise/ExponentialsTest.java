package org.sciml4j.core.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.tensor.DType;

/** The functions of {@code e^x} on the Vector API. */
class ExponentialsTest {
  private static final MathContext DIGITS = new MathContext(50);
  private static final BigDecimal TWO = BigDecimal.TWO;
  private static final BigDecimal TWO_OVER_ROOT_PI =
      new BigDecimal("1.12837916709551257389615890312154517168810125865799771368817144");
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** A function with the error allowed in units of the last place. */
  enum Function {
    EXP(TileOp.EXP, 1, Math::exp),
    EXPM1(TileOp.EXPM1, 1.5, Math::expm1),
    TANH(TileOp.TANH, 2.5, Math::tanh),
    SIGMOID(TileOp.SIGMOID, 2.5, x -> 1 / (1 + Math.exp(-x))),
    ERF(TileOp.ERF, 2.5, Erf::erf);

    private final TileOp op;
    private final double ulps;
    private final DoubleUnaryOperator f64;

    Function(TileOp op, double ulps, DoubleUnaryOperator f64) {
      this.op = op;
      this.ulps = ulps;
      this.f64 = f64;
    }

    TileLoop loop(DType dtype) {
      return TileKernels.of(KernelProvider.SIMD, dtype).loop(op, false, false, false);
    }

    double[] at(DType dtype, double... xs) {
      try (Arena arena = Arena.ofConfined()) {
        int bytes = (xs.length * dtype.bytes() + 63) / 64 * 64;
        long from = arena.allocate(bytes, 64).address();
        long to = arena.allocate(bytes, 64).address();
        for (int i = 0; i < xs.length; i++) {
          Memory.set(dtype, from, i, xs[i]);
        }
        loop(dtype).run(to, from, from, from, bytes);
        double[] result = new double[xs.length];
        Arrays.setAll(result, i -> Memory.get(dtype, to, i));
        return result;
      }
    }

    /** In 50 digits, at numbers whose exponential is finite. */
    BigDecimal exactly(BigDecimal x) {
      return switch (this) {
        case EXP -> exp(x);
        case EXPM1 -> expm1(x);
        case TANH -> {
          BigDecimal m = expm1(x.multiply(TWO));
          yield m.divide(m.add(TWO), DIGITS);
        }
        case SIGMOID -> BigDecimal.ONE.divide(exp(x.negate()).add(BigDecimal.ONE), DIGITS);
        case ERF -> erf(x);
      };
    }

    /** Taylor's series at {@code x / 2^12}, squared 12 times. */
    private static BigDecimal exp(BigDecimal x) {
      BigDecimal small = x.divide(BigDecimal.valueOf(1 << 12), new MathContext(80));
      BigDecimal sum = BigDecimal.ONE;
      BigDecimal term = BigDecimal.ONE;
      for (int k = 1; k < 40; k++) {
        term = term.multiply(small).divide(BigDecimal.valueOf(k), new MathContext(80));
        sum = sum.add(term);
      }
      for (int k = 0; k < 12; k++) {
        sum = sum.multiply(sum, new MathContext(80));
      }
      return sum;
    }

    private static BigDecimal expm1(BigDecimal x) {
      if (x.abs().doubleValue() > 1e-20) {
        return exp(x).subtract(BigDecimal.ONE);
      }
      return x.add(x.multiply(x).divide(TWO), DIGITS);
    }

    /** Abramowitz and Stegun 7.1.6, whose terms have one sign. */
    private static BigDecimal erf(BigDecimal x) {
      BigDecimal square = x.multiply(x, DIGITS);
      BigDecimal term = x;
      BigDecimal sum = x;
      for (int n = 1; n < 150; n++) {
        term = term.multiply(square).multiply(TWO).divide(BigDecimal.valueOf(2 * n + 1), DIGITS);
        sum = sum.add(term, DIGITS);
      }
      return sum.multiply(exp(square.negate())).multiply(TWO_OVER_ROOT_PI, DIGITS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_be_accurate_at_f32_numbers_of_every_size(Function function) {
    int count = 1 << 18;
    double[] xs = new double[count];
    Arrays.setAll(xs, i -> Float.intBitsToFloat(i * 16_381));
    double[] ys = function.at(DType.F32, xs);
    for (int i = 0; i < count; i++) {
      double exact = function.f64.applyAsDouble(xs[i]);
      float nearest = (float) exact;
      if (Float.isNaN(nearest) || Float.isInfinite(nearest) || nearest == 0) {
        assertThat(ys[i]).as("%s(%s)", function, xs[i]).isEqualTo(Double.valueOf(nearest));
      } else if (!(Math.abs(ys[i] - exact) <= function.ulps * Math.ulp(nearest))) {
        assertThat(ys[i]).as("%s(%s)", function, xs[i]).isEqualTo(exact);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_be_accurate_at_f64_numbers(Function function) {
    SplittableRandom random = new SplittableRandom(3);
    double[] xs = new double[500];
    for (int i = 0; i < xs.length; i++) {
      double x = random.nextDouble(-1, 1);
      xs[i] =
          switch (i % 4) {
            case 0 -> x;
            case 1 -> 6 * x;
            case 2 -> function == Function.ERF ? 3 * x : 700 * x;
            default -> Math.scalb(x, -random.nextInt(60));
          };
    }
    double[] ys = function.at(DType.F64, xs);
    for (int i = 0; i < xs.length; i++) {
      BigDecimal exact = function.exactly(new BigDecimal(xs[i]));
      double error = exact.subtract(new BigDecimal(ys[i])).abs().doubleValue();
      assertThat(error)
          .as("%s(%s) = %s, not %s", function, xs[i], ys[i], exact)
          .isLessThanOrEqualTo(function.ulps * Math.ulp(exact.doubleValue()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_be_exact_at_the_ends(DType dtype) {
    double tiny = dtype == DType.F32 ? Float.MIN_VALUE : Double.MIN_VALUE;
    double huge = dtype == DType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
    double[] xs = {0.0, -0.0, tiny, -tiny, huge, -huge, INFINITY, -INFINITY, Double.NaN};
    double nan = Double.NaN;
    assertThat(Function.EXP.at(dtype, xs))
        .containsExactly(1, 1, 1, 1, INFINITY, 0, INFINITY, 0, nan);
    assertThat(Function.EXPM1.at(dtype, xs))
        .containsExactly(0.0, -0.0, tiny, -tiny, INFINITY, -1, INFINITY, -1, nan);
    assertThat(Function.TANH.at(dtype, xs))
        .containsExactly(0.0, -0.0, tiny, -tiny, 1, -1, 1, -1, nan);
    assertThat(Function.SIGMOID.at(dtype, xs)).containsExactly(0.5, 0.5, 0.5, 0.5, 1, 0, 1, 0, nan);
    assertThat(Function.ERF.at(dtype, xs))
        .containsExactly(0.0, -0.0, tiny, -tiny, 1, -1, 1, -1, nan);
  }

  @ParameterizedTest
  @EnumSource(names = {"EXP", "SIGMOID"})
  void should_reach_subnormal_numbers(Function function) {
    double[] xs = {-708.3, -708.5, -715, -730.25, -744.4, -745.13, -745.14, -746};
    double[] ys = function.at(DType.F64, xs);
    for (int i = 0; i < xs.length; i++) {
      BigDecimal exact = function.exactly(new BigDecimal(xs[i]));
      double error = exact.subtract(new BigDecimal(ys[i])).abs().doubleValue();
      assertThat(error).as("%s", xs[i]).isLessThanOrEqualTo(Double.MIN_VALUE);
      assertThat(ys[i] > 0).as("%s", xs[i]).isEqualTo(xs[i] > -745.14);
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_overflow_where_the_exponential_does(DType dtype) {
    double last = dtype == DType.F32 ? 0x1.62e42ep6 : 0x1.62e42fefa39efp9;
    double next = dtype == DType.F32 ? 0x1.62e43p6 : 0x1.62e42fefa39f0p9;
    double least = dtype == DType.F32 ? 0x1.fffp127 : 0x1.fffffffffp1023;
    for (Function function : new Function[] {Function.EXP, Function.EXPM1}) {
      double[] ys = function.at(dtype, last, next);
      assertThat(ys[0]).isFinite().isGreaterThan(least);
      assertThat(ys[1]).isInfinite();
    }
  }

  @Tag("allocation")
  @ParameterizedTest
  @EnumSource
  void should_keep_bits_and_allocate_nothing_once_compiled(Function function) {
    int bytes = 128;
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (DType dtype : DType.values()) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment xs = arena.allocate(bytes, 64);
        MemorySegment first = arena.allocate(bytes, 64);
        MemorySegment last = arena.allocate(bytes, 64);
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < bytes / dtype.bytes(); i++) {
          Memory.set(dtype, xs.address(), i, random.nextDouble(-4, 4));
        }
        TileLoop loop = function.loop(dtype);
        loop.run(first.address(), xs.address(), 0, 0, bytes);
        long least = Long.MAX_VALUE;
        for (int call = 0; call < 20_000 || (call < 500_000 && least > 0); call++) {
          long before = threads.getCurrentThreadAllocatedBytes();
          loop.run(last.address(), xs.address(), 0, 0, bytes);
          least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
          if (last.mismatch(first) >= 0) {
            fail("%s of %s at call %s", function, dtype, call);
          }
        }
        assertThat(least).isZero();
      }
    }
  }
}
