package org.sciml4j.core.elementwise;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The {@link TileOp}s over tiles of {@code float} numbers on the Vector API, each a loop of its own
 * so that it is compiled by itself. Arguments are those of {@link TileLoop}.
 */
final class FloatLoops {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int VECTOR = SPECIES.vectorByteSize();

  /** Adding and subtracting it rounds smaller numbers to whole ones. */
  private static final float WHOLE = 0x1p23f;

  private FloatLoops() {}

  static TileLoop of(TileOp op) {
    return switch (op) {
      case NEGATE -> FloatLoops::negate;
      case ABS -> FloatLoops::abs;
      case SIGN -> FloatLoops::sign;
      case FLOOR -> FloatLoops::floor;
      case EXP -> FloatLoops::exp;
      case EXPM1 -> FloatLoops::expm1;
      case LOG -> FloatLoops::log;
      case LOG1P -> FloatLoops::log1p;
      case SQRT -> FloatLoops::sqrt;
      case SIN -> FloatLoops::sin;
      case COS -> FloatLoops::cos;
      case TANH -> FloatLoops::tanh;
      case SIGMOID -> FloatLoops::sigmoid;
      case ERF -> FloatLoops::erf;
      case ADD -> FloatLoops::add;
      case SUBTRACT -> FloatLoops::subtract;
      case MULTIPLY -> FloatLoops::multiply;
      case DIVIDE -> FloatLoops::divide;
      case POWER -> FloatLoops::power;
      case MAXIMUM -> FloatLoops::maximum;
      case MINIMUM -> FloatLoops::minimum;
      case LESS -> FloatLoops::less;
      case LESS_OR_EQUAL -> FloatLoops::lessOrEqual;
      case EQUAL -> FloatLoops::equal;
      case SELECT -> FloatLoops::select;
      case MULTIPLY_ADD -> FloatLoops::multiplyAdd;
      case MULTIPLY_SUBTRACT -> FloatLoops::multiplySubtract;
      case SUBTRACT_PRODUCT -> FloatLoops::subtractProduct;
    };
  }

  private static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(SPECIES, EVERYTHING, address, ORDER);
  }

  private static void store(FloatVector v, long address) {
    v.intoMemorySegment(EVERYTHING, address, ORDER);
  }

  private static FloatVector of(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static void negate(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).neg(), to + i);
    }
  }

  private static void abs(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).abs(), to + i);
    }
  }

  private static void sign(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector x = load(a + (i & aMask));
      FloatVector sign = x.blend(of(1), x.compare(VectorOperators.GT, 0));
      store(sign.blend(of(-1), x.compare(VectorOperators.LT, 0)), to + i);
    }
  }

  private static void floor(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector x = load(a + (i & aMask));
      FloatVector whole = of(WHOLE).blend(of(-WHOLE), x.compare(VectorOperators.LT, 0));
      FloatVector near = x.add(whole).sub(whole);
      FloatVector floor = near.sub(of(1), near.compare(VectorOperators.GT, x));
      VectorMask<Float> fraction =
          x.abs().compare(VectorOperators.LT, WHOLE).and(x.compare(VectorOperators.NE, 0));
      store(x.blend(floor, fraction), to + i);
    }
  }

  private static void exp(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).lanewise(VectorOperators.EXP), to + i);
    }
  }

  private static void expm1(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).lanewise(VectorOperators.EXPM1), to + i);
    }
  }

  private static void log(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).lanewise(VectorOperators.LOG), to + i);
    }
  }

  private static void log1p(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).lanewise(VectorOperators.LOG1P), to + i);
    }
  }

  private static void sqrt(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).sqrt(), to + i);
    }
  }

  private static void sin(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).lanewise(VectorOperators.SIN), to + i);
    }
  }

  private static void cos(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).lanewise(VectorOperators.COS), to + i);
    }
  }

  private static void tanh(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).lanewise(VectorOperators.TANH), to + i);
    }
  }

  private static void sigmoid(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector x = load(a + (i & aMask));
      FloatVector z = x.abs().neg().lanewise(VectorOperators.EXP);
      FloatVector numerator = of(1).blend(z, x.compare(VectorOperators.LT, 0));
      store(numerator.div(z.add(1)), to + i);
    }
  }

  private static void erf(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(FloatErf.erf(load(a + (i & aMask))), to + i);
    }
  }

  private static void add(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).add(load(b + (i & bMask))), to + i);
    }
  }

  private static void subtract(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).sub(load(b + (i & bMask))), to + i);
    }
  }

  private static void multiply(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).mul(load(b + (i & bMask))), to + i);
    }
  }

  private static void divide(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).div(load(b + (i & bMask))), to + i);
    }
  }

  private static void power(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector x = load(a + (i & aMask));
      FloatVector y = load(b + (i & bMask));
      store(x.lanewise(VectorOperators.POW, y), to + i);
    }
  }

  private static void maximum(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).max(load(b + (i & bMask))), to + i);
    }
  }

  private static void minimum(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).min(load(b + (i & bMask))), to + i);
    }
  }

  private static void less(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Float> holds =
          load(a + (i & aMask)).compare(VectorOperators.LT, load(b + (i & bMask)));
      store(of(0).blend(of(1), holds), to + i);
    }
  }

  private static void lessOrEqual(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Float> holds =
          load(a + (i & aMask)).compare(VectorOperators.LE, load(b + (i & bMask)));
      store(of(0).blend(of(1), holds), to + i);
    }
  }

  private static void equal(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Float> holds =
          load(a + (i & aMask)).compare(VectorOperators.EQ, load(b + (i & bMask)));
      store(of(0).blend(of(1), holds), to + i);
    }
  }

  private static void select(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Float> holds = load(a + (i & aMask)).compare(VectorOperators.NE, 0);
      store(load(c + (i & cMask)).blend(load(b + (i & bMask)), holds), to + i);
    }
  }

  private static void multiplyAdd(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).fma(load(b + (i & bMask)), load(c + (i & cMask))), to + i);
    }
  }

  private static void multiplySubtract(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).fma(load(b + (i & bMask)), load(c + (i & cMask)).neg()), to + i);
    }
  }

  private static void subtractProduct(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(a + (i & aMask)).neg().fma(load(b + (i & bMask)), load(c + (i & cMask))), to + i);
    }
  }
}
