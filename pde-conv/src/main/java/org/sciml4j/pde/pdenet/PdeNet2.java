package org.sciml4j.pde.pdenet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.operators.AxisNames;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.pde.rhs.ClosedForm;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.Polynomial;
import org.sciml4j.pde.rhs.PseudoUpwind;
import org.sciml4j.pde.rhs.SelectedTerms;
import org.sciml4j.pde.rhs.SmoothedL1;
import org.sciml4j.pde.rhs.SymbolicNetwork;
import org.sciml4j.pde.rollout.RolloutStage;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.StepScheme;
import org.sciml4j.pde.scheme.TimeStep;
import org.sciml4j.pde.symbolic.FieldPolynomial;

/**
 * PDE-Net 2.0: {@code u_{n+1} = u_n + dt F(D_ij u, D_ij v)}, derivatives by kernels with
 * constrained moments, F a symbolic network.
 *
 * <pre>
 * Z. Long, Y. Lu, B. Dong, PDE-Net 2.0: Learning PDEs from data with a numeric-symbolic hybrid deep
 * network, Journal of Computational Physics 399 (2019) 108925.
 * </pre>
 *
 * <p>Other schemes than forward Euler and other closed forms than the symbolic network may stand in
 * its place. The published code constrains the gradient of kernels only; here kernels are
 * parametrised by their free moments, so that constraints hold exactly.
 *
 * @param variables names of the variables, in the order of the state
 * @param stencils derivatives
 * @param terms F
 * @param scales what derivatives are divided by before F sees them, one for each of each variable;
 *     equations are not changed by it, the path of the training is
 * @param rates what the values of F are multiplied by, one for each variable; none for 1. As
 *     scales, they make numbers of one size of variables of different ones
 * @param upwind whether kernels of first derivatives turn with the direction of transport
 * @param scheme how to step
 * @param dt the step
 * @param momentPenalty weight of the sparsity penalty on free moments
 * @param termPenalty weight of the sparsity penalty on the numbers of F
 */
public record PdeNet2(
    List<String> variables,
    ConstrainedStencils stencils,
    ClosedForm terms,
    List<Double> scales,
    List<Double> rates,
    boolean upwind,
    StepScheme scheme,
    double dt,
    double momentPenalty,
    double termPenalty) {
  private static final String STENCILS = "constrained_stencils";
  private static final String TERMS = "terms";

  /**
   * Copies the lists.
   *
   * @throws InvalidInputException if numbers of variables, terms and scales do not fit
   */
  public PdeNet2 {
    variables = List.copyOf(variables);
    scales = List.copyOf(scales);
    rates = List.copyOf(rates);
    int channels = variables.size() * stencils.derivatives().size();
    require(
        !variables.isEmpty() && terms.variables() == variables.size(),
        "terms of variables " + variables,
        terms.variables() + " polynomials",
        "one for each variable");
    require(
        scales.size() == channels && scales.stream().allMatch(scale -> scale > 0),
        "scales",
        scales.size(),
        channels + " positive numbers");
    require(
        (rates.isEmpty() || rates.size() == variables.size())
            && rates.stream().allMatch(rate -> rate > 0),
        "rates",
        rates,
        "a positive number for each variable");
  }

  private static void require(boolean holds, String argument, Object value, String expected) {
    if (!holds) {
      throw new InvalidInputException(argument, value, expected, "correct one of them");
    }
  }

  /**
   * Forward Euler with all derivatives up to order 2 by 5x5 kernels (5, 5x5x5) of accuracy 1, five
   * products and no penalties, on a periodic grid.
   *
   * @param variables names of the variables
   * @param dt the step
   * @param spacing distance between grid points along each axis
   */
  public static PdeNet2 of(List<String> variables, double dt, double... spacing) {
    ConstrainedStencils stencils = ConstrainedStencils.upTo(2, 5, spacing);
    return new PdeNet2(
        variables,
        stencils,
        SymbolicNetwork.of(variables.size(), 5),
        Collections.nCopies(variables.size() * stencils.derivatives().size(), 1.0),
        List.of(),
        false,
        ButcherTableau.FORWARD_EULER,
        dt,
        0,
        0);
  }

  /** With other derivatives; scales become 1. */
  public PdeNet2 stencils(ConstrainedStencils other) {
    return new PdeNet2(
        variables,
        other,
        terms,
        Collections.nCopies(variables.size() * other.derivatives().size(), 1.0),
        rates,
        upwind,
        scheme,
        dt,
        momentPenalty,
        termPenalty);
  }

  /** With another closed form. */
  public PdeNet2 terms(ClosedForm other) {
    return new PdeNet2(
        variables, stencils, other, scales, rates, upwind, scheme, dt, momentPenalty, termPenalty);
  }

  /** With derivatives divided by these numbers, for example their root mean squares in the data. */
  public PdeNet2 scales(double... others) {
    return new PdeNet2(
        variables,
        stencils,
        terms,
        Arrays.stream(others).boxed().toList(),
        rates,
        upwind,
        scheme,
        dt,
        momentPenalty,
        termPenalty);
  }

  /**
   * With values of F multiplied by these numbers, for example root mean squares of rates of change
   * in the data; none for 1.
   */
  public PdeNet2 rates(double... others) {
    return new PdeNet2(
        variables,
        stencils,
        terms,
        scales,
        Arrays.stream(others).boxed().toList(),
        upwind,
        scheme,
        dt,
        momentPenalty,
        termPenalty);
  }

  /** With kernels that turn with the direction of transport. */
  public PdeNet2 pseudoUpwind() {
    return new PdeNet2(
        variables, stencils, terms, scales, rates, true, scheme, dt, momentPenalty, termPenalty);
  }

  /** With another scheme. */
  public PdeNet2 scheme(StepScheme other) {
    return new PdeNet2(
        variables, stencils, terms, scales, rates, upwind, other, dt, momentPenalty, termPenalty);
  }

  /** With penalties on free moments and on the numbers of F; published are 0.001 and 0.005. */
  public PdeNet2 penalties(double moments, double ofTerms) {
    return new PdeNet2(
        variables, stencils, terms, scales, rates, upwind, scheme, dt, moments, ofTerms);
  }

  /**
   * The net of the terms alone that trained parameters have found, to be trained on from these
   * parameters. Sparsity penalties shrink coefficients; what is trained here has none.
   *
   * @param smallest magnitude of a coefficient whose term is kept
   * @throws InvalidInputException if no term is kept
   */
  public PdeNet2 selected(Parameters parameters, double smallest) {
    List<FieldPolynomial> kept =
        explain(parameters).stream()
            .map(equation -> equation.withoutSmallerThan(smallest).rightHandSide())
            .toList();
    return stencils(stencils)
        .rates(new double[0])
        .terms(new SelectedTerms(kept))
        .penalties(momentPenalty, 0);
  }

  /**
   * The net of those terms only that matter, without the penalty on terms and its bias: those whose
   * coefficients, of divided derivatives, reach a fraction of the largest one of their variable.
   * Its training begins at these coefficients.
   *
   * @param highest degree of a term
   * @return nothing where all coefficients are zero
   */
  public Optional<PdeNet2> significant(Parameters parameters, double fraction, int highest) {
    List<FieldPolynomial> kept =
        terms.expand(parameters, TERMS, names().size(), highest).stream()
            .map(polynomial -> significant(polynomial, fraction))
            .toList();
    return kept.stream().allMatch(polynomial -> polynomial.terms().isEmpty())
        ? Optional.empty()
        : Optional.of(terms(new SelectedTerms(kept)).penalties(momentPenalty, 0));
  }

  private static FieldPolynomial significant(FieldPolynomial polynomial, double fraction) {
    double largest = polynomial.terms().values().stream().mapToDouble(Math::abs).max().orElse(0);
    return polynomial.withoutSmallerThan(fraction * largest);
  }

  /** The step without penalties, all parameters trainable. */
  public TimeStep step() {
    return step(true, 0);
  }

  /** The step of a stage of a training. */
  public TimeStep step(RolloutStage stage) {
    return step(!stage.freezes(), stage.sparsity());
  }

  private TimeStep step(boolean trainsStencils, double sparsity) {
    ConstrainedStencils kernels = stencils.trainable(trainsStencils);
    if (sparsity * momentPenalty > 0) {
      kernels = kernels.regularized(SmoothedL1.of(sparsity * momentPenalty));
    }
    ClosedForm form = terms;
    if (sparsity * termPenalty > 0) {
      SmoothedL1 penalty = SmoothedL1.of(sparsity * termPenalty);
      form =
          switch (terms) {
            case Polynomial polynomial -> polynomial.regularized(penalty);
            case SelectedTerms selected -> selected;
            case SymbolicNetwork network -> network.regularized(penalty);
          };
    }
    Layer scaled = Sequential.of(this::divided, form.named(TERMS), this::multiplied);
    return new TimeStep(
        upwind ? new PseudoUpwind(kernels, scaled) : Sequential.of(kernels, scaled), scheme, dt);
  }

  private Value divided(Value channels, Scope scope) {
    if (scales.stream().allMatch(scale -> scale == 1)) {
      return channels;
    }
    long[] shape = new long[channels.rank()];
    Arrays.fill(shape, 1);
    shape[1] = scales.size();
    double[] factors = scales.stream().mapToDouble(scale -> 1 / scale).toArray();
    return channels.times(Value.constant(new TensorType(channels.type().dtype(), shape), factors));
  }

  private Value multiplied(Value values, Scope scope) {
    if (rates.stream().allMatch(rate -> rate == 1)) {
      return values;
    }
    long[] shape = new long[values.rank()];
    Arrays.fill(shape, 1);
    shape[1] = rates.size();
    double[] factors = rates.stream().mapToDouble(Double::doubleValue).toArray();
    return values.times(Value.constant(new TensorType(values.type().dtype(), shape), factors));
  }

  /** Names of what F is made of: {@code u}, {@code u_x}, ..., {@code v}, {@code v_x}, ... */
  public List<String> names() {
    List<String> axes = AxisNames.standard(stencils.dims());
    List<String> names = new ArrayList<>();
    for (String variable : variables) {
      for (MultiIndex derivative : stencils.derivatives()) {
        String ofU = derivative.derivative(axes);
        names.add(variable + ofU.substring(1));
      }
    }
    return names;
  }

  /** {@link #explain(Parameters, int)} with terms up to degree 3. */
  public List<IdentifiedEquation> explain(Parameters parameters) {
    return explain(parameters, 3);
  }

  /**
   * The equations that parameters stand for, expanded into terms, one for each variable.
   *
   * @param highest degree of a term; each coefficient is exact, but terms of higher degrees, which
   *     nested products may have, are left out
   * @throws InvalidInputException if the parameters are not this model's
   */
  public List<IdentifiedEquation> explain(Parameters parameters, int highest) {
    List<String> names = names();
    List<FieldPolynomial> expanded = terms.expand(parameters, TERMS, names.size(), highest);
    List<IdentifiedEquation> equations = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      equations.add(new IdentifiedEquation(variables.get(i), unscaled(expanded.get(i), i), names));
    }
    return equations;
  }

  private FieldPolynomial unscaled(FieldPolynomial scaled, int variable) {
    double rate = rates.isEmpty() ? 1 : rates.get(variable);
    double[] factors = scales.stream().mapToDouble(Double::doubleValue).toArray();
    Map<MultiIndex, Double> terms = new HashMap<>();
    scaled
        .terms()
        .forEach((monomial, c) -> terms.put(monomial, rate * c / monomial.powerOf(factors)));
    return FieldPolynomial.of(scaled.factors(), terms);
  }

  /** The kernels that parameters stand for, one for each derivative. */
  public List<Stencil> kernels(Parameters parameters) {
    return stencils.stencils(parameters, STENCILS);
  }
}
