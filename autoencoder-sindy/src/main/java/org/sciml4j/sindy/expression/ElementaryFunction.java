package org.sciml4j.sindy.expression;

import java.util.List;
import java.util.Locale;
import org.sciml4j.core.InvalidInputException;

/** The functions that every language has; their values are those of {@link Math}. */
public enum ElementaryFunction implements Function {
  /** Sine of radians. */
  SIN,
  /** Cosine of radians. */
  COS,
  /** Tangent of radians. */
  TAN,
  /** Inverse sine in radians. */
  ASIN,
  /** Inverse cosine in radians. */
  ACOS,
  /** Inverse tangent in radians. */
  ATAN,
  /** Hyperbolic sine. */
  SINH,
  /** Hyperbolic cosine. */
  COSH,
  /** Hyperbolic tangent. */
  TANH,
  /** Exponential function. */
  EXP,
  /** Natural logarithm. */
  LOG,
  /** Square root. */
  SQRT,
  /** Absolute value. */
  ABS,
  /** -1, 0 or 1. */
  SIGN,
  /** The first argument to the power of the second, both any numbers. */
  POW;

  @Override
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int arity() {
    return this == POW ? 2 : 1;
  }

  @Override
  public double apply(double... arguments) {
    return this == POW ? Math.pow(arguments[0], arguments[1]) : of(arguments[0]);
  }

  /**
   * The value of a function of one number.
   *
   * @throws InvalidInputException for {@link #POW}
   */
  public double of(double x) {
    return switch (this) {
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TAN -> Math.tan(x);
      case ASIN -> Math.asin(x);
      case ACOS -> Math.acos(x);
      case ATAN -> Math.atan(x);
      case SINH -> Math.sinh(x);
      case COSH -> Math.cosh(x);
      case TANH -> Math.tanh(x);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case POW ->
          throw new InvalidInputException("arguments of pow", 1, "2", "use apply(base, exponent)");
    };
  }

  /** This function of an expression. */
  public Expression of(Expression argument) {
    return Call.of(this, argument);
  }

  @Override
  public Expression derivative(List<Expression> arguments, int with) {
    Expression x = arguments.getFirst();
    return switch (this) {
      case SIN -> COS.of(x);
      case COS -> SIN.of(x).times(-1);
      case TAN -> COS.of(x).power(-2);
      case ASIN -> SQRT.of(Constant.ONE.minus(x.power(2))).power(-1);
      case ACOS -> SQRT.of(Constant.ONE.minus(x.power(2))).power(-1).times(-1);
      case ATAN -> Constant.ONE.plus(x.power(2)).power(-1);
      case SINH -> COSH.of(x);
      case COSH -> SINH.of(x);
      case TANH -> Constant.ONE.minus(TANH.of(x).power(2));
      case EXP -> EXP.of(x);
      case LOG -> x.power(-1);
      case SQRT -> SQRT.of(x).power(-1).times(0.5);
      case ABS -> SIGN.of(x);
      case SIGN -> Constant.ZERO;
      case POW -> {
        Expression y = arguments.get(1);
        yield with == 0
            ? y.times(Call.of(POW, List.of(x, y.minus(Constant.ONE))))
            : Call.of(POW, arguments).times(LOG.of(x));
      }
    };
  }
}
