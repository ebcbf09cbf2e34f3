package org.sciml4j.sindy.expression;

import java.util.stream.IntStream;

/** An instruction of a {@link Program}; operands are numbers of inputs and earlier results. */
sealed interface Step {
  /** The numbers of its operands. */
  IntStream operands();

  /** One number everywhere. */
  record Fill(double value) implements Step {
    @Override
    public IntStream operands() {
      return IntStream.empty();
    }
  }

  /** a b. */
  record Multiply(int a, int b) implements Step {
    @Override
    public IntStream operands() {
      return IntStream.of(a, b);
    }
  }

  /** a / b. */
  record Divide(int a, int b) implements Step {
    @Override
    public IntStream operands() {
      return IntStream.of(a, b);
    }
  }

  /** bias + Σ weights[k] terms[k], from left to right. */
  record Combine(double bias, double[] weights, int[] terms) implements Step {
    /** The bias that changes no bits, not even those of a negative zero. */
    static final double NONE = -0.0;

    boolean hasBias() {
      return Double.doubleToRawLongBits(bias) != Double.doubleToRawLongBits(NONE);
    }

    @Override
    public IntStream operands() {
      return IntStream.of(terms);
    }
  }

  /** A function of earlier results. */
  record Apply(Function function, int[] arguments) implements Step {
    @Override
    public IntStream operands() {
      return IntStream.of(arguments);
    }
  }
}
