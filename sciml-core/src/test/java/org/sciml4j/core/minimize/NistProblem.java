package org.sciml4j.core.minimize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.hipparchus.analysis.differentiation.Gradient;

/** Nonlinear regression problems of the NIST Statistical Reference Datasets. */
enum NistProblem {
  MISRA1A("Misra1a", (b, x) -> b[0].multiply(b[1].multiply(-x).exp().negate().add(1))),
  THURBER("Thurber", NistProblem::cubicOverCubic),
  HAHN1("Hahn1", NistProblem::cubicOverCubic),
  MGH09(
      "MGH09",
      (b, x) ->
          b[0].multiply(b[1].multiply(x).add(x * x)).divide(b[2].multiply(x).add(b[3]).add(x * x))),
  MGH10("MGH10", (b, x) -> b[0].multiply(b[1].divide(b[2].add(x)).exp())),
  BOX_BOD("BoxBOD", (b, x) -> b[0].multiply(b[1].multiply(-x).exp().negate().add(1))),
  ECKERLE4(
      "Eckerle4",
      (b, x) ->
          b[0].divide(b[1])
              .multiply(b[2].negate().add(x).divide(b[1]).square().multiply(-0.5).exp())),
  BENNETT5("Bennett5", (b, x) -> b[0].multiply(b[1].add(x).pow(b[2].reciprocal().negate()))),
  LANCZOS1(
      "Lanczos1",
      (b, x) ->
          b[0].multiply(b[1].multiply(-x).exp())
              .add(b[2].multiply(b[3].multiply(-x).exp()))
              .add(b[4].multiply(b[5].multiply(-x).exp())));

  /** The published file: starts, certified values and their standard deviations, data. */
  record Data(
      double[][] starts,
      double[] parameters,
      double[] standardDeviations,
      double sumOfSquares,
      double[] y,
      double[] x) {}

  private final String file;
  private final BiFunction<Gradient[], Double, Gradient> model;

  NistProblem(String name, BiFunction<Gradient[], Double, Gradient> model) {
    file = name + ".dat";
    this.model = model;
  }

  private static Gradient cubicOverCubic(Gradient[] b, double x) {
    Gradient above = b[3].multiply(x).add(b[2]).multiply(x).add(b[1]).multiply(x).add(b[0]);
    Gradient below = b[6].multiply(x).add(b[5]).multiply(x).add(b[4]).multiply(x).add(1);
    return above.divide(below);
  }

  Data data() {
    List<String> lines = lines();
    double[][] certified =
        lines.stream()
            .filter(line -> line.matches("b\\d =.*"))
            .map(line -> numbers(line.substring(line.indexOf('=') + 1)))
            .toArray(double[][]::new);
    String sum = lines.stream().filter(line -> line.startsWith("Residual Sum")).findFirst().get();
    double[][] observed =
        lines.stream()
            .skip(60)
            .filter(line -> !line.isEmpty())
            .map(NistProblem::numbers)
            .toArray(double[][]::new);
    return new Data(
        new double[][] {column(certified, 0), column(certified, 1)},
        column(certified, 2),
        column(certified, 3),
        Double.parseDouble(sum.substring(sum.indexOf(':') + 1)),
        column(observed, 0),
        column(observed, 1));
  }

  private List<String> lines() {
    try (InputStream in = NistProblem.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
  }

  private static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  /** Model minus observation. */
  ResidualFunction residuals() {
    Data data = data();
    int n = data.parameters().length;
    return new ResidualFunction() {
      @Override
      public int residuals() {
        return data.y().length;
      }

      @Override
      public int parameters() {
        return n;
      }

      @Override
      public void evaluate(double[] b, double[] residuals, double[][] jacobian) {
        Gradient[] variables = new Gradient[n];
        Arrays.setAll(variables, j -> Gradient.variable(n, j, b[j]));
        for (int i = 0; i < residuals.length; i++) {
          Gradient value = model.apply(variables, data.x()[i]);
          residuals[i] = value.getValue() - data.y()[i];
          jacobian[i] = value.getGradient();
        }
      }
    };
  }
}
