package org.sciml4j.core.elementwise;

import static org.sciml4j.core.elementwise.DoubleLoads.VECTOR;
import static org.sciml4j.core.elementwise.DoubleLoads.clean;
import static org.sciml4j.core.elementwise.DoubleLoads.load;
import static org.sciml4j.core.elementwise.DoubleLoads.store;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The {@link TileOp}s on three arguments over tiles of {@code double} numbers, each a loop of its
 * own so that it is compiled by itself, with variants for arguments that are one vector for the
 * whole tile. Arguments are those of {@link TileLoop}.
 */
final class DoubleTernaryLoops {
  private DoubleTernaryLoops() {}

  /**
   * The loop of an operation; a first argument that is one vector for the whole tile has no
   * variant.
   *
   * @param b whether the second argument is one vector for the whole tile
   * @param c whether the third is
   */
  static TileLoop of(TileOp op, boolean b, boolean c) {
    return switch (op) {
      case SELECT ->
          choice(
              b,
              c,
              DoubleTernaryLoops::select,
              DoubleTernaryLoops::selectB,
              DoubleTernaryLoops::selectC,
              DoubleTernaryLoops::selectBc);
      case MULTIPLY_ADD ->
          choice(
              b,
              c,
              DoubleTernaryLoops::multiplyAdd,
              DoubleTernaryLoops::multiplyAddB,
              DoubleTernaryLoops::multiplyAddC,
              DoubleTernaryLoops::multiplyAddBc);
      case MULTIPLY_SUBTRACT ->
          choice(
              b,
              c,
              DoubleTernaryLoops::multiplySubtract,
              DoubleTernaryLoops::multiplySubtractB,
              DoubleTernaryLoops::multiplySubtractC,
              DoubleTernaryLoops::multiplySubtractBc);
      case SUBTRACT_PRODUCT ->
          choice(
              b,
              c,
              DoubleTernaryLoops::subtractProduct,
              DoubleTernaryLoops::subtractProductB,
              DoubleTernaryLoops::subtractProductC,
              DoubleTernaryLoops::subtractProductBc);
      default -> throw new IllegalArgumentException(op + " does not take three arguments");
    };
  }

  private static TileLoop choice(
      boolean b, boolean c, TileLoop none, TileLoop onlyB, TileLoop onlyC, TileLoop both) {
    return b ? c ? both : onlyB : c ? onlyC : none;
  }

  private static void select(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    long zs = clean(c);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds = load(xs + i).compare(VectorOperators.NE, 0);
      store(load(zs + i).blend(load(ys + i), holds), r + i);
    }
  }

  private static void selectB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long zs = clean(c);
    DoubleVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds = load(xs + i).compare(VectorOperators.NE, 0);
      store(load(zs + i).blend(y, holds), r + i);
    }
  }

  private static void selectC(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    DoubleVector z = load(c);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds = load(xs + i).compare(VectorOperators.NE, 0);
      store(z.blend(load(ys + i), holds), r + i);
    }
  }

  private static void selectBc(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    DoubleVector y = load(b);
    DoubleVector z = load(c);
    for (int i = 0; i < bytes; i += VECTOR) {
      VectorMask<Double> holds = load(xs + i).compare(VectorOperators.NE, 0);
      store(z.blend(y, holds), r + i);
    }
  }

  private static void multiplyAdd(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    long zs = clean(c);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).fma(load(ys + i), load(zs + i)), r + i);
    }
  }

  private static void multiplyAddB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long zs = clean(c);
    DoubleVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).fma(y, load(zs + i)), r + i);
    }
  }

  private static void multiplyAddC(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    DoubleVector z = load(c);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).fma(load(ys + i), z), r + i);
    }
  }

  private static void multiplyAddBc(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    DoubleVector y = load(b);
    DoubleVector z = load(c);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).fma(y, z), r + i);
    }
  }

  private static void multiplySubtract(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    long zs = clean(c);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).fma(load(ys + i), load(zs + i).neg()), r + i);
    }
  }

  private static void multiplySubtractB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long zs = clean(c);
    DoubleVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).fma(y, load(zs + i).neg()), r + i);
    }
  }

  private static void multiplySubtractC(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    DoubleVector z = load(c);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).fma(load(ys + i), z.neg()), r + i);
    }
  }

  private static void multiplySubtractBc(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    DoubleVector y = load(b);
    DoubleVector z = load(c);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).fma(y, z.neg()), r + i);
    }
  }

  private static void subtractProduct(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    long zs = clean(c);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).neg().fma(load(ys + i), load(zs + i)), r + i);
    }
  }

  private static void subtractProductB(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long zs = clean(c);
    DoubleVector y = load(b);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).neg().fma(y, load(zs + i)), r + i);
    }
  }

  private static void subtractProductC(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    long ys = clean(b);
    DoubleVector z = load(c);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).neg().fma(load(ys + i), z), r + i);
    }
  }

  private static void subtractProductBc(long to, long a, long b, long c, int bytes) {
    long r = clean(to);
    long xs = clean(a);
    DoubleVector y = load(b);
    DoubleVector z = load(c);
    for (int i = 0; i < bytes; i += VECTOR) {
      store(load(xs + i).neg().fma(y, z), r + i);
    }
  }
}
