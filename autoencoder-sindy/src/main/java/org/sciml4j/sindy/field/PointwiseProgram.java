package org.sciml4j.sindy.field;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Call;
import org.sciml4j.sindy.expression.Constant;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Function;
import org.sciml4j.sindy.expression.Power;
import org.sciml4j.sindy.expression.Product;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.expression.Sum;
import org.sciml4j.sindy.expression.Variable;

/**
 * Expressions evaluated point by point, a block of points at a time. What several expressions have
 * in common is computed once. A program may be used by several threads, each with registers of its
 * own.
 */
public final class PointwiseProgram {
  /** Number of points for which all intermediate results stay near the processor. */
  public static final int BLOCK = 512;

  private sealed interface Step {
    record Load(int leaf) implements Step {}

    record Fill(double value) implements Step {}

    record Add(int a, int b) implements Step {}

    record Multiply(int a, int b) implements Step {}

    record Reciprocal(int a) implements Step {}

    record Apply(Function function, int[] arguments, double[] values) implements Step {}
  }

  private final List<Expression> leaves;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Expression, Integer> known = new HashMap<>();
  private final Map<Long, Integer> products = new HashMap<>();
  private final int[] results;

  /**
   * Prepares the evaluation.
   *
   * @param expressions what to compute
   * @param leaves whose values will be given: fields, and derivatives of fields
   * @throws InvalidInputException if an expression needs a field or derivative that is no leaf
   */
  public PointwiseProgram(List<Expression> expressions, List<Expression> leaves) {
    this.leaves = List.copyOf(leaves);
    results = expressions.stream().mapToInt(this::register).toArray();
  }

  /** Memory for {@link #evaluate}, for one thread. */
  public double[][] registers() {
    return new double[steps.size()][BLOCK];
  }

  /** The row of the registers that has the values of an expression. */
  public int result(int expression) {
    return results[expression];
  }

  /**
   * Computes all expressions at some points.
   *
   * @param values of each leaf
   * @param from first point
   * @param count number of points, at most {@link #BLOCK}
   * @param registers receive the results
   */
  public void evaluate(double[][] values, int from, int count, double[][] registers) {
    for (int i = 0; i < registers.length; i++) {
      double[] out = registers[i];
      switch (steps.get(i)) {
        case Step.Load(int leaf) -> System.arraycopy(values[leaf], from, out, 0, count);
        case Step.Fill(double value) -> Arrays.fill(out, 0, count, value);
        case Step.Add(int a, int b) -> add(registers[a], registers[b], out, count);
        case Step.Multiply(int a, int b) -> multiply(registers[a], registers[b], out, count);
        case Step.Reciprocal(int a) -> reciprocal(registers[a], out, count);
        case Step.Apply apply -> apply(apply, registers, out, count);
      }
    }
  }

  private static void add(double[] a, double[] b, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = a[i] + b[i];
    }
  }

  private static void multiply(double[] a, double[] b, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = a[i] * b[i];
    }
  }

  private static void reciprocal(double[] a, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = 1 / a[i];
    }
  }

  private static void apply(Step.Apply apply, double[][] registers, double[] out, int count) {
    double[] values = apply.values.clone();
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < values.length; k++) {
        values[k] = registers[apply.arguments[k]][i];
      }
      out[i] = apply.function.apply(values);
    }
  }

  private int register(Expression expression) {
    Integer seen = known.get(expression);
    if (seen != null) {
      return seen;
    }
    int leaf = leaves.indexOf(expression);
    int register = leaf >= 0 ? append(new Step.Load(leaf)) : computed(expression);
    known.put(expression, register);
    return register;
  }

  private int computed(Expression expression) {
    return switch (expression) {
      case Constant(double value) -> append(new Step.Fill(value));
      case Sum(List<Expression> terms) -> {
        int sum = register(terms.getFirst());
        for (Expression term : terms.subList(1, terms.size())) {
          sum = append(new Step.Add(sum, register(term)));
        }
        yield sum;
      }
      case Product(List<Expression> factors) -> {
        int product = register(factors.getFirst());
        for (Expression factor : factors.subList(1, factors.size())) {
          product = product(product, register(factor));
        }
        yield product;
      }
      case Power(Expression base, int exponent) -> power(register(base), exponent);
      case Call(Function function, List<Expression> arguments) ->
          append(
              new Step.Apply(
                  function,
                  arguments.stream().mapToInt(this::register).toArray(),
                  new double[arguments.size()]));
      case Variable _, SpaceDerivative _ ->
          throw new InvalidInputException(
              "expression",
              expression.text(),
              "one of " + leaves.stream().map(Expression::text).toList(),
              "use only the fields there are");
    };
  }

  /** By way of the next lower power, which is often wanted too. */
  private int power(int base, int exponent) {
    if (exponent < 0) {
      return append(new Step.Reciprocal(power(base, -exponent)));
    }
    if (exponent == 0) {
      return append(new Step.Fill(1));
    }
    return exponent == 1 ? base : product(power(base, exponent - 1), base);
  }

  private int product(int a, int b) {
    return products.computeIfAbsent((long) a << 32 | b, _ -> append(new Step.Multiply(a, b)));
  }

  private int append(Step step) {
    steps.add(step);
    return steps.size() - 1;
  }
}
