package org.sciml4j.core.graph;

/**
 * {@code a^b}; partial derivatives {@code b a^(b-1) and y ln a}. At {@code a = 0} they are the
 * limits where these exist: {@code 0 by a} where {@code b = 0}, {@code 0 by b} where {@code b > 0}.
 */
public record Power() implements Binary {
  @Override
  public String name() {
    return "power";
  }

  @Override
  public double evaluate(double... x) {
    return Math.pow(x[0], x[1]);
  }

  @Override
  public Value left(Value v, Value a, Value b, Value y) {
    if (b.primitive() instanceof Constant exponent && exponent.isUniform()) {
      double number = exponent.value(0);
      if (number == 0) {
        return null;
      }
      return v.times(number == 2 ? a : a.power(number - 1)).times(number);
    }
    Value partial = b.times(a.power(b.minus(1)));
    return v.times(b.equalTo(0).select(b, partial));
  }

  @Override
  public Value right(Value v, Value a, Value b, Value y) {
    return v.times(y.times(a.equalTo(0).select(a.filled(1), a).log()));
  }
}
