package org.sciml4j.pde.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.pde.pdenet.PdeNet2;
import org.sciml4j.pde.rhs.ClosedForm;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.Polynomial;
import org.sciml4j.pde.rhs.SelectedTerms;
import org.sciml4j.pde.rhs.SymbolicNetwork;
import org.sciml4j.pde.scheme.TimeStep;
import org.sciml4j.pde.symbolic.FieldPolynomial;

/**
 * What a {@link PdeNet2} is built from.
 *
 * @param grid the states
 * @param order highest order of the derivatives
 * @param extent points of a kernel along every axis
 * @param accuracy of the kernels, 0 to fix all moments
 * @param products of a symbolic network; 0 for a polynomial
 * @param degree of that polynomial; 0 for a symbolic network
 * @param scheme one of {@link StepDesign#schemes}
 * @param scales what each derivative of each variable is divided by; none for 1
 * @param rates what the rate of change of each variable is in units of; none for 1
 * @param upwind whether kernels of first derivatives turn with the direction of transport
 * @param found the terms that it consists of, where they are known: for each variable, for each
 *     term, the powers of all derivatives of all variables; none for all terms
 */
public record PdeNetDesign(
    StateGrid grid,
    int order,
    int extent,
    int accuracy,
    int products,
    int degree,
    String scheme,
    List<Double> scales,
    List<Double> rates,
    boolean upwind,
    List<List<List<Integer>>> found)
    implements StepDesign {
  private static final int MOST_PRODUCTS = 50;
  private static final int MOST_TERMS = 20_000;

  /**
   * Copies the lists.
   *
   * @throws InvalidInputException if the scheme is unknown, a number out of range, or there are
   *     both products and a degree or none
   */
  public PdeNetDesign {
    scales = List.copyOf(scales);
    rates = List.copyOf(rates);
    found = found.stream().map(terms -> terms.stream().map(List::copyOf).toList()).toList();
    DesignCheck.scheme(scheme);
    DesignCheck.atLeast(0, "order", order);
    DesignCheck.kernels(order, extent, accuracy);
    DesignCheck.atLeast(0, "products", products);
    DesignCheck.atMost(MOST_PRODUCTS, "products", products);
    DesignCheck.atLeast(0, "degree", degree);
    double factors = grid.variables().size() * choices(grid.dims(), order);
    if (choices(factors, degree) > MOST_TERMS) {
      throw new InvalidInputException(
          "terms of degree up to " + degree + " of " + (int) factors + " derivatives",
          String.format(Locale.ROOT, "%.3g", choices(factors, degree)),
          MOST_TERMS + " or less",
          "lower the degree or the order");
    }
    DesignCheck.positive("rates", rates);
    DesignCheck.positive("scales", scales);
    if ((products > 0) == (degree > 0)) {
      throw new InvalidInputException(
          "terms",
          products + " products and degree " + degree,
          "a symbolic network or a polynomial",
          "give one of the two");
    }
  }

  /** How many products of up to so many factors there are. */
  private static double choices(double factors, int most) {
    double number = 1;
    for (int i = 1; i <= most && number <= Integer.MAX_VALUE; i++) {
      number *= (factors + i) / i;
    }
    return number;
  }

  /**
   * Derivatives up to order 2 by kernels of five points that keep accuracy 2, a symbolic network of
   * five products, forward Euler.
   */
  public static PdeNetDesign of(StateGrid grid) {
    return new PdeNetDesign(grid, 2, 5, 2, 5, 0, "euler", List.of(), List.of(), false, List.of());
  }

  /** With all products of so many derivatives in place of the symbolic network. */
  public PdeNetDesign polynomial(int highestDegree) {
    return new PdeNetDesign(
        grid, order, extent, accuracy, 0, highestDegree, scheme, scales, rates, upwind, found);
  }

  /** With kernels that keep another accuracy; 0 for differences that are not trained. */
  public PdeNetDesign accuracy(int other) {
    return new PdeNetDesign(
        grid, order, extent, other, products, degree, scheme, scales, rates, upwind, found);
  }

  /** With another of {@link StepDesign#schemes}. */
  public PdeNetDesign scheme(String other) {
    return new PdeNetDesign(
        grid, order, extent, accuracy, products, degree, other, scales, rates, upwind, found);
  }

  /** The network, without penalties. */
  public PdeNet2 net() {
    List<String> variables = grid.variables();
    ConstrainedStencils stencils = grid.stencils(order, extent, accuracy);
    PdeNet2 plain =
        PdeNet2.of(variables, grid.dt(), grid.distances())
            .stencils(stencils)
            .terms(terms(variables.size() * stencils.derivatives().size()))
            .rates(rates.stream().mapToDouble(Double::doubleValue).toArray())
            .scheme(DesignCheck.scheme(scheme));
    PdeNet2 turned = upwind ? plain.pseudoUpwind() : plain;
    return scales.isEmpty()
        ? turned
        : turned.scales(scales.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private ClosedForm terms(int factors) {
    if (!found.isEmpty()) {
      return new SelectedTerms(found.stream().map(terms -> polynomial(factors, terms)).toList());
    }
    int variables = grid.variables().size();
    return degree > 0 ? Polynomial.of(variables, degree) : SymbolicNetwork.of(variables, products);
  }

  private static FieldPolynomial polynomial(int factors, List<List<Integer>> terms) {
    return FieldPolynomial.of(
        factors,
        terms.stream()
            .map(powers -> MultiIndex.of(powers.stream().mapToInt(power -> power).toArray()))
            .distinct()
            .collect(Collectors.toMap(monomial -> monomial, monomial -> 1.0)));
  }

  /**
   * The same with those terms only that matter.
   *
   * @param significant as {@link PdeNet2#significant} of {@link #net} gives it
   */
  public PdeNetDesign found(PdeNet2 significant) {
    if (!(significant.terms() instanceof SelectedTerms selected)) {
      throw new InvalidInputException(
          "terms",
          significant.terms().kind(),
          "selected ones",
          "give the net of significant terms");
    }
    return new PdeNetDesign(
        grid,
        order,
        extent,
        accuracy,
        products,
        degree,
        scheme,
        scales,
        rates,
        upwind,
        selected.initial().stream()
            .map(one -> one.terms().keySet().stream().map(PdeNetDesign::powers).toList())
            .toList());
  }

  private static List<Integer> powers(MultiIndex monomial) {
    return IntStream.range(0, monomial.dims()).mapToObj(monomial::power).toList();
  }

  @Override
  public TimeStep step() {
    return net().step();
  }

  /** The same with derivatives divided by these numbers and rates of change in units of those. */
  public PdeNetDesign scales(double[] ofDerivatives, List<Double> ofRates) {
    return new PdeNetDesign(
        grid,
        order,
        extent,
        accuracy,
        products,
        degree,
        scheme,
        Arrays.stream(ofDerivatives).boxed().toList(),
        ofRates,
        upwind,
        found);
  }
}
