package org.sciml4j.core.graph;

/**
 * What can be done to the elements of values one by one. Operands whose shapes differ broadcast as
 * NumPy's; element types must agree.
 */
public sealed interface Arithmetic permits Value {
  private Value self() {
    return (Value) this;
  }

  /** -x. */
  default Value negate() {
    return Value.of(new Negate(), self());
  }

  /** {@code |x|}. */
  default Value abs() {
    return Value.of(new Abs(), self());
  }

  /** -1, 0 or 1 by the sign of x. */
  default Value sign() {
    return Value.of(new Sign(), self());
  }

  /** The largest whole number not above x. */
  default Value floor() {
    return Value.of(new Floor(), self());
  }

  /** {@code e^x}. */
  default Value exp() {
    return Value.of(new Exp(), self());
  }

  /** {@code e^x - 1}. */
  default Value expm1() {
    return Value.of(new Expm1(), self());
  }

  /** Natural logarithm. */
  default Value log() {
    return Value.of(new Log(), self());
  }

  /** {@code ln(1 + x)}. */
  default Value log1p() {
    return Value.of(new Log1p(), self());
  }

  /** Square root. */
  default Value sqrt() {
    return Value.of(new Sqrt(), self());
  }

  /** {@code sin x, x in radians}. */
  default Value sin() {
    return Value.of(new Sin(), self());
  }

  /** {@code cos x, x in radians}. */
  default Value cos() {
    return Value.of(new Cos(), self());
  }

  /** Hyperbolic tangent. */
  default Value tanh() {
    return Value.of(new Tanh(), self());
  }

  /** {@code 1 / (1 + e^-x)}. */
  default Value sigmoid() {
    return Value.of(new Sigmoid(), self());
  }

  /** Error function. */
  default Value erf() {
    return Value.of(new Erf(), self());
  }

  /** This + other; shapes broadcast as NumPy's. */
  default Value plus(Value other) {
    return Broadcasting.apply(new Add(), self(), other);
  }

  /** This + other. */
  default Value plus(double other) {
    return plus(self().filled(other));
  }

  /** This - other; shapes broadcast as NumPy's. */
  default Value minus(Value other) {
    return Broadcasting.apply(new Subtract(), self(), other);
  }

  /** This - other. */
  default Value minus(double other) {
    return minus(self().filled(other));
  }

  /** This times other, element by element; shapes broadcast as NumPy's. */
  default Value times(Value other) {
    return Broadcasting.apply(new Multiply(), self(), other);
  }

  /** This times other, element by element. */
  default Value times(double other) {
    return times(self().filled(other));
  }

  /** {@code this / other}; shapes broadcast as NumPy's. */
  default Value dividedBy(Value other) {
    return Broadcasting.apply(new Divide(), self(), other);
  }

  /** {@code this / other}. */
  default Value dividedBy(double other) {
    return dividedBy(self().filled(other));
  }

  /** This to the power of other; shapes broadcast as NumPy's. */
  default Value power(Value other) {
    return Broadcasting.apply(new Power(), self(), other);
  }

  /** This to the power of other. */
  default Value power(double other) {
    return power(self().filled(other));
  }

  /** The larger of both; shapes broadcast as NumPy's. */
  default Value maximum(Value other) {
    return Broadcasting.apply(new Maximum(), self(), other);
  }

  /** The larger of both. */
  default Value maximum(double other) {
    return maximum(self().filled(other));
  }

  /** The smaller of both; shapes broadcast as NumPy's. */
  default Value minimum(Value other) {
    return Broadcasting.apply(new Minimum(), self(), other);
  }

  /** The smaller of both. */
  default Value minimum(double other) {
    return minimum(self().filled(other));
  }

  /** {@code 1 where this < other, else 0}; shapes broadcast as NumPy's. */
  default Value lessThan(Value other) {
    return Broadcasting.apply(new Less(), self(), other);
  }

  /** {@code 1 where this < other, else 0}. */
  default Value lessThan(double other) {
    return lessThan(self().filled(other));
  }

  /** {@code 1 where this <= other, else 0}; shapes broadcast as NumPy's. */
  default Value lessOrEqual(Value other) {
    return Broadcasting.apply(new LessOrEqual(), self(), other);
  }

  /** {@code 1 where this <= other, else 0}. */
  default Value lessOrEqual(double other) {
    return lessOrEqual(self().filled(other));
  }

  /** 1 where equal, else 0; shapes broadcast as NumPy's. */
  default Value equalTo(Value other) {
    return Broadcasting.apply(new Equal(), self(), other);
  }

  /** 1 where equal, else 0. */
  default Value equalTo(double other) {
    return equalTo(self().filled(other));
  }

  /** {@code this > other}; 1 where it holds, else 0. */
  default Value greaterThan(Value other) {
    return other.lessThan(self());
  }

  /** {@code this > other}; 1 where it holds, else 0. */
  default Value greaterThan(double other) {
    return greaterThan(self().filled(other));
  }

  /** {@code this >= other}; 1 where it holds, else 0. */
  default Value greaterOrEqual(Value other) {
    return other.lessOrEqual(self());
  }

  /** {@code this >= other}; 1 where it holds, else 0. */
  default Value greaterOrEqual(double other) {
    return greaterOrEqual(self().filled(other));
  }

  /** {@code 1 / this}. */
  default Value reciprocal() {
    return self().filled(1).dividedBy(self());
  }

  /** {@code this²}. */
  default Value square() {
    return times(self());
  }

  /** {@code whereTrue} where this is not zero, else {@code whereFalse}; shapes broadcast. */
  default Value select(Value whereTrue, Value whereFalse) {
    return Broadcasting.apply(new Select(), self(), whereTrue, whereFalse);
  }
}
