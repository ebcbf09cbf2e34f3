package org.sciml4j.validation.solver;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.random.RandomKey;

/**
 * A sum of travelling waves {@code Σ A sin(ω t + 2π ℓ x/L + φ)} on a periodic axis of length L.
 *
 * @param length L
 * @param waves its terms; none for no forcing
 */
public record PeriodicForcing(double length, List<Wave> waves) {
  /**
   * One wave.
   *
   * @param amplitude A
   * @param frequency ω, in radians per time
   * @param number ℓ, periods in the length
   * @param phase φ
   */
  public record Wave(double amplitude, double frequency, int number, double phase) {}

  /** Sorts the waves by their numbers. */
  public PeriodicForcing {
    waves = waves.stream().sorted(Comparator.comparingInt(Wave::number)).toList();
  }

  /** No forcing. */
  public static PeriodicForcing none(double length) {
    return new PeriodicForcing(length, List.of());
  }

  /**
   * Twenty waves with A in [-1/2, 1/2], ω in [-0.4, 0.4], ℓ in {3, 4, 5, 6}, φ in [0, 2π], all
   * uniform.
   *
   * <pre>
   * Y. Bar-Sinai, S. Hoyer, J. Hickey, M. P. Brenner, Learning data-driven discretizations for
   * partial differential equations, Proc. Natl. Acad. Sci. 116 (2019) 15344-15349, equation 7
   * </pre>
   */
  public static PeriodicForcing random(double length, RandomKey key) {
    return new PeriodicForcing(
        length,
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    new Wave(
                        key.child(0).uniform(i) - 0.5,
                        0.8 * (key.child(1).uniform(i) - 0.5),
                        3 + (int) (4 * key.child(2).uniform(i)),
                        2 * Math.PI * key.child(3).uniform(i)))
            .toList());
  }

  /** Overwrites {@code out} with the averages over equal cells, the first of which starts at 0. */
  public void cellAverages(double time, double[] out) {
    Arrays.fill(out, 0);
    double sine = 0;
    double cosine = 0;
    for (int i = 0; i < waves.size(); i++) {
      Wave wave = waves.get(i);
      double angle = wave.frequency * time + wave.phase;
      sine += wave.amplitude * Math.sin(angle);
      cosine += wave.amplitude * Math.cos(angle);
      if (i + 1 == waves.size() || waves.get(i + 1).number != wave.number) {
        add(wave.number, sine, cosine, out);
        sine = 0;
        cosine = 0;
      }
    }
  }

  /** Adds the averages of {@code a cos(kx) + b sin(kx)}, turned by k from cell to cell. */
  private static void add(int number, double a, double b, double[] out) {
    double k = 2 * Math.PI * number / out.length;
    double damping = k == 0 ? 1 : Math.sin(k / 2) / (k / 2);
    double turnSine = Math.sin(k);
    double turnCosine = Math.cos(k);
    double value = damping * (a * Math.cos(k / 2) + b * Math.sin(k / 2));
    double quarter = damping * (b * Math.cos(k / 2) - a * Math.sin(k / 2));
    for (int i = 0; i < out.length; i++) {
      out[i] += value;
      double next = value * turnCosine + quarter * turnSine;
      quarter = quarter * turnCosine - value * turnSine;
      value = next;
    }
  }
}
