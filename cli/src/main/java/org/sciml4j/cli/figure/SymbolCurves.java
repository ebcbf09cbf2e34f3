package org.sciml4j.cli.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.complex.Complex;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.analysis.FourierSymbol;

/** The symbol figure of a stencil beside the differential operator it stands for. */
public final class SymbolCurves {
  private static final double NEGLIGIBLE = 1e-6;
  private static final int PROBES = 16;

  private record Direction(String label, double[] unit, double nyquist) {}

  private final FourierSymbol symbol;
  private final DifferentialOperator exact;
  private final List<Direction> directions;

  private SymbolCurves(
      FourierSymbol symbol, DifferentialOperator exact, List<Direction> directions) {
    this.symbol = symbol;
    this.exact = exact;
    this.directions = directions;
  }

  /**
   * Draws the symbol along every axis and, where all axes share their units, the diagonal.
   *
   * @param axisNames names of the axes, slowest first
   * @param lengthUnits units of the spacing, one per axis; may be empty
   * @param coefficientUnits units of the coefficients; may be empty
   */
  public static Figure of(
      String name,
      String title,
      String subtitle,
      Stencil stencil,
      DifferentialOperator exact,
      List<String> axisNames,
      List<String> lengthUnits,
      String coefficientUnits) {
    FourierSymbol symbol = stencil.symbol();
    boolean oneUnit = lengthUnits.stream().distinct().count() == 1;
    SymbolCurves curves =
        new SymbolCurves(symbol, exact, directions(stencil, symbol, axisNames, oneUnit));
    String unit = oneUnit ? lengthUnits.getFirst() : "unit of the axis";
    String waveNumber =
        FigureStyle.withUnits("wave number k", unit.isEmpty() ? "" : "rad / " + unit);
    return SymbolFigure.of(name, title, subtitle, waveNumber, curves.panels(coefficientUnits));
  }

  private static List<Direction> directions(
      Stencil stencil, FourierSymbol symbol, List<String> axisNames, boolean oneUnit) {
    List<Direction> directions = new ArrayList<>();
    int dims = stencil.dims();
    for (int axis = dims - 1; axis >= 0; axis--) {
      double[] unit = new double[dims];
      unit[axis] = 1;
      directions.add(new Direction("along " + axisNames.get(axis), unit, symbol.nyquist(axis)));
    }
    if (dims > 1 && oneUnit) {
      double[] unit = new double[dims];
      double shortest = Double.MAX_VALUE;
      for (int axis = 0; axis < dims; axis++) {
        unit[axis] = 1 / Math.sqrt(dims);
        shortest = Math.min(shortest, symbol.nyquist(axis) * Math.sqrt(dims));
      }
      directions.add(new Direction("diagonal", unit, shortest));
    }
    return directions;
  }

  private List<SymbolFigure.Panel> panels(String units) {
    List<SymbolFigure.Panel> panels = new ArrayList<>();
    if (!isNegligible(Complex::getReal)) {
      panels.add(panel(FigureStyle.withUnits("Re \u03bb(k)", units), Complex::getReal));
    }
    if (!isNegligible(Complex::getImaginary) || panels.isEmpty()) {
      panels.add(panel(FigureStyle.withUnits("Im \u03bb(k)", units), Complex::getImaginary));
    }
    return panels;
  }

  private SymbolFigure.Panel panel(String label, ToDoubleFunction<Complex> part) {
    List<SymbolFigure.Curve> curves = new ArrayList<>();
    List<Direction> drawn = new ArrayList<>();
    for (Direction direction : directions) {
      if (drawn.stream().noneMatch(other -> looksLike(direction, other))) {
        drawn.add(direction);
      }
    }
    for (boolean ofOperator : new boolean[] {false, true}) {
      for (int i = 0; i < drawn.size(); i++) {
        curves.add(curve(drawn.get(i), i, ofOperator, part));
      }
    }
    return new SymbolFigure.Panel(label, curves);
  }

  private SymbolFigure.Curve curve(
      Direction direction, int index, boolean ofOperator, ToDoubleFunction<Complex> part) {
    double[] unit = direction.unit();
    return new SymbolFigure.Curve(
        label(direction) + (ofOperator ? ", exact" : ""),
        index,
        ofOperator,
        direction.nyquist(),
        ofOperator
            ? k -> part.applyAsDouble(exact.symbol(times(unit, k)))
            : k -> part.applyAsDouble(symbol.at(times(unit, k))));
  }

  /** The direction's name with those of the directions that look the same. */
  private String label(Direction direction) {
    List<String> same =
        directions.stream()
            .filter(other -> looksLike(direction, other))
            .map(other -> other.label().replace("along ", ""))
            .toList();
    String names = String.join(" and ", same);
    return direction.label().startsWith("along ") ? "along " + names : names;
  }

  private boolean looksLike(Direction one, Direction other) {
    if (one.nyquist() != other.nyquist()) {
      return false;
    }
    double limit = NEGLIGIBLE * largest();
    for (int i = 1; i <= PROBES; i++) {
      double k = one.nyquist() * i / PROBES;
      double apart =
          symbol.at(times(one.unit(), k)).subtract(symbol.at(times(other.unit(), k))).norm();
      double exactApart =
          exact.symbol(times(one.unit(), k)).subtract(exact.symbol(times(other.unit(), k))).norm();
      if (apart > limit || exactApart > limit) {
        return false;
      }
    }
    return true;
  }

  private boolean isNegligible(ToDoubleFunction<Complex> part) {
    double limit = NEGLIGIBLE * largest();
    for (Direction direction : directions) {
      for (int i = 1; i <= PROBES; i++) {
        double[] k = times(direction.unit(), direction.nyquist() * i / PROBES);
        if (Math.abs(part.applyAsDouble(symbol.at(k))) > limit
            || Math.abs(part.applyAsDouble(exact.symbol(k))) > limit) {
          return false;
        }
      }
    }
    return true;
  }

  private double largest() {
    double largest = 0;
    for (Direction direction : directions) {
      for (int i = 1; i <= PROBES; i++) {
        double[] k = times(direction.unit(), direction.nyquist() * i / PROBES);
        largest = Math.max(largest, symbol.at(k).norm());
      }
    }
    return largest;
  }

  private static double[] times(double[] unit, double k) {
    double[] vector = unit.clone();
    for (int axis = 0; axis < vector.length; axis++) {
      vector[axis] *= k;
    }
    return vector;
  }
}
