package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shifted and scaled latent coordinates in which polynomial equations have the fewest terms: a
 * shift along each axis makes one coefficient after the other vanish, and the best stay (a beam
 * search over axes). Of equally sparse systems that with the fewest constants is chosen, then that
 * with the smallest shift. Scales then make nonlinear coefficients ±1 and couplings as large as the
 * damping beside them, starting with the shortest equations, as long as there are scales left.
 */
public final class SparsestCoordinates {
  private static final int BEAM = 100;
  private static final double ZERO = 1e-9;

  private SparsestCoordinates() {}

  /** The coordinates; those there are if the system has sines. */
  public static AffineChange of(LatentSystem system) {
    return shifts(system).getFirst().then(scales(shifts(system).getFirst().of(system, ZERO)));
  }

  /** Shifts in order of preference. */
  static List<AffineChange> shifts(LatentSystem system) {
    int n = system.equationCount();
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    AffineChange none = AffineChange.scaling(ones, new double[n]);
    if (system.library().hasSines()) {
      return List.of(none);
    }
    List<Candidate> best = List.of(new Candidate(none, none.of(system, 0)));
    for (int axis = 0; axis < n; axis++) {
      List<Candidate> next = new ArrayList<>();
      for (Candidate candidate : best) {
        next.add(candidate);
        for (double distance : roots(candidate.system(), axis)) {
          double[] shift = new double[n];
          shift[axis] = distance;
          AffineChange change = candidate.change().then(AffineChange.scaling(ones, shift));
          next.add(new Candidate(change, change.of(system, ZERO)));
        }
      }
      best = next.stream().sorted(Candidate.ORDER).limit(BEAM).toList();
    }
    return best.stream().map(Candidate::change).toList();
  }

  /** Shifts along an axis at which a coefficient vanishes. */
  private static List<Double> roots(LatentSystem system, int axis) {
    List<int[]> exponents = system.library().exponents();
    List<Double> roots = new ArrayList<>();
    for (double[] row : system.coefficients()) {
      for (int[] term : exponents) {
        double[] polynomial = new double[system.library().degree() + 1];
        for (int k = 0; k < exponents.size(); k++) {
          int more = raised(term, exponents.get(k), axis);
          if (more >= 0) {
            polynomial[more] += row[k] * binomial(term[axis] + more, more);
          }
        }
        RealRoots.addTo(roots, polynomial);
      }
    }
    return roots.stream().distinct().toList();
  }

  /** By how much the second has a higher power of the axis; -1 if they differ otherwise. */
  private static int raised(int[] term, int[] other, int axis) {
    for (int i = 0; i < term.length; i++) {
      if (i != axis && term[i] != other[i]) {
        return -1;
      }
    }
    return other[axis] - term[axis];
  }

  private static double binomial(int n, int k) {
    double value = 1;
    for (int i = 1; i <= k; i++) {
      value = value * (n - k + i) / i;
    }
    return value;
  }

  private static AffineChange scales(LatentSystem system) {
    int n = system.equationCount();
    double[] none = new double[n];
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    if (system.library().hasSines()) {
      return AffineChange.scaling(ones, none);
    }
    LogScales scales = new LogScales(n);
    double[][] coefficients = system.coefficients();
    List<int[]> exponents = system.library().exponents();
    List<Integer> order =
        IntStream.range(0, n)
            .boxed()
            .sorted(
                Comparator.comparingLong(
                    i -> Arrays.stream(coefficients[i]).filter(c -> c != 0).count()))
            .toList();
    for (boolean isNonlinear : new boolean[] {true, false}) {
      for (int i : order) {
        for (int k = 0; k < exponents.size(); k++) {
          int degree = Arrays.stream(exponents.get(k)).sum();
          double damping = isNonlinear ? 1 : coefficients[i][linear(exponents, i)];
          boolean isMeant = isNonlinear ? degree > 1 : degree == 1 && damping != 0;
          if (isMeant && coefficients[i][k] != 0) {
            scales.require(exponents.get(k), i, Math.log(Math.abs(damping / coefficients[i][k])));
          }
        }
      }
    }
    return AffineChange.scaling(scales.values(), none);
  }

  private static int linear(List<int[]> exponents, int variable) {
    return IntStream.range(0, exponents.size())
        .filter(k -> exponents.get(k)[variable] == 1 && Arrays.stream(exponents.get(k)).sum() == 1)
        .findFirst()
        .orElseThrow();
  }

  private record Candidate(AffineChange change, LatentSystem system) {
    static final Comparator<Candidate> ORDER =
        Comparator.<Candidate>comparingInt(one -> one.system.activeTerms())
            .thenComparingLong(Candidate::constants)
            .thenComparingDouble(Candidate::distance);

    private long constants() {
      return Arrays.stream(system.coefficients()).filter(row -> row[0] != 0).count();
    }

    private double distance() {
      return Arrays.stream(change.shift()).map(Math::abs).sum();
    }
  }
}
