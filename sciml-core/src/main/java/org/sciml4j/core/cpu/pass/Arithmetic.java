package org.sciml4j.core.cpu.pass;

import org.sciml4j.core.graph.Abs;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.Constant;
import org.sciml4j.core.graph.Divide;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Negate;
import org.sciml4j.core.graph.Operation;
import org.sciml4j.core.graph.Power;
import org.sciml4j.core.graph.Select;
import org.sciml4j.core.graph.Sqrt;
import org.sciml4j.core.graph.Subtract;
import org.sciml4j.core.graph.Value;

/** Equalities of elementwise operations. */
final class Arithmetic {
  private static final double LARGEST_POWER = 4;

  private Arithmetic() {}

  static Value simplify(Operation operation, Value value) {
    Value a = value.operand(0);
    Value b = value.operands().size() > 1 ? value.operand(1) : null;
    return switch (operation) {
      case Add _ -> sum(a, b);
      case Subtract _ -> difference(a, b);
      case Multiply _ -> product(a, b);
      case Divide _ -> is(b, 1) ? a : is(b, -1) ? Simplification.of(new Negate(), a) : null;
      case Negate _ -> isNegation(a) ? a.operand(0) : null;
      case Abs _ -> isNegation(a) ? Simplification.of(new Abs(), a.operand(0)) : null;
      case Power _ -> isUniform(b) ? power(a, number(b)) : null;
      case Select _ -> isUniform(a) ? number(a) != 0 ? b : value.operand(2) : null;
      default -> null;
    };
  }

  private static Value sum(Value a, Value b) {
    if (is(a, 0)) {
      return b;
    }
    if (is(b, 0)) {
      return a;
    }
    if (isNegation(b)) {
      return Simplification.of(new Subtract(), a, b.operand(0));
    }
    return isNegation(a) ? Simplification.of(new Subtract(), b, a.operand(0)) : null;
  }

  private static Value difference(Value a, Value b) {
    if (is(b, 0)) {
      return a;
    }
    if (is(a, 0)) {
      return Simplification.of(new Negate(), b);
    }
    return isNegation(b) ? Simplification.of(new Add(), a, b.operand(0)) : null;
  }

  private static Value product(Value a, Value b) {
    if (isUniform(a) && !isUniform(b)) {
      return Simplification.of(new Multiply(), b, a);
    }
    if (is(b, 1)) {
      return a;
    }
    if (is(b, -1)) {
      return Simplification.of(new Negate(), a);
    }
    if (isNegation(a) && isUniform(b)) {
      return Simplification.of(new Multiply(), a.operand(0), b.filled(-number(b)));
    }
    return isNegation(a) && isNegation(b)
        ? Simplification.of(new Multiply(), a.operand(0), b.operand(0))
        : null;
  }

  /** Powers by whole and half exponents, as far as few products make them. */
  private static Value power(Value x, double exponent) {
    if (2 * exponent != Math.rint(2 * exponent) || Math.abs(exponent) > LARGEST_POWER) {
      return null;
    }
    Value magnitude = positivePower(x, Math.abs(exponent));
    return exponent < 0 ? Simplification.of(new Divide(), x.filled(1), magnitude) : magnitude;
  }

  private static Value positivePower(Value x, double exponent) {
    if (exponent == 0) {
      return x.filled(1);
    }
    Value root = exponent == Math.rint(exponent) ? null : Simplification.of(new Sqrt(), x);
    Value whole =
        switch ((int) exponent) {
          case 0 -> null;
          case 1 -> x;
          case 2 -> square(x);
          case 3 -> Simplification.of(new Multiply(), square(x), x);
          default -> square(square(x));
        };
    return whole == null
        ? root
        : root == null ? whole : Simplification.of(new Multiply(), whole, root);
  }

  private static Value square(Value x) {
    return Simplification.of(new Multiply(), x, x);
  }

  private static boolean isNegation(Value value) {
    return value.primitive() instanceof Negate;
  }

  private static boolean isUniform(Value value) {
    return value.primitive() instanceof Constant constant && constant.isUniform();
  }

  private static double number(Value value) {
    return ((Constant) value.primitive()).value(0);
  }

  private static boolean is(Value value, double number) {
    return value.primitive() instanceof Constant constant && constant.isAll(number);
  }
}
