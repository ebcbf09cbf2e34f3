package org.sciml4j.core.elementwise;

import static org.sciml4j.core.kernel.NativeMemory.EVERYTHING;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The {@link TileOp}s over tiles of {@code double} numbers on the Vector API, each a loop of its
 * own so that it is compiled by itself. Arguments are those of {@link TileLoop}.
 */
final class DoubleLoops {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int VECTOR = SPECIES.vectorByteSize();

  /** Adding and subtracting it rounds smaller numbers to whole ones. */
  private static final double WHOLE = 0x1p52;

  private DoubleLoops() {}

  static TileLoop of(TileOp op) {
    return switch (op) {
      case NEGATE -> DoubleLoops::negate;
      case ABS -> DoubleLoops::abs;
      case SIGN -> DoubleLoops::sign;
      case FLOOR -> DoubleLoops::floor;
      case EXP -> DoubleLoops::exp;
      case EXPM1 -> DoubleLoops::expm1;
      case LOG -> DoubleLoops::log;
      case LOG1P -> DoubleLoops::log1p;
      case SQRT -> DoubleLoops::sqrt;
      case SIN -> DoubleLoops::sin;
      case COS -> DoubleLoops::cos;
      case TANH -> DoubleLoops::tanh;
      case SIGMOID -> DoubleLoops::sigmoid;
      case ERF -> DoubleLoops::erf;
      case ADD -> DoubleLoops::add;
      case SUBTRACT -> DoubleLoops::subtract;
      case MULTIPLY -> DoubleLoops::multiply;
      case DIVIDE -> DoubleLoops::divide;
      case POWER -> DoubleLoops::power;
      case MAXIMUM -> DoubleLoops::maximum;
      case MINIMUM -> DoubleLoops::minimum;
      case LESS -> DoubleLoops::less;
      case LESS_OR_EQUAL -> DoubleLoops::lessOrEqual;
      case EQUAL -> DoubleLoops::equal;
      case SELECT -> DoubleLoops::select;
      case MULTIPLY_ADD -> DoubleLoops::multiplyAdd;
      case MULTIPLY_SUBTRACT -> DoubleLoops::multiplySubtract;
      case SUBTRACT_PRODUCT -> DoubleLoops::subtractProduct;
    };
  }

  private static DoubleVector load(long address) {
    return DoubleVector.fromMemorySegment(SPECIES, EVERYTHING, address, ORDER);
  }

  private static void store(DoubleVector v, long address) {
    v.intoMemorySegment(EVERYTHING, address, ORDER);
  }

  private static DoubleVector of(double value) {
    return DoubleVector.broadcast(SPECIES, value);
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
      DoubleVector x = load(a + (i & aMask));
      DoubleVector sign = x.blend(of(1), x.compare(VectorOperators.GT, 0));
      store(sign.blend(of(-1), x.compare(VectorOperators.LT, 0)), to + i);
    }
  }

  private static void floor(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      DoubleVector x = load(a + (i & aMask));
      DoubleVector whole = of(WHOLE).blend(of(-WHOLE), x.compare(VectorOperators.LT, 0));
      DoubleVector near = x.add(whole).sub(whole);
      DoubleVector floor = near.sub(of(1), near.compare(VectorOperators.GT, x));
      VectorMask<Double> fraction =
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
      DoubleVector x = load(a + (i & aMask));
      DoubleVector z = x.abs().neg().lanewise(VectorOperators.EXP);
      DoubleVector numerator = of(1).blend(z, x.compare(VectorOperators.LT, 0));
      store(numerator.div(z.add(1)), to + i);
    }
  }

  private static void erf(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      store(DoubleErf.erf(load(a + (i & aMask))), to + i);
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
      DoubleVector x = load(a + (i & aMask));
      DoubleVector y = load(b + (i & bMask));
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
      VectorMask<Double> holds =
          load(a + (i & aMask)).compare(VectorOperators.LT, load(b + (i & bMask)));
      store(of(0).blend(of(1), holds), to + i);
    }
  }

  private static void lessOrEqual(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds =
          load(a + (i & aMask)).compare(VectorOperators.LE, load(b + (i & bMask)));
      store(of(0).blend(of(1), holds), to + i);
    }
  }

  private static void equal(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds =
          load(a + (i & aMask)).compare(VectorOperators.EQ, load(b + (i & bMask)));
      store(of(0).blend(of(1), holds), to + i);
    }
  }

  private static void select(
      long to, long a, int aMask, long b, int bMask, long c, int cMask, int bytes) {
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds = load(a + (i & aMask)).compare(VectorOperators.NE, 0);
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
