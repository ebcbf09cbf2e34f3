package org.sciml4j.pde.analysis;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.pde.scheme.ButcherTableau;

/**
 * The paths through an unravelled residual network (Veit, Wilber, Belongie 2016, Residual Networks
 * Behave Like Ensembles of Relatively Shallow Networks, NIPS, section 3): each block is passed by
 * its right-hand side or by the identity, so that n forward Euler blocks are {@code 2^n} paths, of
 * which {@code n!/(k!(n-k)!)} pass k right-hand sides. Stages of other schemes branch likewise.
 *
 * @param byLength number of paths that pass 0, 1, 2, ... right-hand sides
 */
public record PathCount(List<BigInteger> byLength) {
  /** Copies the list. */
  public PathCount {
    byLength = List.copyOf(byLength);
  }

  /**
   * The paths through steps of a scheme.
   *
   * @param steps number of blocks, 0 or more
   */
  public static PathCount of(ButcherTableau scheme, int steps) {
    if (steps < 0) {
      throw new InvalidInputException("steps", steps, "0 or more", "choose how many");
    }
    List<BigInteger> one = List.of(BigInteger.ONE);
    List<List<BigInteger>> stages = new ArrayList<>();
    for (double[] row : scheme.a()) {
      List<BigInteger> input = plus(one, row, stages);
      List<BigInteger> stage = new ArrayList<>(List.of(BigInteger.ZERO));
      stage.addAll(input);
      stages.add(stage);
    }
    List<BigInteger> step = plus(one, scheme.b(), stages);
    List<BigInteger> all = one;
    for (int i = 0; i < steps; i++) {
      all = product(all, step);
    }
    return new PathCount(all);
  }

  private static List<BigInteger> plus(
      List<BigInteger> start, double[] weights, List<List<BigInteger>> stages) {
    List<BigInteger> sum = new ArrayList<>(start);
    for (int j = 0; j < weights.length; j++) {
      if (weights[j] != 0) {
        List<BigInteger> stage = stages.get(j);
        while (sum.size() < stage.size()) {
          sum.add(BigInteger.ZERO);
        }
        for (int k = 0; k < stage.size(); k++) {
          sum.set(k, sum.get(k).add(stage.get(k)));
        }
      }
    }
    return sum;
  }

  private static List<BigInteger> product(List<BigInteger> a, List<BigInteger> b) {
    List<BigInteger> product =
        new ArrayList<>(Collections.nCopies(a.size() + b.size() - 1, BigInteger.ZERO));
    for (int i = 0; i < a.size(); i++) {
      for (int j = 0; j < b.size(); j++) {
        product.set(i + j, product.get(i + j).add(a.get(i).multiply(b.get(j))));
      }
    }
    return product;
  }

  /** Number of all paths. */
  public BigInteger total() {
    return byLength.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Mean number of right-hand sides on a path. */
  public double meanLength() {
    BigInteger sum = BigInteger.ZERO;
    for (int k = 0; k < byLength.size(); k++) {
      sum = sum.add(byLength.get(k).multiply(BigInteger.valueOf(k)));
    }
    return new BigDecimal(sum).divide(new BigDecimal(total()), MathContext.DECIMAL64).doubleValue();
  }

  /** The share of paths that pass at most so many right-hand sides. */
  public double shareUpTo(int length) {
    BigInteger sum =
        byLength.stream().limit(Math.max(0, length + 1L)).reduce(BigInteger.ZERO, BigInteger::add);
    return new BigDecimal(sum).divide(new BigDecimal(total()), MathContext.DECIMAL64).doubleValue();
  }
}
