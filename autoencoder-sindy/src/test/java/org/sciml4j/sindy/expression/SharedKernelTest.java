package org.sciml4j.sindy.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one evaluator runs counts for its copies. */
class SharedKernelTest {
  private static final Variable X = new Variable("x");
  private static final Variable Y = new Variable("y");
  private static final Variable Z = new Variable("z");
  private static final List<Variable> INPUTS = List.of(X, Y, Z);

  private static final List<Expression> LORENZ =
      List.of(
          Y.times(9.75).minus(X.times(9.75)),
          X.times(27.5).minus(Y).minus(X.times(Z)),
          X.times(Y).minus(Z.times(2.625)));

  @Test
  void isWrittenOnceForManySmallRuns() {
    SharedKernel code = new SharedKernel(Program.of(INPUTS, LORENZ));
    Kernel kernel = null;
    for (int run = 0; run < 100; run++) {
      kernel = code.after(1000);
      if (kernel != null) {
        assertThat(run).isEqualTo(49);
        break;
      }
    }
    assertThat(code.after(1)).isNotNull().isSameAs(kernel);
  }

  @Test
  void givesTheBitsOfTheLoopsOverBlocks() {
    Evaluator evaluator = Evaluator.of(INPUTS, LORENZ);
    double[][] in = samples(1000);
    double[][] before = evaluator.copy().evaluate(in);
    for (int run = 0; run < 60; run++) {
      evaluator.copy().evaluate(in);
    }
    assertThat(evaluator.copy().evaluate(in)).isDeepEqualTo(before);
    assertThat(evaluator.copy().evaluate(in[0][7], in[1][7], in[2][7]))
        .containsExactly(before[0][7], before[1][7], before[2][7]);
  }

  private static double[][] samples(int count) {
    Random random = new Random(1);
    double[][] in = new double[3][count];
    for (double[] column : in) {
      for (int i = 0; i < count; i++) {
        column[i] = random.nextGaussian();
      }
    }
    return in;
  }

  private static void byHand(double[][] in, double[][] out) {
    double[] x = in[0];
    double[] y = in[1];
    double[] z = in[2];
    double[] dx = out[0];
    double[] dy = out[1];
    double[] dz = out[2];
    for (int i = 0; i < dx.length; i++) {
      dx[i] = 9.75 * (y[i] - x[i]);
      dy[i] = 27.5 * x[i] - y[i] - x[i] * z[i];
      dz[i] = x[i] * y[i] - 2.625 * z[i];
    }
  }

  /** About 0.9 times as long, for any number of samples. */
  @Tag("long")
  @Test
  void takesAtMostThreeTimesAsLongAsALoopByHand() {
    Evaluator evaluator = Evaluator.of(INPUTS, LORENZ);
    for (int count : new int[] {100, 1000, 10_000}) {
      double[][] in = samples(count);
      double[][] out = new double[3][count];
      double hand = Double.POSITIVE_INFINITY;
      double ours = Double.POSITIVE_INFINITY;
      for (int round = 0; round < 20; round++) {
        long start = System.nanoTime();
        for (int run = 0; run < 2_000_000 / count; run++) {
          byHand(in, out);
        }
        long middle = System.nanoTime();
        for (int run = 0; run < 2_000_000 / count; run++) {
          evaluator.copy().evaluate(in, out);
        }
        hand = Math.min(hand, middle - start);
        ours = Math.min(ours, System.nanoTime() - middle);
      }
      assertThat(ours).as("%d samples", count).isLessThan(3 * hand);
    }
  }
}
