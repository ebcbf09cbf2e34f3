package org.sciml4j.pde.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.notation.ShortNumber;
import org.sciml4j.pde.boundary.EdgeCondition;
import org.sciml4j.pde.pdenet.PdeNet1;
import org.sciml4j.pde.pdenet.VaryingEquation;
import org.sciml4j.pde.rhs.ConstrainedStencils;
import org.sciml4j.pde.rhs.PiecewiseFunction;
import org.sciml4j.pde.rhs.PolynomialMesh;
import org.sciml4j.pde.scheme.TimeStep;

/**
 * What a {@link PdeNet1} is built from. Its coefficients are functions of the place, so that it
 * knows its axes.
 *
 * @param grid the states, of one variable
 * @param axes of space
 * @param order highest order of the derivatives, 1 to 4
 * @param extent points of a kernel along every axis
 * @param accuracy of the kernels, 0 to fix all moments
 * @param cells of the coefficients along each axis
 * @param degree of the coefficients on a cell
 * @param sourceCells of f(u), whose polynomials are quadratic; 0 for no such function. With one
 *     there is no coefficient of u, since the data would not tell the two apart
 * @param sourceRange least and largest u of f, none where there is no f
 * @param scheme one of {@link StepDesign#schemes}
 * @param scales what each derivative is divided by; none for 1
 */
public record VaryingPdeNetDesign(
    StateGrid grid,
    List<Axis> axes,
    int order,
    int extent,
    int accuracy,
    List<Integer> cells,
    int degree,
    int sourceCells,
    List<Double> sourceRange,
    String scheme,
    List<Double> scales)
    implements StepDesign {
  private static final int HIGHEST = 4;
  private static final int QUADRATIC = 2;

  /** Coordinates may differ by this fraction of the spacing, as single precision ones do. */
  private static final double NEAR = 1e-3;

  /**
   * Copies the lists.
   *
   * @throws InvalidInputException if there are several variables, more nodes than points, the
   *     scheme is unknown or a number out of range
   */
  public VaryingPdeNetDesign {
    axes = List.copyOf(axes);
    cells = List.copyOf(cells);
    sourceRange = List.copyOf(sourceRange);
    scales = List.copyOf(scales);
    DesignCheck.scheme(scheme);
    DesignCheck.positive("scales", scales);
    if (grid.variables().size() != 1) {
      throw new InvalidInputException(
          "variables",
          grid.variables(),
          "one variable, whose coefficients vary in space",
          "name one, or choose a polynomial or symbolic network");
    }
    if (axes.size() != grid.dims() || cells.size() != grid.dims()) {
      throw new InvalidInputException(
          "cells",
          cells + " on " + axes.size() + " axes",
          "one number for each of the " + grid.dims() + " axes of space",
          "give one for all axes, or one for each");
    }
    DesignCheck.atLeast(1, "order", order);
    if (order > HIGHEST) {
      throw new InvalidInputException(
          "order", order, HIGHEST + " or less", "leave out the highest derivatives");
    }
    DesignCheck.kernels(order, extent, accuracy);
    DesignCheck.atLeast(1, "degree", degree);
    DesignCheck.atLeast(0, "cells of the source", sourceCells);
    if (sourceRange.size() != (sourceCells == 0 ? 0 : 2)) {
      throw new InvalidInputException(
          "range of the source", sourceRange, "least and largest u of f(u)", "correct it");
    }
    for (int axis = 0; axis < axes.size(); axis++) {
      requireSpacing(axes.get(axis), grid.spacing().get(axis));
      DesignCheck.atLeast(1, "cells", cells.get(axis));
      requireNodes(
          axes.get(axis), (long) cells.get(axis) * degree + (isPeriodic(grid, axis) ? 0 : 1));
    }
  }

  private static void requireSpacing(Axis axis, double spacing) {
    if (axis.name().isEmpty() || !(Math.abs(axis.spacing() - spacing) <= NEAR * spacing)) {
      throw new InvalidInputException(
          "spacing of axis '" + axis.name() + "'",
          axis.spacing(),
          spacing + ", that of the grid",
          "give the axes of the grid");
    }
  }

  private static boolean isPeriodic(StateGrid grid, int axis) {
    return grid.edges().axes().get(axis).low() instanceof EdgeCondition.Periodic;
  }

  private static void requireNodes(Axis axis, long nodes) {
    if (nodes > axis.size()) {
      throw new InvalidInputException(
          "nodes of a coefficient along " + axis.name(),
          nodes,
          "at most its " + axis.size() + " points",
          "take fewer cells or a lower degree");
    }
  }

  /**
   * Derivatives up to order 2 by kernels of five points that keep accuracy 2, quadratic
   * coefficients with a node for about two points, no source, forward Euler.
   *
   * @param axes of space
   */
  public static VaryingPdeNetDesign of(StateGrid grid, List<Axis> axes) {
    List<Integer> cells = axes.stream().map(axis -> Math.clamp(axis.size() / 4, 1, 20)).toList();
    return new VaryingPdeNetDesign(
        grid, axes, 2, 5, 2, cells, QUADRATIC, 0, List.of(), "euler", List.of());
  }

  /** With coefficients of a degree on so many cells along each axis. */
  public VaryingPdeNetDesign mesh(List<Integer> cellsOfAxes, int degreeOnCells) {
    return new VaryingPdeNetDesign(
        grid,
        axes,
        order,
        extent,
        accuracy,
        cellsOfAxes,
        degreeOnCells,
        sourceCells,
        sourceRange,
        scheme,
        scales);
  }

  /** With other derivatives and kernels. */
  public VaryingPdeNetDesign kernels(int highestOrder, int points, int ofAccuracy) {
    return new VaryingPdeNetDesign(
        grid,
        axes,
        highestOrder,
        points,
        ofAccuracy,
        cells,
        degree,
        sourceCells,
        sourceRange,
        scheme,
        scales);
  }

  /** With f(u) between two values of u. */
  public VaryingPdeNetDesign source(int ofCells, double least, double most) {
    return new VaryingPdeNetDesign(
        grid,
        axes,
        order,
        extent,
        accuracy,
        cells,
        degree,
        ofCells,
        List.of(least, most),
        scheme,
        scales);
  }

  /** With another of {@link StepDesign#schemes}. */
  public VaryingPdeNetDesign scheme(String other) {
    return new VaryingPdeNetDesign(
        grid,
        axes,
        order,
        extent,
        accuracy,
        cells,
        degree,
        sourceCells,
        sourceRange,
        other,
        scales);
  }

  /**
   * With derivatives divided so that L-BFGS takes steps of one size in nodes and in moments, which
   * act everywhere.
   *
   * @param sizes root mean squares of the derivatives
   * @param rate of the rate of change
   */
  public VaryingPdeNetDesign scales(double[] sizes, double rate) {
    double nodes = Arrays.stream(mesh().nodes()).mapToDouble(n -> n).reduce(1, (a, b) -> a * b);
    return new VaryingPdeNetDesign(
        grid,
        axes,
        order,
        extent,
        accuracy,
        cells,
        degree,
        sourceCells,
        sourceRange,
        scheme,
        Arrays.stream(sizes).mapToObj(size -> size / (rate * Math.sqrt(nodes))).toList());
  }

  /** The derivatives. */
  public ConstrainedStencils stencils() {
    ConstrainedStencils all = grid.stencils(order, extent, accuracy);
    return sourceCells == 0
        ? all
        : all.derivatives(
            all.derivatives().stream()
                .filter(alpha -> alpha.order() > 0)
                .toArray(MultiIndex[]::new));
  }

  private PolynomialMesh mesh() {
    boolean[] periodic = new boolean[grid.dims()];
    IntStream.range(0, periodic.length).forEach(axis -> periodic[axis] = isPeriodic(grid, axis));
    return new PolynomialMesh(
        cells.stream().mapToInt(Integer::intValue).toArray(), degree, periodic);
  }

  /** The network, without penalties. */
  public PdeNet1 net() {
    ConstrainedStencils stencils = stencils();
    List<Double> divisors =
        scales.isEmpty() ? Collections.nCopies(stencils.derivatives().size(), 1.0) : scales;
    Optional<PiecewiseFunction> source =
        sourceCells == 0
            ? Optional.empty()
            : Optional.of(
                new PiecewiseFunction(
                    sourceRange.getFirst(), sourceRange.getLast(), sourceCells, QUADRATIC));
    return new PdeNet1(
        stencils, mesh(), source, divisors, 0, DesignCheck.scheme(scheme), grid.dt());
  }

  /**
   * The network with a penalty on coefficients that bend: {@code weight} times the mean over the
   * nodes of {@code (∂²c/∂ξ²)²} along each axis, ξ in lengths of the axis with most nodes and c in
   * units in which its derivative is of the size of the rate of change in the data. Such a number
   * does not depend on units, nor on how fine the nodes lie.
   */
  public PdeNet1 net(double weight) {
    double most = Arrays.stream(mesh().nodes()).max().orElseThrow();
    return net().smoothness(weight * Math.pow(most, 4));
  }

  /** The step on this grid; others are refused, since coefficients belong to its places. */
  @Override
  public TimeStep step() {
    TimeStep step = net().step();
    long[] points = axes.stream().mapToLong(Axis::size).toArray();
    return new TimeStep(
        (u, scope) -> {
          long[] space = Arrays.copyOfRange(u.shape(), Math.min(2, u.rank()), u.rank());
          if (!Arrays.equals(space, points)) {
            throw new InvalidInputException(
                "state",
                u.type(),
                "the points " + Arrays.toString(points) + " of the coefficients",
                "step fields of the grid of the training");
          }
          return step.rightHandSide().apply(u, scope);
        },
        step.scheme(),
        step.dt());
  }

  /** The equation that parameters stand for. */
  public VaryingEquation equation(Parameters parameters) {
    return net().equation(grid.variables().getFirst(), parameters, axes);
  }

  /**
   * Refuses axes of other places than the coefficients are known at.
   *
   * @throws InvalidInputException if points or their coordinates differ
   */
  public void requirePlace(List<Axis> others) {
    boolean fits = others.size() == axes.size();
    for (int i = 0; fits && i < others.size(); i++) {
      double[] own = axes.get(i).coordinates();
      double[] other = others.get(i).coordinates();
      double near = NEAR * grid.spacing().get(i);
      fits =
          own.length == other.length
              && IntStream.range(0, own.length).allMatch(k -> Math.abs(own[k] - other[k]) <= near);
    }
    if (!fits) {
      throw new InvalidInputException(
          "place of the fields",
          described(others),
          "that of the model's coefficients, " + described(axes),
          "take the same points, or train on these");
    }
  }

  private static String described(List<Axis> axes) {
    return String.join(
        ", ",
        axes.stream()
            .map(
                axis ->
                    axis.size()
                        + " points of "
                        + axis.name()
                        + " from "
                        + ShortNumber.decimal(axis.coordinates()[0])
                        + " to "
                        + ShortNumber.decimal(axis.coordinates()[axis.size() - 1]))
            .toList());
  }
}
