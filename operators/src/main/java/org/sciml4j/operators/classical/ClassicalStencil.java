package org.sciml4j.operators.classical;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hipparchus.fraction.BigFraction;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.AxisNames;
import org.sciml4j.operators.DifferentialOperator;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.analysis.Accuracy;
import org.sciml4j.operators.differences.RationalStencil;
import org.sciml4j.operators.notation.Superscript;

/** A published stencil: its exact coefficients, what it is called and where it is printed. */
public final class ClassicalStencil {
  /** Relative difference up to which spacings count as one. */
  private static final double SAME_SPACING = 1e-12;

  /** Points of the largest box whose kernel is printed in full. */
  private static final int LARGEST_PRINTED = 27;

  private final String name;
  private final String family;
  private final String title;
  private final String citation;
  private final List<String> aliases;
  private final List<ScaledKernel> terms;
  private final RationalStencil coefficients;
  private final Accuracy accuracy;

  ClassicalStencil(
      String name,
      String family,
      String title,
      String citation,
      List<String> aliases,
      List<ScaledKernel> terms) {
    this.name = name;
    this.family = family;
    this.title = title;
    this.citation = citation;
    this.aliases = List.copyOf(aliases);
    this.terms = List.copyOf(terms);
    this.coefficients =
        terms.stream().map(ScaledKernel::kernel).reduce(RationalStencil::plus).orElseThrow();
    double[] unit = new double[dims()];
    Arrays.fill(unit, 1);
    this.accuracy = Accuracy.of(on(unit));
  }

  /** Its name in the catalogue, e.g. {@code laplacian-5-point}. */
  public String name() {
    return name;
  }

  /** What it has in common with others, e.g. {@code laplacian}. */
  public String family() {
    return family;
  }

  /** Its name in a sentence, e.g. {@code 5-point Laplacian}, with the standard axis names. */
  public String title() {
    return title(AxisNames.standard(dims()).toArray(String[]::new));
  }

  /** Its name in a sentence with other axis names, one per axis. */
  public String title(String... axisNames) {
    String named = title;
    for (int axis = 0; axis < axisNames.length; axis++) {
      named = named.replace("{" + axis + "}", axisNames[axis]);
    }
    return named;
  }

  /** Where it is published. */
  public String citation() {
    return citation;
  }

  /** Other names it is found under. */
  public List<String> aliases() {
    return aliases;
  }

  /** Number of dimensions. */
  public int dims() {
    return terms.getFirst().kernel().dims();
  }

  /** The differential operator it approximates, for unit spacing. */
  public DifferentialOperator operator() {
    return accuracy.operator();
  }

  /** Its order of accuracy; {@link Integer#MAX_VALUE} where it is exact. */
  public int order() {
    return accuracy.order().orElse(Integer.MAX_VALUE);
  }

  /**
   * Power of the length that its coefficients are divided by: 2 for a Laplacian, 0 for a filter.
   */
  public int spacingPower() {
    return terms.getFirst().totalPower();
  }

  /** Exact coefficients for unit spacing. */
  public RationalStencil coefficients() {
    return coefficients;
  }

  /**
   * The fractions as printed, for one spacing h: {@code 1/6 [1 4 1; 4 -20 4; 1 4 1] / h²}; of large
   * sums of one-dimensional kernels that kernel alone.
   */
  public String fractions() {
    String table =
        isLargeCross() ? terms.getLast().kernel() + " along each axis" : coefficients.toString();
    return spacingPower() == 0 ? table : table + " / " + Superscript.power("h", spacingPower());
  }

  /** The axis whose length alone its coefficients are divided by; -1 where none or several are. */
  int onlyAxis() {
    int found = -1;
    for (ScaledKernel term : terms) {
      for (int axis = 0; axis < dims(); axis++) {
        if (term.powers()[axis] > 0) {
          if (found >= 0 && found != axis) {
            return -1;
          }
          found = axis;
        }
      }
    }
    return found;
  }

  /**
   * The stencil on a grid; one spacing serves all axes. Along axes of negative spacing derivatives
   * are mirrored, so that they are right in the coordinate; filters go by the index.
   */
  public Stencil on(double... spacing) {
    double[] h = spacing;
    if (spacing.length == 1 && dims() > 1) {
      h = new double[dims()];
      Arrays.fill(h, spacing[0]);
    }
    if (h.length != dims()) {
      throw new InvalidInputException(
          "spacing",
          Arrays.toString(spacing),
          "1 or " + dims() + " numbers",
          "give one per axis of the " + title());
    }
    Stencil stencil = onRising(Arrays.stream(h).map(Math::abs).toArray());
    for (int axis = 0; axis < dims(); axis++) {
      if (h[axis] < 0 && spacingPower() > 0) {
        stencil = stencil.reflect(axis);
      }
    }
    return stencil.withSpacing(h);
  }

  private boolean isLargeCross() {
    int box = 1;
    for (int axis = 0; axis < dims(); axis++) {
      box *= 2 * coefficients.radius(axis) + 1;
    }
    return box > LARGEST_PRINTED && terms.size() == dims() && onlyAxis() < 0;
  }

  private Stencil onRising(double[] h) {
    Map<int[], Double> points = new TreeMap<>(Arrays::compare);
    if (isUniform(h)) {
      addTo(points, coefficients, terms.getFirst().divisor(h));
    } else {
      for (ScaledKernel term : terms) {
        addTo(points, term.kernel(), term.divisor(h));
      }
    }
    return Stencil.of(
        h,
        points.keySet().toArray(int[][]::new),
        points.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void addTo(Map<int[], Double> points, RationalStencil kernel, double divisor) {
    for (Map.Entry<int[], BigFraction> point : kernel.points().entrySet()) {
      points.merge(point.getKey(), point.getValue().doubleValue() / divisor, Double::sum);
    }
  }

  private static boolean isUniform(double[] spacing) {
    return Arrays.stream(spacing)
        .allMatch(h -> Math.abs(h - spacing[0]) <= SAME_SPACING * spacing[0]);
  }

  /** Name, fractions, operator and order in one line. */
  @Override
  public String toString() {
    return name + ": " + fractions() + " = " + accuracy;
  }
}
