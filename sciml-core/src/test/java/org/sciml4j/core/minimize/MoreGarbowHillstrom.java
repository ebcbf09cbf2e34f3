package org.sciml4j.core.minimize;

import static java.lang.Math.PI;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.hipparchus.analysis.differentiation.Gradient;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Problems of the set of Moré, Garbow and Hillstrom, with their standard starts and published
 * minima.
 *
 * <pre>
 * J. J. Moré, B. S. Garbow, K. E. Hillstrom, Testing unconstrained optimization software,
 * ACM Trans. Math. Softw. 7:17, 1981, section 3
 * </pre>
 */
enum MoreGarbowHillstrom {
  ROSENBROCK(0, MoreGarbowHillstrom::rosenbrock, -1.2, 1),
  FREUDENSTEIN_ROTH(
      48.98425367924,
      x ->
          of(
              x[0].subtract(13)
                  .add(x[1].multiply(x[1].subtract(5).negate().multiply(x[1]).subtract(2))),
              x[0].subtract(29).add(x[1].multiply(x[1].add(1).multiply(x[1]).subtract(14)))),
      0.5,
      -2),
  POWELL_BADLY_SCALED(
      0,
      x ->
          of(
              x[0].multiply(x[1]).multiply(1e4).subtract(1),
              x[0].negate().exp().add(x[1].negate().exp()).subtract(1.0001)),
      0,
      1),
  BROWN_BADLY_SCALED(
      0, x -> of(x[0].subtract(1e6), x[1].subtract(2e-6), x[0].multiply(x[1]).subtract(2)), 1, 1),
  BEALE(
      0,
      x ->
          each(
              3,
              i ->
                  x[1].pow(i)
                      .subtract(1)
                      .multiply(x[0])
                      .add(new double[] {1.5, 2.25, 2.625}[i - 1])),
      1,
      1),
  JENNRICH_SAMPSON(
      124.362182355615,
      x ->
          each(10, i -> x[0].multiply(i).exp().add(x[1].multiply(i).exp()).negate().add(2 + 2 * i)),
      0.3,
      0.4),
  HELICAL_VALLEY(
      0,
      x ->
          of(
              x[2].subtract(angle(x[0], x[1]).multiply(5 / PI)).multiply(10),
              x[0].multiply(x[0]).add(x[1].multiply(x[1])).sqrt().subtract(1).multiply(10),
              x[2]),
      -1,
      0,
      0),
  BARD(
      8.21487730657e-3,
      x ->
          each(
              15,
              i -> {
                double[] y = {
                  .14, .18, .22, .25, .29, .32, .35, .39, .37, .58, .73, .96, 1.34, 2.10, 4.39
                };
                int v = 16 - i;
                Gradient denominator = x[1].multiply(v).add(x[2].multiply(Math.min(i, v)));
                return x[0].add(denominator.reciprocal().multiply(i)).negate().add(y[i - 1]);
              }),
      1,
      1,
      1),
  BOX_THREE_DIMENSIONAL(
      0,
      x ->
          each(
              10,
              i -> {
                double t = 0.1 * i;
                return x[0].multiply(-t)
                    .exp()
                    .subtract(x[1].multiply(-t).exp())
                    .subtract(x[2].multiply(Math.exp(-t) - Math.exp(-10 * t)));
              }),
      0,
      10,
      20),
  POWELL_SINGULAR(0, MoreGarbowHillstrom::powellSingular, 3, -1, 0, 1),
  WOOD(
      0,
      x ->
          of(
              x[1].subtract(x[0].square()).multiply(10),
              x[0].subtract(1),
              x[3].subtract(x[2].square()).multiply(Math.sqrt(90)),
              x[2].subtract(1),
              x[1].add(x[3]).subtract(2).multiply(Math.sqrt(10)),
              x[1].subtract(x[3]).multiply(Math.sqrt(0.1))),
      -3,
      -1,
      -3,
      -1),
  BROWN_DENNIS(
      85822.2016263563,
      x ->
          each(
              20,
              i -> {
                double t = i / 5.0;
                return x[0].add(x[1].multiply(t))
                    .subtract(Math.exp(t))
                    .square()
                    .add(x[2].add(x[3].multiply(Math.sin(t))).subtract(Math.cos(t)).square());
              }),
      25,
      5,
      -5,
      -1),
  EXTENDED_ROSENBROCK(0, MoreGarbowHillstrom::rosenbrock, repeated(50, -1.2, 1)),
  EXTENDED_POWELL_SINGULAR(0, MoreGarbowHillstrom::powellSingular, repeated(10, 3, -1, 0, 1)),
  PENALTY_I(
      7.08765e-5,
      x -> {
        Gradient sum = x[0].square();
        for (int j = 1; j < x.length; j++) {
          sum = sum.add(x[j].square());
        }
        Gradient last = sum.subtract(0.25);
        return each(
            x.length + 1,
            i -> i <= x.length ? x[i - 1].subtract(1).multiply(Math.sqrt(1e-5)) : last);
      },
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      9,
      10),
  VARIABLY_DIMENSIONED(
      0,
      x -> {
        Gradient sum = x[0].subtract(1);
        for (int j = 1; j < x.length; j++) {
          sum = sum.add(x[j].subtract(1).multiply(j + 1));
        }
        Gradient weighted = sum;
        return each(
            x.length + 2,
            i ->
                i <= x.length
                    ? x[i - 1].subtract(1)
                    : i == x.length + 1 ? weighted : weighted.square());
      },
      IntStream.range(1, 11).mapToDouble(j -> 1 - j / 10.0).toArray()),
  BROYDEN_TRIDIAGONAL(
      0,
      x ->
          each(
              x.length,
              i -> {
                Gradient f = x[i - 1].multiply(x[i - 1].multiply(-2).add(3)).add(1);
                f = i > 1 ? f.subtract(x[i - 2]) : f;
                return i < x.length ? f.subtract(x[i].multiply(2)) : f;
              }),
      repeated(50, -1));

  /** The smallest sum of squares, or the local minimum that descent from the start leads to. */
  final double minimum;

  final double[] start;
  private final UnaryOperator<Gradient[]> residuals;

  MoreGarbowHillstrom(double minimum, UnaryOperator<Gradient[]> residuals, double... start) {
    this.minimum = minimum;
    this.residuals = residuals;
    this.start = start;
  }

  private static Gradient[] of(Gradient... residuals) {
    return residuals;
  }

  private static Gradient[] each(int m, IntFunction<Gradient> residual) {
    return IntStream.rangeClosed(1, m).mapToObj(residual).toArray(Gradient[]::new);
  }

  private static double[] repeated(int times, double... block) {
    return IntStream.range(0, times * block.length)
        .mapToDouble(i -> block[i % block.length])
        .toArray();
  }

  private static Gradient angle(Gradient x, Gradient y) {
    Gradient angle = y.divide(x).atan();
    return x.getValue() > 0 ? angle : angle.add(PI);
  }

  private static Gradient[] rosenbrock(Gradient[] x) {
    return each(
        x.length,
        i ->
            i % 2 == 1
                ? x[i].subtract(x[i - 1].square()).multiply(10)
                : x[i - 2].subtract(1).negate());
  }

  private static Gradient[] powellSingular(Gradient[] x) {
    return each(
        x.length,
        i -> {
          int block = (i - 1) / 4 * 4;
          return switch ((i - 1) % 4) {
            case 0 -> x[block].add(x[block + 1].multiply(10));
            case 1 -> x[block + 2].subtract(x[block + 3]).multiply(Math.sqrt(5));
            case 2 -> x[block + 1].subtract(x[block + 2].multiply(2)).square();
            default -> x[block].subtract(x[block + 3]).square().multiply(Math.sqrt(10));
          };
        });
  }

  private Gradient[] at(double[] x) {
    Gradient[] variables = new Gradient[x.length];
    Arrays.setAll(variables, j -> Gradient.variable(x.length, j, x[j]));
    return residuals.apply(variables);
  }

  /** The sum of squares. */
  DifferentiableFunction sumOfSquares(DType dtype) {
    return new DifferentiableFunction() {
      @Override
      public long size() {
        return start.length;
      }

      @Override
      public DType dtype() {
        return dtype;
      }

      @Override
      public double valueAndGradient(Tensor x, Tensor gradient) {
        double value = 0;
        double[] slopes = new double[start.length];
        for (Gradient r : at(x.toDoubles())) {
          value += r.getValue() * r.getValue();
          for (int j = 0; j < slopes.length; j++) {
            slopes[j] += 2 * r.getValue() * r.getPartialDerivative(j);
          }
        }
        for (int j = 0; j < slopes.length; j++) {
          gradient.setFlat(j, slopes[j]);
        }
        return dtype == DType.F32 ? (float) value : value;
      }
    };
  }

  /** The residuals. */
  ResidualFunction residuals() {
    return new ResidualFunction() {
      @Override
      public int residuals() {
        return at(start).length;
      }

      @Override
      public int parameters() {
        return start.length;
      }

      @Override
      public void evaluate(double[] x, double[] residuals, double[][] jacobian) {
        Gradient[] r = at(x);
        for (int i = 0; i < r.length; i++) {
          residuals[i] = r[i].getValue();
          for (int j = 0; j < x.length; j++) {
            jacobian[i][j] = r[i].getPartialDerivative(j);
          }
        }
      }
    };
  }
}
