package org.sciml4j.pde.discretization;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.boundary.FieldBoundary;
import org.sciml4j.pde.discretization.FieldEquation.Factor;
import org.sciml4j.pde.discretization.FieldEquation.Term;

/**
 * A {@link FieldEquation} with learned derivatives: in {@link FluxForm} where it has fluxes {@code
 * d_x(...)}, in {@link PlainForm} otherwise.
 *
 * @param rate the right-hand side
 * @param stencils what it has learned
 * @param names of what the stencils approximate, for example {@code u_xx} or {@code u at faces
 *     along x}
 */
public record EquationForm(NamedLayer rate, LearnedStencils stencils, List<String> names) {
  /** Copies the list. */
  public EquationForm {
    names = List.copyOf(names);
  }

  /**
   * The form of an equation.
   *
   * @param points of a stencil at points, odd; those at faces have one more
   * @throws InvalidInputException if nothing can be learned, a term does not fit fluxes, or an axis
   *     has no flux
   */
  public static EquationForm of(
      FieldEquation equation,
      CoefficientNetwork network,
      int points,
      FieldBoundary boundary,
      double... spacing) {
    boolean isFlux = equation.isConservative();
    FieldEquation used = isFlux ? equation.conserved() : equation;
    Map<Place, LearnedStencil> places = new LinkedHashMap<>();
    for (List<Term> terms : used.rates()) {
      for (Term term : terms) {
        for (Factor factor : term.product()) {
          if (isFlux || factor.order() > 0) {
            places.computeIfAbsent(
                new Place(factor, isFlux ? term.along() : factor.axis()),
                place -> stencil(place, isFlux, points));
          }
        }
      }
    }
    requireStencils(used, places, isFlux);
    List<Place> order = List.copyOf(places.keySet());
    LearnedStencils stencils =
        new LearnedStencils(List.copyOf(places.values()), network, spacing, boundary);
    List<String> names =
        order.stream()
            .map(
                place ->
                    used.name(place.factor())
                        + (isFlux ? " at faces along " + axisName(used, place.axis()) : ""))
            .toList();
    NamedLayer rate =
        isFlux
            ? new FluxForm(stencils, faces -> fluxes(used, order, faces))
            : new PlainForm(stencils, (u, q) -> rates(used, order, u, q));
    return new EquationForm(rate, stencils, names);
  }

  /** A factor at points, or at the faces along an axis. */
  private record Place(Factor factor, int axis) {}

  private static LearnedStencil stencil(Place place, boolean atFaces, int points) {
    int order = place.factor().order();
    int side = atFaces ? (points + 1) / 2 : points / 2;
    LearnedStencil first =
        atFaces
            ? LearnedStencil.atFace(order, side, side)
            : LearnedStencil.atPoint(order, side, side);
    return first.of(place.factor().variable()).along(place.axis());
  }

  private static void requireStencils(
      FieldEquation equation, Map<Place, LearnedStencil> places, boolean isFlux) {
    if (places.isEmpty()) {
      throw new InvalidInputException(
          "equation '" + equation + "'", "without derivatives", "some to learn", "name another");
    }
    for (int axis = 0; isFlux && axis < equation.dims(); axis++) {
      int along = axis;
      if (places.keySet().stream().noneMatch(place -> place.axis() == along)) {
        throw new InvalidInputException(
            "equation '" + equation + "'",
            "without a flux along " + axisName(equation, axis),
            "one along each axis",
            "choose a line or plane of the field, or write the equation without d_x(...)");
      }
    }
  }

  private static String axisName(FieldEquation equation, int axis) {
    return equation
        .name(new Factor(0, 1, axis))
        .substring(equation.variables().getFirst().length() + 1);
  }

  private static Value rates(
      FieldEquation equation, List<Place> order, Value u, List<Value> derivatives) {
    Value[] rates = new Value[equation.variables().size()];
    for (int i = 0; i < rates.length; i++) {
      List<Value> terms = new ArrayList<>();
      for (Term term : equation.rates().get(i)) {
        List<Value> product = new ArrayList<>();
        for (Factor factor : term.product()) {
          product.add(
              factor.order() == 0
                  ? u.slice(1, factor.variable(), factor.variable() + 1L)
                  : derivatives.get(order.indexOf(new Place(factor, factor.axis()))));
        }
        terms.add(product(term.coefficient(), product, u.slice(1, 0, 1)));
      }
      rates[i] = sum(terms, u.slice(1, 0, 1));
    }
    return rates.length == 1 ? rates[0] : Value.concat(1, rates);
  }

  /** J of {@code u_t = -∂J}: what the equation writes as a derivative, with the other sign. */
  private static List<Value> fluxes(FieldEquation equation, List<Place> order, List<Value> faces) {
    List<Value> all = new ArrayList<>();
    for (int axis = 0; axis < equation.dims(); axis++) {
      int along = axis;
      Value like =
          faces.get(
              order.indexOf(
                  order.stream().filter(p -> p.axis() == along).findFirst().orElseThrow()));
      Value[] fluxes = new Value[equation.variables().size()];
      for (int i = 0; i < fluxes.length; i++) {
        List<Value> terms = new ArrayList<>();
        for (Term term : equation.rates().get(i)) {
          if (term.along() == axis) {
            List<Value> product =
                term.product().stream()
                    .map(factor -> faces.get(order.indexOf(new Place(factor, along))))
                    .toList();
            terms.add(product(-term.coefficient(), product, like));
          }
        }
        fluxes[i] = sum(terms, like);
      }
      all.add(fluxes.length == 1 ? fluxes[0] : Value.concat(1, fluxes));
    }
    return all;
  }

  private static Value product(double coefficient, List<Value> factors, Value like) {
    return factors.isEmpty()
        ? like.filled(coefficient)
        : factors.stream().reduce(Value::times).orElseThrow().times(coefficient);
  }

  private static Value sum(List<Value> terms, Value like) {
    return terms.stream().reduce(Value::plus).orElseGet(() -> like.filled(0));
  }

  /**
   * The coefficients that trained numbers choose at a state, in units of the grid: for each stencil
   * and node one number for each point.
   *
   * @param parameters of a network whose first layer is {@link #rate}
   * @param state {@code [variables, space...]}
   */
  public List<double[][]> coefficients(Parameters parameters, Tensor state) {
    return ChosenCoefficients.of(this, parameters, state);
  }
}
