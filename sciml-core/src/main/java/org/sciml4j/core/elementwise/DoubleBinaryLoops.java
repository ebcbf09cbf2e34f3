package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.DoubleLoads.VECTOR;
import static org.sciml4j.core.elementwise.DoubleLoads.all;
import static org.sciml4j.core.elementwise.DoubleLoads.clean;
import static org.sciml4j.core.elementwise.DoubleLoads.load;
import static org.sciml4j.core.elementwise.DoubleLoads.store;
import static org.sciml4j.core.elementwise.Memory.getDouble;
import static org.sciml4j.core.elementwise.Memory.setDouble;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The {@link TileOp}s on two arguments over tiles of {@code double} numbers, each a loop of its own
 * so that it is compiled by itself, with variants for an argument that is one vector for the whole
 * tile. Arguments are those of {@link TileLoop}.
 */
final class DoubleBinaryLoops {
  private DoubleBinaryLoops() {}

  /**
   * The loop of an operation.
   *
   * @param a whether the first argument is one vector for the whole tile
   * @param b whether the second is
   */
  static TileLoop of(TileOp op, boolean a, boolean b) {
    return switch (op) {
      case ADD ->
          choice(a, b, DoubleBinaryLoops::add, DoubleBinaryLoops::addA, DoubleBinaryLoops::addB);
      case SUBTRACT ->
          choice(
              a,
              b,
              DoubleBinaryLoops::subtract,
              DoubleBinaryLoops::subtractA,
              DoubleBinaryLoops::subtractB);
      case MULTIPLY ->
          choice(
              a,
              b,
              DoubleBinaryLoops::multiply,
              DoubleBinaryLoops::multiplyA,
              DoubleBinaryLoops::multiplyB);
      case DIVIDE ->
          choice(
              a,
              b,
              DoubleBinaryLoops::divide,
              DoubleBinaryLoops::divideA,
              DoubleBinaryLoops::divideB);
      case POWER ->
          choice(
              a, b, DoubleBinaryLoops::power, DoubleBinaryLoops::powerA, DoubleBinaryLoops::powerB);
      case MAXIMUM ->
          choice(
              a,
              b,
              DoubleBinaryLoops::maximum,
              DoubleBinaryLoops::maximumA,
              DoubleBinaryLoops::maximumB);
      case MINIMUM ->
          choice(
              a,
              b,
              DoubleBinaryLoops::minimum,
              DoubleBinaryLoops::minimumA,
              DoubleBinaryLoops::minimumB);
      case LESS ->
          choice(a, b, DoubleBinaryLoops::less, DoubleBinaryLoops::lessA, DoubleBinaryLoops::lessB);
      case LESS_OR_EQUAL ->
          choice(
              a,
              b,
              DoubleBinaryLoops::lessOrEqual,
              DoubleBinaryLoops::lessOrEqualA,
              DoubleBinaryLoops::lessOrEqualB);
      case EQUAL ->
          choice(
              a, b, DoubleBinaryLoops::equal, DoubleBinaryLoops::equalA, DoubleBinaryLoops::equalB);
      default -> throw new IllegalArgumentException(op + " does not take two arguments");
    };
  }

  private static TileLoop choice(
      boolean a, boolean b, TileLoop both, TileLoop onlyA, TileLoop onlyB) {
    // Where both are one vector, so is the result, and every variant computes it.
    return a == b ? both : a ? onlyA : onlyB;
  }

  private static void add(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).add(load(ys + i)), r + i);
    }
  }

  private static void addA(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long ys = clean(b);
    DoubleVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(x.add(load(ys + i)), r + i);
    }
  }

  private static void addB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    DoubleVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).add(y), r + i);
    }
  }

  private static void subtract(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).sub(load(ys + i)), r + i);
    }
  }

  private static void subtractA(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long ys = clean(b);
    DoubleVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(x.sub(load(ys + i)), r + i);
    }
  }

  private static void subtractB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    DoubleVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).sub(y), r + i);
    }
  }

  private static void multiply(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).mul(load(ys + i)), r + i);
    }
  }

  private static void multiplyA(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long ys = clean(b);
    DoubleVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(x.mul(load(ys + i)), r + i);
    }
  }

  private static void multiplyB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    DoubleVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).mul(y), r + i);
    }
  }

  private static void divide(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).div(load(ys + i)), r + i);
    }
  }

  private static void divideA(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long ys = clean(b);
    DoubleVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(x.div(load(ys + i)), r + i);
    }
  }

  private static void divideB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    DoubleVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).div(y), r + i);
    }
  }

  /** Element by element: {@link Math#pow} has the same bits interpreted and compiled. */
  private static void power(long to, long a, long b, long c, int bytes) {
    for (int i = 0; i < bytes; i += Double.BYTES) {
      setDouble(to + i, Math.pow(getDouble(a + i), getDouble(b + i)));
    }
  }

  private static void powerA(long to, long a, long b, long c, int bytes) {
    double x = getDouble(a);
    for (int i = 0; i < bytes; i += Double.BYTES) {
      setDouble(to + i, Math.pow(x, getDouble(b + i)));
    }
  }

  private static void powerB(long to, long a, long b, long c, int bytes) {
    double y = getDouble(b);
    for (int i = 0; i < bytes; i += Double.BYTES) {
      setDouble(to + i, Math.pow(getDouble(a + i), y));
    }
  }

  private static void maximum(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).max(load(ys + i)), r + i);
    }
  }

  private static void maximumA(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long ys = clean(b);
    DoubleVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(x.max(load(ys + i)), r + i);
    }
  }

  private static void maximumB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    DoubleVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).max(y), r + i);
    }
  }

  private static void minimum(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).min(load(ys + i)), r + i);
    }
  }

  private static void minimumA(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long ys = clean(b);
    DoubleVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(x.min(load(ys + i)), r + i);
    }
  }

  private static void minimumB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    DoubleVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).min(y), r + i);
    }
  }

  private static void less(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds = load(xs + i).compare(VectorOperators.LT, load(ys + i));
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void lessA(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long ys = clean(b);
    DoubleVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds = x.compare(VectorOperators.LT, load(ys + i));
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void lessB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    DoubleVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds = load(xs + i).compare(VectorOperators.LT, y);
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void lessOrEqual(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds = load(xs + i).compare(VectorOperators.LE, load(ys + i));
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void lessOrEqualA(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long ys = clean(b);
    DoubleVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds = x.compare(VectorOperators.LE, load(ys + i));
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void lessOrEqualB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    DoubleVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds = load(xs + i).compare(VectorOperators.LE, y);
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void equal(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds = load(xs + i).compare(VectorOperators.EQ, load(ys + i));
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void equalA(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long ys = clean(b);
    DoubleVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds = x.compare(VectorOperators.EQ, load(ys + i));
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void equalB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    DoubleVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds = load(xs + i).compare(VectorOperators.EQ, y);
      store(all(0).blend(all(1), holds), r + i);
    }
  }
}
