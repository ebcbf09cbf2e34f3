package org.sciml4j.sindy.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sciml4j.core.InvalidInputException;

/**
 * Expressions as straight-line code with shared parts. Values are numbered: the inputs first, then
 * the result of each step. How an expression is computed depends on nothing but itself, so that its
 * bits are the same whatever is computed with it.
 *
 * @param inputs how many inputs there are
 * @param steps what computes the other values
 * @param outputs the number of the value of each expression
 */
record Program(int inputs, List<Step> steps, int[] outputs) {

  static Program of(List<? extends Expression> inputs, List<? extends Expression> outputs) {
    if (new HashSet<>(inputs).size() < inputs.size()) {
      throw new InvalidInputException(
          "inputs", names(inputs), "each input once", "remove the duplicates");
    }
    Lowering lowering = new Lowering(inputs);
    int[] numbers = outputs.stream().mapToInt(lowering::value).toArray();
    return new Program(inputs.size(), List.copyOf(lowering.steps), numbers);
  }

  private static String names(List<? extends Expression> inputs) {
    return inputs.stream().map(Expression::text).collect(Collectors.joining(", "));
  }

  private static final class Lowering {
    private final List<? extends Expression> inputs;
    private final Map<Expression, Integer> numbers = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    Lowering(List<? extends Expression> inputs) {
      this.inputs = inputs;
      for (Expression input : inputs) {
        numbers.put(input, numbers.size());
      }
    }

    int value(Expression expression) {
      Integer known = numbers.get(expression);
      if (known != null) {
        return known;
      }
      Step step = step(expression);
      int number = inputs.size() + steps.size();
      steps.add(step);
      numbers.put(expression, number);
      return number;
    }

    private Step step(Expression expression) {
      return switch (expression) {
        case Constant constant -> new Step.Fill(constant.value());
        case Variable _, SpaceDerivative _ ->
            throw new InvalidInputException(
                "variable", expression.text(), "one of " + names(inputs), "give its values too");
        case Power power -> power(power.base(), power.exponent());
        case Product product -> product(product);
        case Sum sum -> sum(sum);
        case Call call ->
            new Step.Apply(
                call.function(), call.arguments().stream().mapToInt(this::value).toArray());
      };
    }

    /** By squares, so that the steps are few and libraries of all powers share them. */
    private Step power(Expression base, int exponent) {
      if (exponent < 0) {
        return new Step.Divide(value(Constant.ONE), value(base.power(-exponent)));
      }
      return exponent % 2 == 0
          ? square(value(base.power(exponent / 2)))
          : new Step.Multiply(value(base.power(exponent - 1)), value(base));
    }

    private static Step square(int root) {
      return new Step.Multiply(root, root);
    }

    private Step product(Product product) {
      Scaled scaled = Scaled.of(product);
      if (scaled.coefficient() != 1) {
        return new Step.Combine(
            Step.Combine.NONE,
            new double[] {scaled.coefficient()},
            new int[] {value(scaled.term())});
      }
      Map<Boolean, List<Expression>> byPlace =
          product.factors().stream().collect(Collectors.partitioningBy(Lowering::isDenominator));
      if (!byPlace.get(true).isEmpty()) {
        Expression denominator = Product.of(byPlace.get(true)).power(-1);
        return new Step.Divide(value(Product.of(byPlace.get(false))), value(denominator));
      }
      List<Expression> factors = product.factors();
      int last = factors.size() - 1;
      return new Step.Multiply(
          value(Product.of(factors.subList(0, last))), value(factors.get(last)));
    }

    private static boolean isDenominator(Expression factor) {
      return factor instanceof Power power && power.exponent() < 0;
    }

    private Step sum(Sum sum) {
      double bias = Step.Combine.NONE;
      List<Scaled> terms = new ArrayList<>();
      for (Expression term : sum.terms()) {
        Scaled scaled = Scaled.of(term);
        if (scaled.term().equals(Constant.ONE)) {
          bias = scaled.coefficient();
        } else {
          terms.add(scaled);
        }
      }
      return new Step.Combine(
          bias,
          terms.stream().mapToDouble(Scaled::coefficient).toArray(),
          terms.stream().mapToInt(term -> value(term.term())).toArray());
    }
  }
}
