package org.sciml4j.core.elementwise;

import org.hipparchus.special.Erf;
import org.sciml4j.core.graph.Abs;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.Cos;
import org.sciml4j.core.graph.Divide;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.graph.Equal;
import org.sciml4j.core.graph.Exp;
import org.sciml4j.core.graph.Expm1;
import org.sciml4j.core.graph.Floor;
import org.sciml4j.core.graph.Less;
import org.sciml4j.core.graph.LessOrEqual;
import org.sciml4j.core.graph.Log;
import org.sciml4j.core.graph.Log1p;
import org.sciml4j.core.graph.Maximum;
import org.sciml4j.core.graph.Minimum;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Negate;
import org.sciml4j.core.graph.Power;
import org.sciml4j.core.graph.Select;
import org.sciml4j.core.graph.Sigmoid;
import org.sciml4j.core.graph.Sign;
import org.sciml4j.core.graph.Sin;
import org.sciml4j.core.graph.Sqrt;
import org.sciml4j.core.graph.Subtract;
import org.sciml4j.core.graph.Tanh;

/** What one pass over a tile computes: an elementwise operation, or several in one. */
enum TileOp {
  NEGATE(1, 0.6, (a, b, c) -> -a),
  ABS(1, 0.6, (a, b, c) -> Math.abs(a)),
  SIGN(1, 0.7, (a, b, c) -> Math.signum(a)),
  FLOOR(1, 0.9, (a, b, c) -> Math.floor(a)),
  EXP(1, 2.6, (a, b, c) -> Math.exp(a)),
  EXPM1(1, 3, (a, b, c) -> Math.expm1(a)),
  LOG(1, 3.5, (a, b, c) -> Math.log(a)),
  LOG1P(1, 3.7, (a, b, c) -> Math.log1p(a)),
  SQRT(1, 1, (a, b, c) -> Math.sqrt(a)),
  SIN(1, 3.7, (a, b, c) -> Math.sin(a)),
  COS(1, 3.7, (a, b, c) -> Math.cos(a)),
  TANH(1, 3.3, (a, b, c) -> Math.tanh(a)),
  SIGMOID(1, 3.4, (a, b, c) -> 1 / (1 + Math.exp(-a))),
  ERF(1, 6, (a, b, c) -> Erf.erf(a)),
  ADD(2, 0.7, (a, b, c) -> a + b),
  SUBTRACT(2, 0.7, (a, b, c) -> a - b),
  MULTIPLY(2, 0.7, (a, b, c) -> a * b),
  DIVIDE(2, 0.8, (a, b, c) -> a / b),
  POWER(2, 40, (a, b, c) -> Math.pow(a, b)),
  MAXIMUM(2, 0.9, (a, b, c) -> Math.max(a, b)),
  MINIMUM(2, 0.9, (a, b, c) -> Math.min(a, b)),
  LESS(2, 0.7, (a, b, c) -> a < b ? 1 : 0),
  LESS_OR_EQUAL(2, 0.7, (a, b, c) -> a <= b ? 1 : 0),
  EQUAL(2, 0.7, (a, b, c) -> a == b ? 1 : 0),
  SELECT(3, 0.8, (a, b, c) -> a != 0 ? b : c),
  /** {@code a b + c}, rounded once. */
  MULTIPLY_ADD(3, 0.8, Math::fma),
  /** {@code a b - c}, rounded once. */
  MULTIPLY_SUBTRACT(3, 0.8, (a, b, c) -> Math.fma(a, b, -c)),
  /** {@code c - a b}, rounded once. */
  SUBTRACT_PRODUCT(3, 0.8, (a, b, c) -> Math.fma(-a, b, c));

  /** An operation on single numbers; arguments it does not take are ignored. */
  @FunctionalInterface
  interface PointFunction {
    double at(double a, double b, double c);
  }

  private final int arity;
  private final double cost;
  private final PointFunction function;

  TileOp(int arity, double cost, PointFunction function) {
    this.arity = arity;
    this.cost = cost;
    this.function = function;
  }

  /** Number of arguments. */
  int arity() {
    return arity;
  }

  /** About how long a vector of 64 bytes takes, in ns. */
  double cost() {
    return cost;
  }

  /** The operation on single numbers. */
  PointFunction function() {
    return function;
  }

  static TileOp of(Elementwise op) {
    return switch (op) {
      case Negate _ -> NEGATE;
      case Abs _ -> ABS;
      case Sign _ -> SIGN;
      case Floor _ -> FLOOR;
      case Exp _ -> EXP;
      case Expm1 _ -> EXPM1;
      case Log _ -> LOG;
      case Log1p _ -> LOG1P;
      case Sqrt _ -> SQRT;
      case Sin _ -> SIN;
      case Cos _ -> COS;
      case Tanh _ -> TANH;
      case Sigmoid _ -> SIGMOID;
      case org.sciml4j.core.graph.Erf _ -> ERF;
      case Add _ -> ADD;
      case Subtract _ -> SUBTRACT;
      case Multiply _ -> MULTIPLY;
      case Divide _ -> DIVIDE;
      case Power _ -> POWER;
      case Maximum _ -> MAXIMUM;
      case Minimum _ -> MINIMUM;
      case Less _ -> LESS;
      case LessOrEqual _ -> LESS_OR_EQUAL;
      case Equal _ -> EQUAL;
      case Select _ -> SELECT;
    };
  }
}
