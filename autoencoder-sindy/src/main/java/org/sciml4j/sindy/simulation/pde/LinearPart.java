package org.sciml4j.sindy.simulation.pde;

import java.util.List;
import java.util.Optional;
import org.sciml4j.sindy.expression.Constant;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Product;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.field.WeightedTerm;

/**
 * The terms that are a field or a derivative of a field, as one complex matrix per mode: entry
 * (row, column) is what field {@code column} contributes to the derivative of field {@code row} in
 * time.
 */
final class LinearPart {
  /** A number times a derivative of a field. */
  private record Factor(double coefficient, Variable field, String letters) {}

  private final int fields;
  private final double[][] matrices;

  LinearPart(List<EvolutionEquation> equations, SpaceGrid grid, Wavenumbers waves, int modes) {
    fields = equations.size();
    matrices = new double[modes][2 * fields * fields];
    List<Variable> order = equations.stream().map(EvolutionEquation::field).toList();
    for (int row = 0; row < fields; row++) {
      for (WeightedTerm term : equations.get(row).terms()) {
        Optional<Factor> linear = factor(term.expression(), order);
        if (linear.isPresent()) {
          add(
              row,
              order.indexOf(linear.get().field),
              term.coefficient(),
              linear.get(),
              grid,
              waves);
        }
      }
    }
  }

  /** Whether a term belongs to this part. */
  static boolean contains(Expression expression, List<Variable> fields) {
    return factor(expression, fields).isPresent();
  }

  /** The matrix of each mode: complex numbers, row by row. */
  double[][] matrices() {
    return matrices;
  }

  private void add(
      int row, int column, double scale, Factor linear, SpaceGrid grid, Wavenumbers waves) {
    List<Integer> orders = grid.orders(linear.letters);
    double[] powers = waves.powers(orders);
    int turns = Wavenumbers.quarterTurns(orders);
    int entry = 2 * (row * fields + column) + turns % 2;
    double sign = (turns >= 2 ? -1 : 1) * scale * linear.coefficient;
    for (int mode = 0; mode < matrices.length; mode++) {
      matrices[mode][entry] += sign * powers[mode];
    }
  }

  private static Optional<Factor> factor(Expression expression, List<Variable> fields) {
    return switch (expression) {
      case Variable field when fields.contains(field) -> Optional.of(new Factor(1, field, ""));
      case SpaceDerivative(Expression of, String letters) ->
          factor(of, fields)
              .map(inner -> new Factor(inner.coefficient, inner.field, inner.letters + letters));
      case Product(List<Expression> factors)
          when factors.size() == 2 && factors.getFirst() instanceof Constant(double number) ->
          factor(factors.getLast(), fields)
              .map(inner -> new Factor(number * inner.coefficient, inner.field, inner.letters));
      default -> Optional.empty();
    };
  }
}
