package org.sciml4j.sindy.weak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.field.WeightedTerm;
import org.sciml4j.sindy.pde.PdeLibrary;
import org.sciml4j.sindy.pde.PdeModel;
import org.sciml4j.sindy.pde.Recovery;
import org.sciml4j.sindy.regression.UnitFreeStlsq;
import org.sciml4j.sindy.simulation.pde.PdeData;
import org.sciml4j.sindy.simulation.pde.Pdes;

/** The terms found must not depend on the units of the data. */
class UnitsTest {
  private static final FieldSeries SHOCK = PdeData.burgers();

  private static double error(FieldSeries data, List<EvolutionEquation> truth, int order) {
    List<Expression> terms = PdeLibrary.of(order, order).derivativesOfMonomials(data);
    WeakForm form = WeakForm.automatic(data, order);
    return Recovery.largestError(PdeModel.fit(form, data, terms, UnitFreeStlsq.published()), truth);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1e-3, 1, 1", "1e3, 1e3, 1", "1, 1e-4, 10", "1e-6, 1e-2, 1e-3"})
  void findsBurgersEquationInAnyUnits(double length, double velocity, double time) {
    FieldAxis x = SHOCK.grid().axes().getFirst();
    FieldAxis t = SHOCK.time();
    double[] u = Arrays.stream(SHOCK.values()[0]).map(value -> velocity * value).toArray();
    FieldSeries data =
        new FieldSeries(
            List.of("u"),
            SpaceGrid.of(FieldAxis.periodic("x", 0, length * x.period(), x.points())),
            FieldAxis.bounded("t", 0, time * t.spacing(), t.points()),
            new double[][] {u});
    List<WeightedTerm> si =
        List.of(
            Pdes.term(-0.5 * length / time / velocity, Pdes.d(Pdes.power(Pdes.U, 2), "x")),
            Pdes.term(0.1 * length * length / time, Pdes.d(Pdes.U, "xx")));
    assertThat(error(data, List.of(new EvolutionEquation(Pdes.U, si)), 4)).isLessThan(1e-6);
  }
}
