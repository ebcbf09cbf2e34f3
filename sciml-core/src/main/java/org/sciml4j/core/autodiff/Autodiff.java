package org.sciml4j.core.autodiff;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;

/**
 * Derivatives as values of the same graph: they may be combined with other values and
 * differentiated again, to any order and in any mix.
 */
public final class Autodiff {
  private Autodiff() {}

  /**
   * Gradient of a single number.
   *
   * @param loss a value of one element
   * @param by the values to differentiate by, inputs or any others
   * @return one for each of {@code by}, of its type
   * @throws InvalidInputException if {@code loss} has more than one element
   */
  public static List<Value> grad(Value loss, List<Value> by) {
    if (loss.type().count() != 1) {
      throw new InvalidInputException(
          "loss", loss.type(), "a single number", "reduce it first, for example by its mean");
    }
    return vjp(List.of(loss), by, List.of(loss.filled(1)));
  }

  /** Gradient of a single number by one value; see {@link #grad(Value, List)}. */
  public static Value grad(Value loss, Value by) {
    return grad(loss, List.of(by)).getFirst();
  }

  /**
   * Vector-Jacobian products {@code x̄ = (∂y/∂x)ᵀ ȳ}, summed over all results {@code y}. Where one
   * of {@code by} depends on another, the other's derivative includes the way through it.
   *
   * @param results y
   * @param by x
   * @param cotangents ȳ, one for each result, of its type
   * @return x̄, one for each of {@code by}, of its type; zeros where no result depends on it
   */
  public static List<Value> vjp(List<Value> results, List<Value> by, List<Value> cotangents) {
    requireMatching("cotangents", results, cotangents);
    ReverseMode reverse = new ReverseMode(results, by);
    for (int i = 0; i < results.size(); i++) {
      reverse.add(results.get(i), cotangents.get(i));
    }
    reverse.run();
    return by.stream().map(x -> orZeros(reverse.cotangent(x), x)).toList();
  }

  /**
   * Jacobian-vector products {@code ẏ = Σ (∂y/∂x) ẋ}. Where one of {@code by} depends on another,
   * its tangent is the one given, whatever the other's.
   *
   * @param results y
   * @param by x
   * @param tangents ẋ, one for each of {@code by}, of its type
   * @return ẏ, one for each result, of its type; zeros where it depends on none of {@code by}
   */
  public static List<Value> jvp(List<Value> results, List<Value> by, List<Value> tangents) {
    requireMatching("tangents", by, tangents);
    ForwardMode forward = new ForwardMode();
    for (int i = 0; i < by.size(); i++) {
      forward.set(by.get(i), tangents.get(i));
    }
    forward.run(results);
    return results.stream().map(y -> orZeros(forward.tangent(y), y)).toList();
  }

  /** Jacobian-vector product of one result by one value. */
  public static Value jvp(Value result, Value by, Value tangent) {
    return jvp(List.of(result), List.of(by), List.of(tangent)).getFirst();
  }

  /**
   * The full Jacobian {@code ∂y_i/∂x_j}, row by row in reverse mode: for results of few elements.
   *
   * @return of shape {@code [y..., x...]}
   */
  public static Value jacobian(Value result, Value by) {
    long rows = result.type().count();
    Value[] all =
        IntStream.range(0, Math.toIntExact(rows))
            .mapToObj(row -> grad(result.reshape(rows).at(0, row), by))
            .toArray(Value[]::new);
    long[] shape =
        LongStream.concat(LongStream.of(result.shape()), LongStream.of(by.shape())).toArray();
    return rows == 0
        ? Value.constant(by.type().withShape(shape), 0)
        : Value.stack(0, all).reshape(shape);
  }

  /**
   * Hessian-vector product {@code (∂²loss/∂x²) v}, forward over reverse (Pearlmutter 1994, Neural
   * Computation 6:147).
   *
   * @return of the type of {@code by}
   */
  public static Value hessianVectorProduct(Value loss, Value by, Value v) {
    return jvp(grad(loss, by), by, v);
  }

  private static Value orZeros(Value derivative, Value of) {
    return derivative == null ? of.filled(0) : derivative;
  }

  private static void requireMatching(String argument, List<Value> values, List<Value> vectors) {
    List<?> expected = values.stream().map(Value::type).toList();
    List<?> actual = vectors.stream().map(Value::type).toList();
    if (!actual.equals(expected)) {
      throw new InvalidInputException(
          argument, actual, "one for each value, of its type: " + expected, "correct them");
    }
  }
}
