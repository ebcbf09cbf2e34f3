package org.sciml4j.pde.rhs;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.MultiIndex;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.analysis.Moments;

/**
 * All kernels of one box that approximate a derivative with some accuracy: {@code q = q₀ + Σ_β m_β
 * q_β}, where {@code q₀} is the highest-order difference, {@code q_β} has the moment {@code M_β =
 * 1} and no other, and the free moments {@code m_β}, in grid units, are any numbers.
 */
final class DerivativeKernel {
  private final MultiIndex alpha;
  private final int[] extents;
  private final double[] spacing;
  private final List<MultiIndex> fixed;
  private final List<MultiIndex> free;

  DerivativeKernel(MultiIndex alpha, int[] extents, double[] spacing, int accuracy) {
    this.alpha = alpha;
    this.extents = extents;
    this.spacing = spacing;
    List<MultiIndex> all = MultiIndex.within(extents);
    fixed =
        accuracy == ConstrainedStencils.FROZEN
            ? all
            : Moments.fixed(extents, alpha.order(), accuracy);
    free = all.stream().filter(beta -> !fixed.contains(beta)).toList();
  }

  List<MultiIndex> free() {
    return free;
  }

  /** {@code q₀ / h^α}, row-major. */
  double[] particular() {
    return scaled(unitKernel(alpha));
  }

  /** {@code q_β / h^α}, a row for each free moment. */
  double[] basis() {
    return free.stream().flatMapToDouble(beta -> Arrays.stream(scaled(unitKernel(beta)))).toArray();
  }

  private double[] unitKernel(MultiIndex beta) {
    int[] powers = beta.powers().stream().mapToInt(Integer::intValue).toArray();
    return Moments.frozen(ones(), extents, powers).toStencil().toDense(extents);
  }

  private double[] scaled(double[] kernel) {
    double scale = 1 / alpha.powerOf(spacing);
    return Arrays.stream(kernel).map(x -> x * scale).toArray();
  }

  private double[] ones() {
    double[] ones = new double[extents.length];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** The kernel with these free moments. */
  Stencil stencil(double[] moments) {
    Map<MultiIndex, Double> physical = new HashMap<>();
    physical.put(alpha, 1.0);
    for (int i = 0; i < moments.length; i++) {
      physical.put(free.get(i), moments[i] * scale(free.get(i)));
    }
    return Moments.of(spacing, extents, physical).toStencil();
  }

  /** The free moments of a kernel, in grid units. */
  double[] moments(Stencil stencil) {
    Moments moments = Moments.of(stencil.withSpacing(spacing), extents);
    double size = stencil.largestCoefficient();
    for (MultiIndex beta : fixed) {
      double expected = beta.equals(alpha) ? 1 : 0;
      double actual = moments.get(beta);
      if (!(Math.abs(actual - expected) <= 1e-9 * Math.max(1, size * beta.powerOf(spacing)))) {
        throw new InvalidInputException(
            "moment " + beta.powers() + " of a kernel for derivative " + alpha.powers(),
            actual,
            "" + expected,
            "lower the accuracy asked for, or correct the kernel");
      }
    }
    return IntStream.range(0, free.size())
        .mapToDouble(i -> moments.get(free.get(i)) / scale(free.get(i)))
        .toArray();
  }

  /** A grid unit of {@code M_β} in physical units: {@code h^β / h^α}. */
  private double scale(MultiIndex beta) {
    return beta.powerOf(spacing) / alpha.powerOf(spacing);
  }
}
