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
 * The {@link TileOp}s on two arguments over tiles of {@code float} numbers, each a loop of its own
 * so that it is compiled by itself, with variants for an argument that is one vector for the whole
 * tile. Arguments are those of {@link TileLoop}.
 */
final class FloatBinaryLoops {
  private FloatBinaryLoops() {}

  /**
   * The loop of an operation.
   *
   * @param a whether the first argument is one vector for the whole tile
   * @param b whether the second is
   */
  static TileLoop of(TileOp op, boolean a, boolean b) {
    return switch (op) {
      case ADD ->
          choice(a, b, FloatBinaryLoops::add, FloatBinaryLoops::addA, FloatBinaryLoops::addB);
      case SUBTRACT ->
          choice(
              a,
              b,
              FloatBinaryLoops::subtract,
              FloatBinaryLoops::subtractA,
              FloatBinaryLoops::subtractB);
      case MULTIPLY ->
          choice(
              a,
              b,
              FloatBinaryLoops::multiply,
              FloatBinaryLoops::multiplyA,
              FloatBinaryLoops::multiplyB);
      case DIVIDE ->
          choice(
              a, b, FloatBinaryLoops::divide, FloatBinaryLoops::divideA, FloatBinaryLoops::divideB);
      case POWER -> choice(a, b, FloatPowers::power, FloatPowers::powerA, FloatPowers::powerB);
      case MAXIMUM ->
          choice(
              a,
              b,
              FloatBinaryLoops::maximum,
              FloatBinaryLoops::maximumA,
              FloatBinaryLoops::maximumB);
      case MINIMUM ->
          choice(
              a,
              b,
              FloatBinaryLoops::minimum,
              FloatBinaryLoops::minimumA,
              FloatBinaryLoops::minimumB);
      case LESS ->
          choice(a, b, FloatBinaryLoops::less, FloatBinaryLoops::lessA, FloatBinaryLoops::lessB);
      case LESS_OR_EQUAL ->
          choice(
              a,
              b,
              FloatBinaryLoops::lessOrEqual,
              FloatBinaryLoops::lessOrEqualA,
              FloatBinaryLoops::lessOrEqualB);
      case EQUAL ->
          choice(a, b, FloatBinaryLoops::equal, FloatBinaryLoops::equalA, FloatBinaryLoops::equalB);
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
    FloatVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(x.add(load(ys + i)), r + i);
    }
  }

  private static void addB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    FloatVector y = load(b);
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
    FloatVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(x.sub(load(ys + i)), r + i);
    }
  }

  private static void subtractB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    FloatVector y = load(b);
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
    FloatVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(x.mul(load(ys + i)), r + i);
    }
  }

  private static void multiplyB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    FloatVector y = load(b);
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
    FloatVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(x.div(load(ys + i)), r + i);
    }
  }

  private static void divideB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    FloatVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).div(y), r + i);
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
    FloatVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(x.max(load(ys + i)), r + i);
    }
  }

  private static void maximumB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    FloatVector y = load(b);
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
    FloatVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(x.min(load(ys + i)), r + i);
    }
  }

  private static void minimumB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    FloatVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).min(y), r + i);
    }
  }

  private static void less(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Float> holds = load(xs + i).compare(VectorOperators.LT, load(ys + i));
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void lessA(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long ys = clean(b);
    FloatVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Float> holds = x.compare(VectorOperators.LT, load(ys + i));
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void lessB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    FloatVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Float> holds = load(xs + i).compare(VectorOperators.LT, y);
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void lessOrEqual(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Float> holds = load(xs + i).compare(VectorOperators.LE, load(ys + i));
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void lessOrEqualA(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long ys = clean(b);
    FloatVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Float> holds = x.compare(VectorOperators.LE, load(ys + i));
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void lessOrEqualB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    FloatVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Float> holds = load(xs + i).compare(VectorOperators.LE, y);
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void equal(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Float> holds = load(xs + i).compare(VectorOperators.EQ, load(ys + i));
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void equalA(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long ys = clean(b);
    FloatVector x = load(a);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Float> holds = x.compare(VectorOperators.EQ, load(ys + i));
      store(all(0).blend(all(1), holds), r + i);
    }
  }

  private static void equalB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    FloatVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Float> holds = load(xs + i).compare(VectorOperators.EQ, y);
      store(all(0).blend(all(1), holds), r + i);
    }
  }
}
