package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.DoubleLoads.VECTOR;
import static org.sciml4j.core.elementwise.DoubleLoads.all;
import static org.sciml4j.core.elementwise.DoubleLoads.clean;
import static org.sciml4j.core.elementwise.DoubleLoads.load;
import static org.sciml4j.core.elementwise.DoubleLoads.store;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The {@link TileOp}s on one argument over tiles of {@code double} numbers, each a loop of its own
 * so that it is compiled by itself. Arguments are those of {@link TileLoop}.
 */
final class DoubleUnaryLoops {
  private DoubleUnaryLoops() {}

  /** Adding and subtracting it rounds smaller numbers to whole ones. */
  private static final double WHOLE = 0x1p52;

  static TileLoop of(TileOp op) {
    return switch (op) {
      case NEGATE -> DoubleUnaryLoops::negate;
      case ABS -> DoubleUnaryLoops::abs;
      case SIGN -> DoubleUnaryLoops::sign;
      case FLOOR -> DoubleUnaryLoops::floor;
      case EXP -> DoubleExponentials::exp;
      case EXPM1 -> DoubleExponentials::expm1;
      case LOG -> DoubleLogarithms::log;
      case LOG1P -> DoubleLogarithms::log1p;
      case SQRT -> DoubleUnaryLoops::sqrt;
      case SIN -> DoubleCircular::sin;
      case COS -> DoubleCircular::cos;
      case TANH -> DoubleExponentials::tanh;
      case SIGMOID -> DoubleExponentials::sigmoid;
      case ERF -> DoubleErf::erf;
      default -> throw new IllegalArgumentException(op + " takes several arguments");
    };
  }

  private static void negate(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).neg(), r + i);
    }
  }

  private static void abs(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).abs(), r + i);
    }
  }

  private static void sign(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      DoubleVector x = load(xs + i);
      DoubleVector sign = x.blend(all(1), x.compare(VectorOperators.GT, 0));
      store(sign.blend(all(-1), x.compare(VectorOperators.LT, 0)), r + i);
    }
  }

  private static void floor(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      DoubleVector x = load(xs + i);
      DoubleVector whole = all(WHOLE).blend(all(-WHOLE), x.compare(VectorOperators.LT, 0));
      DoubleVector near = x.add(whole).sub(whole);
      DoubleVector floor = near.sub(all(1), near.compare(VectorOperators.GT, x));
      VectorMask<Double> fraction =
          x.abs().compare(VectorOperators.LT, WHOLE).and(x.compare(VectorOperators.NE, 0));
      store(x.blend(floor, fraction), r + i);
    }
  }

  private static void sqrt(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).sqrt(), r + i);
    }
  }
}
