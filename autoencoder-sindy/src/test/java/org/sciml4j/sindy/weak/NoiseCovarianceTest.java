package org.sciml4j.sindy.weak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.field.WeightedTerm;
import org.sciml4j.sindy.simulation.pde.Pdes;

/** The covariance against that of residuals of data moved point by point. */
class NoiseCovarianceTest {
  private static final double STEP = 1e-5;
  private static final double[] VARIANCES = {0.5, 2};

  private static FieldSeries data(boolean periodic) {
    FieldAxis y = new FieldAxis("y", 0, 0.5, 6, periodic);
    FieldAxis x = new FieldAxis("x", 0, 0.4, 8, periodic);
    SpaceGrid grid = SpaceGrid.of(y, x);
    double[][] values = new double[2][grid.points() * 7];
    for (int field = 0; field < 2; field++) {
      for (int i = 0; i < values[field].length; i++) {
        values[field][i] = RandomKey.of(field).normal(i);
      }
    }
    return new FieldSeries(List.of("u", "v"), grid, FieldAxis.bounded("t", 0, 0.3, 7), values);
  }

  /** {@code [centre in time][equation · centres + centre in space]}. */
  private static List<double[]> residuals(
      WeakForm form, FieldSeries data, List<EvolutionEquation> model) {
    List<Expression> terms = new ArrayList<>();
    for (EvolutionEquation equation : model) {
      equation.terms().forEach(term -> terms.add(term.expression()));
    }
    List<double[]> residuals = new ArrayList<>();
    form.assembly(data, terms)
        .run(
            (_, sums) -> {
              int centres = sums[0].length;
              double[] rest = new double[model.size() * centres];
              int slot = 0;
              for (int equation = 0; equation < model.size(); equation++) {
                for (int i = 0; i < centres; i++) {
                  rest[equation * centres + i] = sums[terms.size() + equation][i];
                }
                for (WeightedTerm term : model.get(equation).terms()) {
                  for (int i = 0; i < centres; i++) {
                    rest[equation * centres + i] -= term.coefficient() * sums[slot][i];
                  }
                  slot++;
                }
              }
              residuals.add(rest);
            });
    return residuals;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isThatOfResiduals(boolean periodic) {
    List<EvolutionEquation> model = Pdes.lambdaOmega(0.1, 0.7);
    WeakForm form =
        new WeakForm(
            List.of(new TestFunction(2, 4, 1), new TestFunction(3, 5, 2)),
            new TestFunction(2, 3, 2));
    FieldSeries data = data(periodic);
    int slabs = residuals(form, data, model).size();
    int size = residuals(form, data, model).getFirst().length;
    double[][] expected = new double[slabs * size][slabs * size];
    for (int field = 0; field < 2; field++) {
      double[] values = data.values()[field];
      for (int point = 0; point < values.length; point++) {
        double value = values[point];
        values[point] = value + STEP;
        List<double[]> after = residuals(form, data, model);
        values[point] = value - STEP;
        List<double[]> before = residuals(form, data, model);
        values[point] = value;
        addSquare(expected, slopes(after, before), VARIANCES[field]);
      }
    }
    NoiseCovariance covariance = new NoiseCovariance(form, data, model, VARIANCES);
    assertThat(covariance.size()).isEqualTo(size);
    assertThat(covariance.reach()).isEqualTo(1);
    List<Expression> none = List.of(model.getFirst().terms().getFirst().expression());
    form.assembly(data, none)
        .run(
            new WeakAssembly.Sink() {
              @Override
              public void frame(int frame, double[][] values) {
                covariance.add(frame, values);
              }

              @Override
              public void rows(int number, double[][] sums) {
                for (int before = 0; before <= Math.min(1, number); before++) {
                  double[] block = covariance.blocks(number)[before];
                  for (int i = 0; i < size; i++) {
                    for (int j = 0; j < size; j++) {
                      assertThat(block[i * size + j])
                          .isCloseTo(
                              expected[number * size + i][(number - before) * size + j],
                              within(1e-6));
                    }
                  }
                }
                covariance.release(number);
              }
            });
    assertThat(expected[0][0]).isGreaterThan(1e-4);
  }

  private static double[] slopes(List<double[]> after, List<double[]> before) {
    int size = after.getFirst().length;
    double[] slopes = new double[after.size() * size];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = (after.get(i / size)[i % size] - before.get(i / size)[i % size]) / (2 * STEP);
    }
    return slopes;
  }

  private static void addSquare(double[][] sum, double[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      for (int j = 0; vector[i] != 0 && j < vector.length; j++) {
        sum[i][j] += factor * vector[i] * vector[j];
      }
    }
  }
}
