package org.sciml4j.pde.symbolic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.notation.ShortNumber;
import org.sciml4j.operators.notation.Superscript;

/**
 * A polynomial in some factors, such as {@code u}, {@code u_x}, {@code v}: coefficients by
 * monomial, a monomial being the powers of the factors. Immutable.
 */
public final class FieldPolynomial {
  private final int factors;
  private final SortedMap<MultiIndex, Double> terms;

  private FieldPolynomial(int factors, SortedMap<MultiIndex, Double> terms) {
    this.factors = factors;
    this.terms = terms;
    terms.values().removeIf(coefficient -> coefficient == 0);
  }

  /**
   * The polynomial with these coefficients; zeros are dropped.
   *
   * @throws InvalidInputException if a monomial has another number of powers
   */
  public static FieldPolynomial of(int factors, Map<MultiIndex, Double> coefficients) {
    coefficients.keySet().forEach(monomial -> requireFactors(factors, monomial.dims()));
    return new FieldPolynomial(factors, new TreeMap<>(coefficients));
  }

  /** A number. */
  public static FieldPolynomial constant(int factors, double value) {
    return of(factors, Map.of(MultiIndex.of(new int[factors]), value));
  }

  /** One of the factors. */
  public static FieldPolynomial factor(int factors, int index) {
    int[] powers = new int[factors];
    powers[index] = 1;
    return of(factors, Map.of(MultiIndex.of(powers), 1.0));
  }

  /** All monomials of total degree 0 to {@code degree}, by degree, earlier factors first. */
  public static List<MultiIndex> monomials(int factors, int degree) {
    List<MultiIndex> all = new ArrayList<>();
    for (int total = 0; total <= degree; total++) {
      addMonomials(all, new int[factors], 0, total);
    }
    return List.copyOf(all);
  }

  private static void addMonomials(List<MultiIndex> all, int[] powers, int at, int rest) {
    if (at == powers.length - 1) {
      powers[at] = rest;
      all.add(MultiIndex.of(powers));
      return;
    }
    for (int power = rest; power >= 0; power--) {
      powers[at] = power;
      addMonomials(all, powers, at + 1, rest - power);
    }
  }

  /** Number of factors. */
  public int factors() {
    return factors;
  }

  /** Coefficients by monomial; unmodifiable. */
  public SortedMap<MultiIndex, Double> terms() {
    return Collections.unmodifiableSortedMap(terms);
  }

  /** The coefficient of a monomial, zero where there is no such term. */
  public double coefficient(MultiIndex monomial) {
    return terms.getOrDefault(monomial, 0.0);
  }

  /** The coefficient of the product of these factors, named as often as they occur. */
  public double coefficient(int... product) {
    int[] powers = new int[factors];
    for (int factor : product) {
      powers[factor]++;
    }
    return coefficient(MultiIndex.of(powers));
  }

  /** Sum of two polynomials. */
  public FieldPolynomial plus(FieldPolynomial other) {
    requireFactors(factors, other.factors);
    SortedMap<MultiIndex, Double> sum = new TreeMap<>(terms);
    other.terms.forEach((monomial, c) -> sum.merge(monomial, c, Double::sum));
    return new FieldPolynomial(factors, sum);
  }

  /** Every coefficient times a number. */
  public FieldPolynomial times(double number) {
    SortedMap<MultiIndex, Double> product = new TreeMap<>();
    terms.forEach((monomial, c) -> product.put(monomial, c * number));
    return new FieldPolynomial(factors, product);
  }

  /** Product of two polynomials. */
  public FieldPolynomial times(FieldPolynomial other) {
    return times(other, Integer.MAX_VALUE);
  }

  /** The terms of a product up to a degree; they depend on the factors' terms up to it only. */
  public FieldPolynomial times(FieldPolynomial other, int degree) {
    requireFactors(factors, other.factors);
    SortedMap<MultiIndex, Double> product = new TreeMap<>();
    for (Map.Entry<MultiIndex, Double> a : terms.entrySet()) {
      int rest = degree - a.getKey().order();
      for (Map.Entry<MultiIndex, Double> b : other.terms.entrySet()) {
        if (b.getKey().order() > rest) {
          break; // terms are sorted by degree
        }
        product.merge(a.getKey().plus(b.getKey()), a.getValue() * b.getValue(), Double::sum);
      }
    }
    return new FieldPolynomial(factors, product);
  }

  /** Without the terms whose coefficients are smaller in magnitude. */
  public FieldPolynomial withoutSmallerThan(double magnitude) {
    SortedMap<MultiIndex, Double> kept = new TreeMap<>(terms);
    kept.values().removeIf(c -> Math.abs(c) < magnitude);
    return new FieldPolynomial(factors, kept);
  }

  /** The value where the factors have these values. */
  public double at(double... values) {
    requireFactors(factors, values.length);
    return terms.entrySet().stream()
        .mapToDouble(term -> term.getValue() * term.getKey().powerOf(values))
        .sum();
  }

  /** A monomial as written in a formula: {@code u u_x}, {@code u² v}, {@code 1}. */
  public static String name(MultiIndex monomial, List<String> names) {
    String product =
        IntStream.range(0, monomial.dims())
            .filter(i -> monomial.power(i) > 0)
            .mapToObj(i -> Superscript.power(names.get(i), monomial.power(i)))
            .collect(Collectors.joining(" "));
    return product.isEmpty() ? "1" : product;
  }

  /**
   * The sum of all terms, largest coefficients first: {@code -0.984 u u_x + 0.0502 u_xx}.
   *
   * @param names one for each factor
   * @param digits significant digits of coefficients
   */
  public String toString(List<String> names, int digits) {
    requireFactors(factors, names.size());
    StringBuilder text = new StringBuilder();
    terms.entrySet().stream()
        .sorted(Comparator.comparingDouble(term -> -Math.abs(term.getValue())))
        .forEach(term -> append(text, term.getValue(), name(term.getKey(), names), digits));
    return text.isEmpty() ? "0" : text.toString();
  }

  private static void append(StringBuilder text, double coefficient, String monomial, int digits) {
    if (text.isEmpty()) {
      text.append(coefficient < 0 ? "-" : "");
    } else {
      text.append(coefficient < 0 ? " - " : " + ");
    }
    text.append(ShortNumber.decimal(Math.abs(coefficient), digits));
    if (!monomial.equals("1")) {
      text.append(' ').append(monomial);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldPolynomial that
        && factors == that.factors
        && terms.equals(that.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  /** With factors named {@code x0}, {@code x1}, ... */
  @Override
  public String toString() {
    return toString(IntStream.range(0, factors).mapToObj(i -> "x" + i).toList(), 6);
  }

  private static void requireFactors(int factors, int given) {
    if (factors != given) {
      throw new InvalidInputException(
          "factors of a polynomial", given, factors + "", "give one number or name for each");
    }
  }
}
