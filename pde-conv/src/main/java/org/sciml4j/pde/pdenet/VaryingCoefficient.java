package org.sciml4j.pde.pdenet;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.MultiIndex;

/**
 * The coefficient of a derivative as a field.
 *
 * @param derivative of which
 * @param term its name, for example {@code u_x}
 * @param size of the derivative in the data, in units that all coefficients of an equation share
 * @param values row-major; NaN where nothing is known of it
 */
public record VaryingCoefficient(
    MultiIndex derivative, String term, double size, double... values) {
  /**
   * Copies the values.
   *
   * @throws InvalidInputException if nothing is known of it anywhere
   */
  public VaryingCoefficient {
    values = values.clone();
    if (Arrays.stream(values).allMatch(Double::isNaN)) {
      throw new InvalidInputException(
          "coefficient of " + term, "not known at any point", "values", "check the mask");
    }
  }

  /** A copy. */
  @Override
  public double[] values() {
    return values.clone();
  }

  /** {@code c_} and the name of the derivative. */
  public String name() {
    return "c_" + term;
  }

  /** Its mean over the points. */
  public double mean() {
    return known().average().orElseThrow();
  }

  /** Its least value. */
  public double least() {
    return known().min().orElseThrow();
  }

  /** Its largest value. */
  public double most() {
    return known().max().orElseThrow();
  }

  /** Its standard deviation over the points. */
  public double deviation() {
    double mean = mean();
    return Math.sqrt(known().map(c -> (c - mean) * (c - mean)).average().orElseThrow());
  }

  /** Root mean square over the points times the derivative's size. */
  public double contribution() {
    return size * Math.sqrt(known().map(c -> c * c).average().orElseThrow());
  }

  /** Whether it deviates by at most this fraction of its mean. */
  public boolean isConstantWithin(double fraction) {
    return deviation() <= fraction * Math.abs(mean());
  }

  /** The same with NaN where a number is 0. */
  VaryingCoefficient known(double... mask) {
    double[] kept = values.clone();
    Arrays.setAll(kept, i -> mask[i] == 0 ? Double.NaN : kept[i]);
    return new VaryingCoefficient(derivative, term, size, kept);
  }

  private DoubleStream known() {
    return Arrays.stream(values).filter(c -> !Double.isNaN(c));
  }
}
