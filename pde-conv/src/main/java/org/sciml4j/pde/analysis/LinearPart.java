package org.sciml4j.pde.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.hipparchus.complex.Complex;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.analysis.StabilityLimit;
import org.sciml4j.operators.analysis.TimeScheme;
import org.sciml4j.pde.scheme.ButcherTableau;
import org.sciml4j.pde.scheme.StepScheme;

/**
 * The derivative of a block {@code F(u)} at a uniform state, as stencils: {@code F_i(u + v) ≈
 * F_i(u) + Σ_j K_ij v_j}. For right-hand sides as for whole steps; of a linear block it is the
 * block.
 *
 * @param stencils K, a row for each variable
 */
public record LinearPart(List<List<Stencil>> stencils) {
  private static final int[] SCAN = {720, 60, 18};
  private static final double GROWTH = 1e-12;
  private static final int PROBES = 12;

  /** Copies the rows. */
  public LinearPart {
    stencils = stencils.stream().map(List::copyOf).toList();
  }

  /**
   * The linear part in the middle of a grid, by one reverse derivative for each variable: exact to
   * rounding, and that of the middle point where coefficients vary in space.
   *
   * @param layer F, with the shape of its input
   * @param state {@code [variables, space...]}; wider than what a point of F depends on
   * @param spacing distance between points along each axis
   * @param uniform the state, a number for each variable; none for zeros
   * @throws InvalidInputException if F depends on points at the edges of the grid, or a number of
   *     extents or numbers does not fit
   */
  public static LinearPart at(
      Layer layer, Parameters parameters, long[] state, double[] spacing, double... uniform) {
    int variables = Math.toIntExact(state[0]);
    if (spacing.length != state.length - 1) {
      throw new InvalidInputException(
          "spacing", spacing.length + " numbers", (state.length - 1) + "", "give one an axis");
    }
    if (uniform.length != 0 && uniform.length != variables) {
      throw new InvalidInputException(
          "uniform state", uniform.length + " numbers", variables + "", "give one a variable");
    }
    int[] centre = new int[spacing.length];
    Arrays.setAll(centre, axis -> (int) state[1 + axis] / 2);
    try (LayerDerivative derivative = new LayerDerivative(layer, parameters, state, true)) {
      derivative.at(uniform(derivative.size(), variables, uniform));
      return at(derivative, state, spacing, centre);
    }
  }

  /** A state of so many numbers that is the same everywhere. */
  static double[] uniform(int size, int variables, double... numbers) {
    double[] u = new double[size];
    int points = size / variables;
    Arrays.setAll(u, i -> numbers.length == 0 ? 0 : numbers[i / points]);
    return u;
  }

  /** That of one point, at the state of a derivative. */
  static LinearPart at(LayerDerivative derivative, long[] state, double[] spacing, int[] centre) {
    int variables = Math.toIntExact(state[0]);
    int points = derivative.size() / variables;
    int middle = 0;
    for (int axis = 0; axis < centre.length; axis++) {
      middle = Math.toIntExact(middle * state[1 + axis] + centre[axis]);
    }
    List<List<Stencil>> rows = new ArrayList<>();
    for (int i = 0; i < variables; i++) {
      double[] one = new double[derivative.size()];
      one[i * points + middle] = 1;
      double[] row = derivative.times(one);
      List<Stencil> stencils = new ArrayList<>();
      for (int j = 0; j < variables; j++) {
        double[] part = Arrays.copyOfRange(row, j * points, (j + 1) * points);
        stencils.add(stencil(part, state, centre, spacing));
      }
      rows.add(stencils);
    }
    return new LinearPart(rows);
  }

  private static Stencil stencil(double[] part, long[] state, int[] centre, double[] spacing) {
    List<int[]> offsets = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int point = 0; point < part.length; point++) {
      if (part[point] != 0) {
        int[] offset = new int[centre.length];
        int rest = point;
        for (int axis = centre.length - 1; axis >= 0; axis--) {
          int index = (int) (rest % state[1 + axis]);
          rest /= (int) state[1 + axis];
          if (index == 0 || index == state[1 + axis] - 1) {
            throw new InvalidInputException(
                "grid",
                Arrays.toString(state) + ", of which one point depends on the edge",
                "a grid wider than what a point depends on",
                "take more points along axis " + axis);
          }
          offset[axis] = index - centre[axis];
        }
        offsets.add(offset);
        weights.add(part[point]);
      }
    }
    return Stencil.of(
        spacing,
        offsets.toArray(int[][]::new),
        weights.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Number of variables. */
  public int variables() {
    return stencils.size();
  }

  /** How a variable's value depends on another's neighbourhood. */
  public Stencil stencil(int of, int on) {
    return stencils.get(of).get(on);
  }

  /**
   * The stencil of a block of one variable, whose symbol, accuracy and stability are its own.
   *
   * @throws InvalidInputException if there are several
   */
  public Stencil stencil() {
    if (variables() != 1) {
      throw new InvalidInputException(
          "block", "of " + variables() + " variables", "one variable", "use stencil(of, on)");
    }
    return stencil(0, 0);
  }

  /**
   * Eigenvalues of the symbol, {@code K exp(i k·x) = λ exp(i k·x)}, one for each variable.
   *
   * @param angles {@code k h} along each axis
   */
  public Complex[] eigenvalues(double... angles) {
    int n = variables();
    if (n == 1) {
      return new Complex[] {stencil().symbol().atAngles(angles)};
    }
    // The real form [A -B; B A] of A + iB has its eigenvalues and their conjugates.
    RealMatrix real = MatrixUtils.createRealMatrix(2 * n, 2 * n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        Stencil stencil = stencil(i, j);
        Complex symbol = stencil.size() == 0 ? Complex.ZERO : stencil.symbol().atAngles(angles);
        real.setEntry(i, j, symbol.getRealPart());
        real.setEntry(n + i, n + j, symbol.getRealPart());
        real.setEntry(i, n + j, -symbol.getImaginaryPart());
        real.setEntry(n + i, j, symbol.getImaginaryPart());
      }
    }
    return Eigenvalues.of(real);
  }

  /**
   * The largest {@code |λ|} on a fine mesh of wave vectors: of a step at most 1 where no mode
   * grows.
   */
  public double spectralRadius() {
    double[] largest = {0};
    scan(lambda -> largest[0] = Math.max(largest[0], lambda.norm()));
    return largest[0];
  }

  /**
   * The largest dt at which a scheme for {@code du/dt = F(u)} lets no mode grow; 0 where none does.
   * For one variable the exact {@link StabilityLimit}, for several the least on a mesh of wave
   * vectors.
   */
  public double largestStableStep(TimeScheme scheme) {
    if (variables() == 1) {
      return stencil().size() == 0
          ? Double.POSITIVE_INFINITY
          : StabilityLimit.of(stencil(), scheme).step();
    }
    return leastStableStep(z -> scheme.amplification(z).norm());
  }

  /**
   * The largest dt at which a scheme lets no mode grow, as {@link #largestStableStep(TimeScheme)}:
   * of any Runge-Kutta scheme, Adams-Bashforth and leapfrog. Empty for schemes that treat a linear
   * part of their own, which is not that of F.
   */
  public OptionalDouble largestStableStep(StepScheme scheme) {
    if (scheme instanceof ButcherTableau tableau && tableau.stages() == tableau.order()) {
      for (TimeScheme known : TimeScheme.values()) {
        if (known.order() == tableau.order()) {
          return OptionalDouble.of(largestStableStep(known));
        }
      }
    }
    Optional<ModeGrowth> growth = ModeGrowth.of(scheme);
    return growth.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(leastStableStep(growth.get()));
  }

  private double leastStableStep(ModeGrowth growth) {
    double size =
        stencils.stream()
            .flatMap(List::stream)
            .flatMapToDouble(stencil -> Arrays.stream(stencil.coefficients()))
            .map(Math::abs)
            .sum();
    double[] least = {Double.POSITIVE_INFINITY};
    scan(
        lambda -> {
          if (lambda.norm() > 1e-12 * size && !isStable(lambda, growth, least[0])) {
            least[0] = Math.min(least[0], stableStep(lambda, growth, size));
          }
        });
    return least[0];
  }

  /** Whether a mode grows at no step up to this one, as far as some steps tell. */
  private static boolean isStable(Complex lambda, ModeGrowth growth, double step) {
    for (int i = PROBES; i > 0; i--) {
      if (!(growth.at(lambda.multiply(step * i / PROBES)) <= 1 + GROWTH)) {
        return false;
      }
    }
    return true;
  }

  /** All eigenvalues on a mesh of wave vectors. */
  private void scan(Consumer<Complex> each) {
    int dims = stencil(0, 0).dims();
    int n = SCAN[dims - 1];
    for (int i = 0; i < Math.pow(n, dims); i++) {
      int rest = i;
      double[] angles = new double[dims];
      for (int axis = dims - 1; axis >= 0; axis--) {
        angles[axis] = 2 * Math.PI * (rest % n) / n;
        rest /= n;
      }
      for (Complex lambda : eigenvalues(angles)) {
        each.accept(lambda);
      }
    }
  }

  private static double stableStep(Complex lambda, ModeGrowth growth, double size) {
    if (lambda.getRealPart() > 1e-12 * size) {
      return 0;
    }
    double reach = 4 / lambda.norm();
    double stable = 0;
    for (int i = 1; i <= 400; i++) {
      double step = reach * i / 400;
      if (growth.at(lambda.multiply(step)) > 1 + GROWTH) {
        double unstable = step;
        for (int k = 0; k < 60; k++) {
          double between = 0.5 * (stable + unstable);
          if (growth.at(lambda.multiply(between)) > 1 + GROWTH) {
            unstable = between;
          } else {
            stable = between;
          }
        }
        // Growth below the tolerance lets tiny steps pass where none is stable.
        return stable < 1e-3 * reach ? 0 : stable;
      }
      stable = step;
    }
    return stable;
  }

  /**
   * Whether a linear step keeps the sum of every variable on periodic grids: what a variable's
   * value gives to others is nothing in all, what it gives to itself is one.
   *
   * @param tolerance largest deviation of a sum of coefficients
   */
  public boolean conservesSums(double tolerance) {
    for (int i = 0; i < variables(); i++) {
      for (int j = 0; j < variables(); j++) {
        if (!(Math.abs(stencil(i, j).sum() - (i == j ? 1 : 0)) <= tolerance)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Whether a linear step gives convex combinations of the values before, so that no value lies
   * outside the range of the state: coefficients from 0 that sum to 1.
   *
   * @param tolerance largest deviation of a coefficient or the sum
   */
  public boolean isConvexCombination(double tolerance) {
    return conservesSums(tolerance)
        && stencils.stream()
            .flatMap(List::stream)
            .flatMapToDouble(stencil -> Arrays.stream(stencil.coefficients()))
            .allMatch(c -> c >= -tolerance);
  }
}
