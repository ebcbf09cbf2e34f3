package org.sciml4j.sindy.expression;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.sciml4j.core.InvalidInputException;

/**
 * A function written in Java. It can be printed and evaluated, and differentiated if its partial
 * derivatives are given, but not be exported to other languages.
 *
 * @param symbol its name in formulas
 * @param arity how many arguments it takes
 * @param value its value at a point
 * @param partials its partial derivative with respect to each argument, as expressions in all of
 *     them; empty if not known
 */
public record CustomFunction(
    String symbol,
    int arity,
    Value value,
    List<java.util.function.Function<List<Expression>, Expression>> partials)
    implements Function {

  /** The value of a function of several numbers. */
  @FunctionalInterface
  public interface Value {
    /** The value at a point; the array is the caller's. */
    double at(double... arguments);
  }

  /**
   * Copies the partial derivatives.
   *
   * @throws InvalidInputException if the symbol is no name, or there is not one derivative for each
   *     argument
   */
  public CustomFunction {
    partials = List.copyOf(partials);
    if (!symbol.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
      throw new InvalidInputException(
          "name of a function",
          "'" + symbol + "'",
          "a letter followed by letters, digits and underscores",
          "rename the function");
    }
    if (arity < 1 || (!partials.isEmpty() && partials.size() != arity)) {
      throw new InvalidInputException(
          "function " + symbol,
          arity + " arguments with " + partials.size() + " partial derivatives",
          "at least one argument, and a derivative for each or none",
          "count the arguments");
    }
  }

  /** A function of one number that is not differentiated. */
  public static CustomFunction of(String symbol, DoubleUnaryOperator value) {
    return new CustomFunction(symbol, 1, x -> value.applyAsDouble(x[0]), List.of());
  }

  /** A function of one number and its derivative as an expression in the argument. */
  public static CustomFunction of(
      String symbol, DoubleUnaryOperator value, UnaryOperator<Expression> derivative) {
    return new CustomFunction(
        symbol,
        1,
        x -> value.applyAsDouble(x[0]),
        List.of(arguments -> derivative.apply(arguments.getFirst())));
  }

  /** A function of two numbers that is not differentiated. */
  public static CustomFunction of(String symbol, DoubleBinaryOperator value) {
    return new CustomFunction(symbol, 2, x -> value.applyAsDouble(x[0], x[1]), List.of());
  }

  /** A function of two numbers and its partial derivatives as expressions in the arguments. */
  public static CustomFunction of(
      String symbol,
      DoubleBinaryOperator value,
      BinaryOperator<Expression> byFirst,
      BinaryOperator<Expression> bySecond) {
    return new CustomFunction(
        symbol,
        2,
        x -> value.applyAsDouble(x[0], x[1]),
        List.of(
            arguments -> byFirst.apply(arguments.get(0), arguments.get(1)),
            arguments -> bySecond.apply(arguments.get(0), arguments.get(1))));
  }

  @Override
  public double apply(double... arguments) {
    return value.at(arguments);
  }

  @Override
  public Expression derivative(List<Expression> arguments, int with) {
    if (partials.isEmpty()) {
      throw new UnsupportedOperationException(
          "the derivative of " + symbol + " is not known; give it to the CustomFunction");
    }
    return partials.get(with).apply(arguments);
  }
}
