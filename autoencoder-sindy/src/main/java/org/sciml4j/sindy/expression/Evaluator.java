package org.sciml4j.sindy.expression;

import java.util.List;
import org.sciml4j.core.InvalidInputException;

/**
 * Values of many expressions at many points. The expressions are compiled together into one
 * straight-line program in which common parts are computed once; it runs over blocks of samples
 * that stay in the first-level cache. The bits of a value depend on its expression and its sample
 * only, not on what else is evaluated nor how the samples are split.
 *
 * <pre>{@code
 * Evaluator evaluator = Evaluator.of(List.of(x, y), library.terms(List.of(x, y)));
 * double[][] theta = evaluator.evaluate(new double[][] {xs, ys});   // [term][sample]
 * }</pre>
 *
 * <p>Calls allocate nothing when given their output, except what functions of the user allocate,
 * memory at the first call, and the code that is written once for a program that is run often. An
 * evaluator serves one thread at a time; {@link #copy} is for the next.
 */
public final class Evaluator {
  /** With more outputs loops over blocks are faster: each has few arrays and is vectorised. */
  private static final int MOST_COLUMNS = 6;

  private final Program program;

  /** Code of its own, common to all copies. */
  private final SharedKernel code;

  /** Made when first needed. */
  private Registers registers;

  private PointProgram point;

  private Evaluator(Program program, SharedKernel code) {
    this.program = program;
    this.code = code;
  }

  /**
   * Compiles expressions.
   *
   * @param inputs what is known: variables, and any other expressions that come as columns of their
   *     own, such as {@code u_xx}
   * @param outputs what is wanted, possibly the same twice
   * @throws InvalidInputException if an expression needs what is not known
   */
  public static Evaluator of(
      List<? extends Expression> inputs, List<? extends Expression> outputs) {
    Program program = Program.of(inputs, outputs);
    return new Evaluator(program, new SharedKernel(program));
  }

  /** An evaluator of the same expressions for another thread. */
  public Evaluator copy() {
    return new Evaluator(program, code);
  }

  /** Number of columns it reads. */
  public int inputs() {
    return program.inputs();
  }

  /** Number of columns it writes. */
  public int outputs() {
    return program.outputs().length;
  }

  /**
   * Values at all samples.
   *
   * @param columns {@code [input][sample]}
   * @return {@code [output][sample]}
   */
  public double[][] evaluate(double[][] columns) {
    int samples = columns.length == 0 ? 0 : columns[0].length;
    double[][] out = new double[outputs()][samples];
    evaluate(columns, out);
    return out;
  }

  /**
   * Values at all samples.
   *
   * @param columns {@code [input][sample]}
   * @param out {@code [output][sample]}, arrays that are not among the columns
   */
  public void evaluate(double[][] columns, double[][] out) {
    int samples = out.length == 0 ? 0 : out[0].length;
    evaluate(columns, 0, samples, out, 0);
  }

  /**
   * Values at a range of samples.
   *
   * @param columns {@code [input][sample]}
   * @param from first sample
   * @param to sample after the last
   * @param out {@code [output][sample]}, arrays that are not among the columns
   * @param at where in {@code out} the first sample goes
   * @throws InvalidInputException if the columns are not as many, or not as long
   */
  public void evaluate(double[][] columns, int from, int to, double[][] out, int at) {
    requireColumns("columns", columns, inputs(), from, to);
    requireColumns("out", out, outputs(), at, at + to - from);
    for (double[] written : out) {
      for (double[] read : columns) {
        if (read == written) {
          throw new InvalidInputException(
              "out", "one of the columns", "other arrays", "give arrays that are not read");
        }
      }
    }
    Kernel kernel = code.after((long) to - from);
    if (kernel != null && at == from && out.length <= MOST_COLUMNS) {
      kernel.columns(columns, from, to, out);
      return;
    }
    if (registers == null) {
      registers = new Registers(program);
    }
    registers.run(columns, from, to, out, at);
  }

  /**
   * Values at one point, as for the right-hand side of a differential equation.
   *
   * @param in {@code [input]}
   * @param out {@code [output]}, may be {@code in}
   */
  public void evaluate(double[] in, double[] out) {
    if (in.length < inputs() || out.length < outputs()) {
      throw new InvalidInputException(
          "length of a point and of its values",
          in.length + " and " + out.length,
          "at least " + inputs() + " and " + outputs(),
          "give a number for each input and output");
    }
    Kernel kernel = code.after(1);
    if (kernel != null) {
      kernel.point(in, out);
      return;
    }
    if (point == null) {
      point = new PointProgram(program);
    }
    point.run(in, out);
  }

  /** Values at one point, as {@link #evaluate(double[], double[])}. */
  public double[] evaluate(double... in) {
    double[] out = new double[outputs()];
    evaluate(in, out);
    return out;
  }

  private static void requireColumns(String what, double[][] columns, int count, int from, int to) {
    if (columns.length != count) {
      throw new InvalidInputException(
          "number of " + what, columns.length, Integer.toString(count), "give one array for each");
    }
    int shortest = Integer.MAX_VALUE;
    for (double[] column : columns) {
      shortest = Math.min(shortest, column.length);
    }
    if (from < 0 || to < from || to > shortest) {
      throw new InvalidInputException(
          "range of samples in " + what,
          from + " to " + to,
          "within 0 to " + shortest,
          "give arrays that hold all samples");
    }
  }
}
