package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.FloatLoads.VECTOR;
import static org.sciml4j.core.elementwise.FloatLoads.all;
import static org.sciml4j.core.elementwise.FloatLoads.clean;
import static org.sciml4j.core.elementwise.FloatLoads.load;
import static org.sciml4j.core.elementwise.FloatLoads.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The {@link TileOp}s on one argument over tiles of {@code float} numbers, each a loop of its own
 * so that it is compiled by itself. Arguments are those of {@link TileLoop}.
 */
final class FloatUnaryLoops {
  private FloatUnaryLoops() {}

  /** Adding and subtracting it rounds smaller numbers to whole ones. */
  private static final float WHOLE = 0x1p23f;

  static TileLoop of(TileOp op) {
    return switch (op) {
      case NEGATE -> FloatUnaryLoops::negate;
      case ABS -> FloatUnaryLoops::abs;
      case SIGN -> FloatUnaryLoops::sign;
      case FLOOR -> FloatUnaryLoops::floor;
      case EXP -> FloatExponentials::exp;
      case EXPM1 -> FloatExponentials::expm1;
      case LOG -> FloatLogarithms::log;
      case LOG1P -> FloatLogarithms::log1p;
      case SQRT -> FloatUnaryLoops::sqrt;
      case SIN -> FloatCircular::sin;
      case COS -> FloatCircular::cos;
      case TANH -> FloatExponentials::tanh;
      case SIGMOID -> FloatExponentials::sigmoid;
      case ERF -> FloatErf::erf;
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
      FloatVector x = load(xs + i);
      FloatVector sign = x.blend(all(1), x.compare(VectorOperators.GT, 0));
      store(sign.blend(all(-1), x.compare(VectorOperators.LT, 0)), r + i);
    }
  }

  private static void floor(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector x = load(xs + i);
      FloatVector whole = all(WHOLE).blend(all(-WHOLE), x.compare(VectorOperators.LT, 0));
      FloatVector near = x.add(whole).sub(whole);
      FloatVector floor = near.sub(all(1), near.compare(VectorOperators.GT, x));
      VectorMask<Float> fraction =
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
