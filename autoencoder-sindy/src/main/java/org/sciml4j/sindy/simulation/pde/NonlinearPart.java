package org.sciml4j.sindy.simulation.pde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.sindy.expression.Evaluator;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.field.EvolutionEquation;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.field.WeightedTerm;

/**
 * The terms that are products or functions, computed at the points of the grid from fields and
 * derivatives that are brought there by inverse transforms. Modes above two thirds of the highest
 * wave number are left out of what goes in and of what comes out, so that no quadratic product is
 * aliased (Orszag 1971, J. Atmos. Sci. 28:1074).
 */
final class NonlinearPart implements NonlinearTerms {
  private static final double KEPT = 2.0 / 3;

  /** What is needed at the grid points: a derivative of a field. */
  private record Leaf(int field, double[] multiplier, int quarterTurns) {}

  /** The sum of an equation's terms under one outer derivative, whose transform is taken once. */
  private record Group(int equation, double[] multiplier, int quarterTurns) {}

  private record Key(int equation, String letters) {}

  private static final int PART = 4096;

  private final FourierTransform transform;
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final Evaluator[] evaluators;
  private final double[][] leafValues;
  private final double[][] sums;
  private final double[] spectrum;
  private final int points;

  NonlinearPart(
      List<EvolutionEquation> equations,
      SpaceGrid grid,
      Wavenumbers waves,
      FourierTransform transform) {
    this.transform = transform;
    points = grid.points();
    List<Variable> fields = equations.stream().map(EvolutionEquation::field).toList();
    double[] mask = waves.lowPass(KEPT);
    Map<Key, Expression> grouped = grouped(equations, fields);
    Set<Expression> needed = new LinkedHashSet<>();
    grouped.values().forEach(expression -> needed.addAll(expression.fieldQuantities()));
    for (Expression leaf : needed) {
      boolean derived = leaf instanceof SpaceDerivative;
      Variable field = (Variable) (derived ? ((SpaceDerivative) leaf).of() : leaf);
      if (!fields.contains(field)) {
        throw new InvalidInputException(
            "equations",
            "using " + field.name(),
            "fields among " + fields.stream().map(Variable::name).toList(),
            "give an equation for every field");
      }
      List<Integer> orders = grid.orders(derived ? ((SpaceDerivative) leaf).axes() : "");
      leaves.add(
          new Leaf(
              fields.indexOf(field),
              masked(waves.powers(orders), mask),
              Wavenumbers.quarterTurns(orders)));
    }
    for (Key key : grouped.keySet()) {
      List<Integer> orders = grid.orders(key.letters);
      groups.add(
          new Group(
              key.equation, masked(waves.powers(orders), mask), Wavenumbers.quarterTurns(orders)));
    }
    Evaluator evaluator = Evaluator.of(List.copyOf(needed), List.copyOf(grouped.values()));
    evaluators = new Evaluator[ThreadTeam.common().threads()];
    Arrays.setAll(evaluators, _ -> evaluator.copy());
    leafValues = new double[leaves.size()][points];
    sums = new double[groups.size()][points];
    spectrum = new double[2 * transform.modes()];
  }

  private static Map<Key, Expression> grouped(
      List<EvolutionEquation> equations, List<Variable> fields) {
    Map<Key, Expression> grouped = new LinkedHashMap<>();
    for (int row = 0; row < equations.size(); row++) {
      for (WeightedTerm term : equations.get(row).terms()) {
        if (LinearPart.contains(term.expression(), fields)) {
          continue;
        }
        boolean outer = term.expression() instanceof SpaceDerivative;
        String letters = outer ? ((SpaceDerivative) term.expression()).axes() : "";
        Expression inner = outer ? ((SpaceDerivative) term.expression()).of() : term.expression();
        grouped.merge(new Key(row, letters), inner.times(term.coefficient()), Expression::plus);
      }
    }
    return grouped;
  }

  @Override
  public void apply(double[][] state, double[][] out, boolean add) {
    for (int i = 0; i < leafValues.length; i++) {
      Leaf leaf = leaves.get(i);
      scale(state[leaf.field], leaf.multiplier, leaf.quarterTurns, spectrum, false);
      transform.inverse(spectrum, leafValues[i]);
    }
    ThreadTeam.common().run(Math.ceilDiv(points, PART), this::evaluate);
    if (!add) {
      for (double[] field : out) {
        Arrays.fill(field, 0);
      }
    }
    for (int i = 0; i < sums.length; i++) {
      Group group = groups.get(i);
      transform.forward(sums[i], spectrum);
      scale(spectrum, group.multiplier, group.quarterTurns, out[group.equation], true);
    }
  }

  private void evaluate(int part, int worker) {
    int from = part * PART;
    evaluators[worker].evaluate(leafValues, from, Math.min(points, from + PART), sums, from);
  }

  private static void scale(
      double[] from, double[] multiplier, int quarterTurns, double[] to, boolean add) {
    double sign = quarterTurns >= 2 ? -1 : 1;
    boolean odd = quarterTurns % 2 == 1;
    for (int mode = 0; mode < multiplier.length; mode++) {
      double factor = sign * multiplier[mode];
      double re = factor * (odd ? -from[2 * mode + 1] : from[2 * mode]);
      double im = factor * (odd ? from[2 * mode] : from[2 * mode + 1]);
      to[2 * mode] = add ? to[2 * mode] + re : re;
      to[2 * mode + 1] = add ? to[2 * mode + 1] + im : im;
    }
  }

  private static double[] masked(double[] powers, double[] mask) {
    for (int mode = 0; mode < powers.length; mode++) {
      powers[mode] *= mask[mode];
    }
    return powers;
  }
}
