package org.sciml4j.core.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sciml4j.core.graph.Abs;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.Cos;
import org.sciml4j.core.graph.Divide;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.graph.Equal;
import org.sciml4j.core.graph.Erf;
import org.sciml4j.core.graph.Exp;
import org.sciml4j.core.graph.Expm1;
import org.sciml4j.core.graph.Floor;
import org.sciml4j.core.graph.Less;
import org.sciml4j.core.graph.LessOrEqual;
import org.sciml4j.core.graph.Log;
import org.sciml4j.core.graph.Log1p;
import org.sciml4j.core.graph.Maximum;
import org.sciml4j.core.graph.Minimum;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Negate;
import org.sciml4j.core.graph.Power;
import org.sciml4j.core.graph.Select;
import org.sciml4j.core.graph.Sigmoid;
import org.sciml4j.core.graph.Sign;
import org.sciml4j.core.graph.Sin;
import org.sciml4j.core.graph.Sqrt;
import org.sciml4j.core.graph.Subtract;
import org.sciml4j.core.graph.Tanh;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;

/** Every operation of its own against its definition in f64, at ordinary and extreme numbers. */
class PointFunctionsTest {
  private static final int ORDINARY = 20_000;

  /** An operation, the error allowed in units of the last place, and where it is tried. */
  record Case(Elementwise op, double ulps, double from, double to) {
    @Override
    public String toString() {
      return op.name();
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(new Negate(), 0, -9, 9),
        new Case(new Abs(), 0, -9, 9),
        new Case(new Sign(), 0, -9, 9),
        new Case(new Floor(), 0, -99, 99),
        new Case(new Exp(), 4, -100, 90),
        new Case(new Expm1(), 4, -20, 20),
        new Case(new Log(), 2, 0, 10),
        new Case(new Log1p(), 2, -1, 3),
        new Case(new Sqrt(), 0, 0, 100),
        new Case(new Sin(), 2, -30, 30),
        new Case(new Cos(), 2, -30, 30),
        new Case(new Tanh(), 4, -10, 10),
        new Case(new Sigmoid(), 4, -80, 20),
        new Case(new Erf(), 300, -6, 6),
        new Case(new Add(), 0, -9, 9),
        new Case(new Subtract(), 0, -9, 9),
        new Case(new Multiply(), 0, -9, 9),
        new Case(new Divide(), 0, -9, 9),
        new Case(new Power(), 1, 0, 9),
        new Case(new Maximum(), 0, -9, 9),
        new Case(new Minimum(), 0, -9, 9),
        new Case(new Less(), 0, -9, 9),
        new Case(new LessOrEqual(), 0, -9, 9),
        new Case(new Equal(), 0, -9, 9),
        new Case(new Select(), 0, -9, 9));
  }

  /** Hipparchus, which defines erf for us, is good to thirteen digits only. */
  @Test
  void should_give_erf_to_the_last_digits() {
    double[][] x = new double[1][301];
    Arrays.setAll(x[0], i -> (i - 150) / 50.0);
    double[] y = run(KernelProvider.selected(), DType.F64, new Erf(), x);
    for (int i = 0; i < y.length; i++) {
      double expected = erfSeries(x[0][i]);
      assertThat(y[i]).isCloseTo(expected, within(4 * Math.ulp(expected)));
    }
  }

  /** Abramowitz and Stegun 1964, eq. 7.1.5. */
  private static double erfSeries(double x) {
    MathContext digits = new MathContext(50);
    BigDecimal square = new BigDecimal(x).pow(2).negate();
    BigDecimal term = new BigDecimal(x);
    BigDecimal sum = term;
    for (int n = 1; n < 80; n++) {
      term = term.multiply(square, digits).divide(BigDecimal.valueOf(n), digits);
      sum = sum.add(term.divide(BigDecimal.valueOf(2 * n + 1), digits));
    }
    BigDecimal pi = new BigDecimal("3.14159265358979323846264338327950288419716939937510");
    return sum.multiply(BigDecimal.TWO).divide(pi.sqrt(digits), digits).doubleValue();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void should_keep_to_the_definition(Case trial) {
    for (DType dtype : DType.values()) {
      double[][] x = arguments(trial, dtype);
      for (KernelProvider provider : KernelProvider.values()) {
        double[] y = run(provider, dtype, trial.op(), x);
        for (int i = 0; i < y.length; i++) {
          double[] point = point(x, i);
          double expected = trial.op().evaluate(point);
          boolean single = dtype == DType.F32;
          if (!agrees(dtype, y[i], expected, single ? Math.min(4, trial.ulps()) : trial.ulps())) {
            assertThat(y[i])
                .as("%s of %s, %s %s", trial, Arrays.toString(point), dtype, provider)
                .isEqualTo(expected);
          }
        }
      }
    }
  }

  private static double[] point(double[][] x, int i) {
    double[] point = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      point[j] = x[j][i];
    }
    return point;
  }

  private static boolean agrees(DType dtype, double found, double expected, double ulps) {
    double rounded = dtype == DType.F32 ? (float) expected : expected;
    if (Double.compare(found, rounded) == 0) {
      return true;
    }
    double ulp = dtype == DType.F32 ? Math.ulp((float) rounded) : Math.ulp(rounded);
    // The definitions of sigmoid and erf themselves lose denormal numbers.
    double normal = dtype == DType.F32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    return Math.abs(found - expected) <= Math.max(ulps * ulp, ulps == 0 ? 0 : 2 * normal);
  }

  private static double[][] arguments(Case trial, DType dtype) {
    double least = dtype == DType.F32 ? Float.MIN_VALUE : Double.MIN_VALUE;
    double normal = dtype == DType.F32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    double most = dtype == DType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
    List<Double> extremes = new ArrayList<>();
    double[] magnitudes = {
      0,
      least,
      100 * least,
      normal,
      1e-30,
      1e-9,
      1e-3,
      0.46875,
      0.5,
      1,
      1.5,
      2,
      3,
      4,
      5.9,
      20,
      87.5,
      89,
      104,
      709,
      711,
      746,
      1e6,
      8388609,
      1e16,
      most,
      Double.POSITIVE_INFINITY
    };
    for (double magnitude : magnitudes) {
      extremes.add(magnitude);
      extremes.add(-magnitude);
    }
    extremes.add(Double.NaN);
    int arity = trial.op().arity();
    int extreme = (int) Math.pow(extremes.size(), Math.min(arity, 2));
    double[][] x = new double[arity][extreme + ORDINARY];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < x[0].length; i++) {
      for (int j = 0, digits = i; j < arity; j++, digits /= extremes.size()) {
        double value =
            i < extreme
                ? extremes.get(digits % extremes.size())
                : trial.from() + (trial.to() - trial.from()) * random.nextDouble();
        x[j][i] = dtype == DType.F32 ? (float) value : value;
      }
    }
    return x;
  }

  private static double[] run(KernelProvider provider, DType dtype, Elementwise op, double[][] x) {
    int count = x[0].length;
    long[] extents = {count};
    List<Operand> operands = new ArrayList<>();
    int[] arguments = new int[x.length];
    try (Arena arena = Arena.ofConfined();
        ThreadTeam team = ThreadTeam.of(1)) {
      long[] addresses = new long[x.length];
      for (int j = 0; j < x.length; j++) {
        arguments[j] = j;
        operands.add(new Operand.Strided(View.dense(extents)));
        addresses[j] = arena.allocate(8L * count, 64).address();
        for (int i = 0; i < count; i++) {
          Memory.set(dtype, addresses[j], i, x[j][i]);
        }
      }
      Store store = new Store(x.length, View.dense(extents));
      ElementwiseKernel kernel =
          ElementwiseKernel.with(
              provider,
              new ElementwiseChain(
                  dtype, extents, operands, List.of(new Step(op, arguments)), List.of(store)));
      long result = arena.allocate(8L * count, 64).address();
      long scratch = ChainTrial.scratch(arena, kernel.scratchBytes(1));
      kernel.run(team, addresses, new long[] {result}, scratch);
      double[] y = new double[count];
      for (int i = 0; i < count; i++) {
        y[i] = Memory.get(dtype, result, i);
      }
      return y;
    }
  }
}
