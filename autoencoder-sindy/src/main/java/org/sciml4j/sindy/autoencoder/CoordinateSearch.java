package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathRuntimeException;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;

/**
 * Finds the coordinates {@code z = A w + b}, A any invertible matrix, in which polynomial equations
 * have the fewest terms. A training knows its latent variables only up to such a change. Several
 * descents start from random coordinates; of equally sparse ends that with the fewest constants is
 * chosen, then that of the lowest degrees, then the best conditioned. Scales and shifts are then
 * those of {@link SparsestCoordinates}.
 *
 * @param tolerance a term is left out if it is below this fraction of the rate of change of its
 *     variable, both in the root mean square over states
 * @param starts number of descents
 * @param key of the random coordinates
 */
public record CoordinateSearch(double tolerance, int starts, RandomKey key) {
  static final int MOST_EQUATIONS = 4;
  private static final int USUAL_STARTS = 100;
  private static final double WORST_START = 30;
  private static final double WORST_END = 300;
  private static final int BEAM = 6;
  private static final int ROUNDS = 6;
  static final int FEWEST_STATES = 10;
  private static final int MOST_STATES = 100;
  private static final double ROUNDING = 1e-12;
  private static final double NEGLIGIBLE = 1e-9;

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is out of range
   */
  public CoordinateSearch {
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new InvalidInputException(
          "tolerance", tolerance, "between 0 and 1", "choose 0.03 for coefficients known to 1 %");
    }
    if (starts < 1) {
      throw new InvalidInputException("starts", starts, "1 or more", "choose 100");
    }
  }

  /** A hundred starts. */
  public static CoordinateSearch of(double tolerance) {
    return new CoordinateSearch(tolerance, USUAL_STARTS, RandomKey.of(0));
  }

  /** With that many starts. */
  public CoordinateSearch starts(int number) {
    return new CoordinateSearch(tolerance, number, key);
  }

  /** With starts of another key. */
  public CoordinateSearch key(RandomKey other) {
    return new CoordinateSearch(tolerance, starts, other);
  }

  /**
   * A system in its sparsest coordinates.
   *
   * @param change from the system's coordinates to these
   * @param system with zeros for what was below the tolerance
   */
  public record Form(AffineChange change, LatentSystem system) {}

  /** As {@link #of(LatentSystem, double[][])} with states of mean 0 and variance 1. */
  public Form of(LatentSystem system) {
    double[][] states = new double[MOST_STATES][system.variables().size()];
    RandomKey own = key.child(-1);
    for (int s = 0; s < states.length; s++) {
      for (int i = 0; i < states[s].length; i++) {
        states[s][i] = own.normal((long) s * states[s].length + i);
      }
    }
    return of(system, states);
  }

  /**
   * Searches. Systems with sines, and those without a term, stay in their coordinates.
   *
   * @param states of all variables, {@code [sample][variable]}, at which terms are as large as they
   *     matter: encoded samples, for example; at most 100 are used, spread evenly
   * @throws InvalidInputException if there are more than 4 equations or too few states
   */
  public Form of(LatentSystem system, double[][] states) {
    Optional<Candidate> best = best(system, states);
    if (best.isEmpty()) {
      return new Form(AffineChange.identity(system.equationCount()), system);
    }
    AffineChange mixing = best.get().mixing();
    LatentSystem sparse = best.get().system(system);
    AffineChange scaling = SparsestCoordinates.of(sparse);
    AffineChange turned = AffineChange.reordered(mixing.then(scaling).matrix());
    LatentSystem scaled = scaling.of(sparse, ROUNDING);
    return new Form(mixing.then(scaling).then(turned), turned.of(scaled, ROUNDING));
  }

  /**
   * A system in the sparsest coordinates that are known for its kind: with sines, or more than 4
   * equations, those of {@link SparsestCoordinates} without coefficients of 1e-9 of the largest.
   *
   * @param states as in {@link #of(LatentSystem, double[][])}
   */
  public LatentSystem sparsest(LatentSystem system, double[][] states) {
    return system.equationCount() > MOST_EQUATIONS || system.library().hasSines()
        ? SparsestCoordinates.of(system).of(system, NEGLIGIBLE)
        : of(system, states).system();
  }

  /**
   * The change to the sparsest coordinates, scaled so that each has deviation 1 over the states.
   *
   * @param states as in {@link #of(LatentSystem, double[][])}
   */
  AffineChange standardised(LatentSystem system, double[][] states) {
    int n = system.equationCount();
    Optional<Candidate> best = best(system, states);
    if (best.isEmpty()) {
      return AffineChange.identity(n);
    }
    AffineChange scaled =
        best.get()
            .mixing()
            .then(AffineChange.scaling(best.get().end.coordinates().deviations(), new double[n]));
    return scaled.then(AffineChange.reordered(scaled.matrix()));
  }

  private Optional<Candidate> best(LatentSystem system, double[][] states) {
    int n = system.equationCount();
    if (n > MOST_EQUATIONS) {
      throw new InvalidInputException(
          "system", n + " equations", "at most " + MOST_EQUATIONS, "use SparsestCoordinates");
    }
    if (states.length < FEWEST_STATES) {
      throw new InvalidInputException(
          "states", states.length + "", FEWEST_STATES + " or more", "give more samples");
    }
    if (system.library().hasSines() || system.activeTerms() == 0) {
      return Optional.empty();
    }
    int used = Math.min(MOST_STATES, states.length);
    SampledSystem sampled =
        SampledSystem.of(
            system,
            IntStream.range(0, used)
                .mapToObj(s -> states[(int) ((long) s * states.length / used)])
                .toArray(double[][]::new));
    return explored(
        IntStream.range(0, starts)
            .mapToObj(start -> start(sampled, start))
            .flatMap(Optional::stream)
            .toList());
  }

  private Optional<Candidate> start(SampledSystem system, int start) {
    int n = system.equations();
    double[][] matrix = AffineChange.identity(n).matrix();
    double[] shift = new double[n];
    RandomKey own = key.child(start);
    for (int i = 0; start > 0 && i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i][j] = own.normal((long) i * n + j);
      }
      shift[i] = own.normal((long) n * n + i);
    }
    return candidate(
        system.monomials(),
        () -> {
          MixedCoordinates begin = new MixedCoordinates(system, matrix, shift);
          return start == 0 || begin.condition() <= WORST_START
              ? Optional.of(new SparsityDescent(tolerance).from(begin))
              : Optional.empty();
        });
  }

  /** The best that elementary moves lead to from the best of the ends. */
  private Optional<Candidate> explored(List<Candidate> ends) {
    Set<BitSet> known = new HashSet<>();
    List<Candidate> best = best(ends);
    for (int round = 0; round < ROUNDS; round++) {
      List<Candidate> more = new ArrayList<>(best);
      best.stream()
          .filter(one -> known.add(one.support()))
          .forEach(one -> more.addAll(neighbours(one)));
      best = best(more);
    }
    return best.stream().findFirst();
  }

  /** One for each set of terms, the best first. */
  private static List<Candidate> best(List<Candidate> all) {
    Set<BitSet> known = new HashSet<>();
    return all.stream()
        .sorted(Candidate.ORDER)
        .filter(one -> known.add(one.support()))
        .limit(BEAM)
        .toList();
  }

  private List<Candidate> neighbours(Candidate from) {
    SparsityDescent descent = new SparsityDescent(tolerance);
    return new ElementaryMoves(from.monomials, from.end.sparse())
        .all().stream()
            .filter(move -> move.terms() <= from.support().cardinality())
            .map(
                move ->
                    candidate(
                        from.monomials,
                        () ->
                            descent.near(
                                from.end.coordinates().mixed(move.matrix(), move.shift()),
                                move.kept())))
            .flatMap(Optional::stream)
            .toList();
  }

  private static Optional<Candidate> candidate(
      Monomials monomials, Supplier<Optional<SparsityDescent.End>> descent) {
    try {
      return descent
          .get()
          .map(end -> new Candidate(monomials, end, end.coordinates().condition()))
          .filter(one -> one.condition <= WORST_END);
    } catch (MathRuntimeException singular) {
      return Optional.empty();
    }
  }

  private record Candidate(Monomials monomials, SparsityDescent.End end, double condition) {
    static final Comparator<Candidate> ORDER =
        Comparator.<Candidate>comparingLong(one -> one.count(k -> 1))
            .thenComparingLong(one -> one.count(k -> one.monomials.degree(k) == 0 ? 1 : 0))
            .thenComparingLong(one -> one.count(one.monomials::degree))
            .thenComparingDouble(Candidate::condition);

    BitSet support() {
      BitSet support = new BitSet();
      boolean[] kept = end.kept();
      IntStream.range(0, kept.length).filter(k -> kept[k]).forEach(support::set);
      return support;
    }

    private long count(IntUnaryOperator weight) {
      boolean[] kept = end.kept();
      return IntStream.range(0, kept.length)
          .filter(k -> kept[k])
          .mapToLong(k -> weight.applyAsInt(k % monomials.size()))
          .sum();
    }

    AffineChange mixing() {
      return new AffineChange(end.coordinates().matrix(), end.coordinates().shift());
    }

    LatentSystem system(LatentSystem original) {
      double[][] sparse =
          Arrays.stream(end.sparse())
              .map(row -> Arrays.copyOf(row, original.library().size()))
              .toArray(double[][]::new);
      return new LatentSystem(original.library(), original.variables(), original.order(), sparse);
    }
  }
}
