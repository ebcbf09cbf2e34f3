package org.sciml4j.core.minimize;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Everything {@link Lbfgs} remembers from one call to the next besides the variables: the pairs
 * {@code s = x_{k+1} - x_k}, {@code y = g_{k+1} - g_k}, the last gradient, and a few numbers. All
 * of it lives in the tensors of {@link #tensors()}; restoring them and the variables continues with
 * the same bits.
 */
public final class LbfgsState implements AutoCloseable {
  private static final int VALUE = 0;
  private static final int GRADIENT_NORM = 1;
  private static final int ITERATIONS = 2;
  private static final int EVALUATIONS = 3;
  private static final int PAIRS = 4;
  private static final int NEXT_ROW = 5;
  private static final int SCALE = 6;
  private static final int FIRST_CURVATURE = 7;

  private final int memory;
  private final Tensor steps;
  private final Tensor gradientChanges;
  private final Tensor gradient;
  private final Tensor numbers;
  private final MemorySegment[] s;
  private final MemorySegment[] y;

  /** An empty memory of {@code memory} pairs; one more row is where the next pair is made. */
  LbfgsState(DType dtype, long size, int memory) {
    this.memory = memory;
    steps = Tensor.zeros(dtype, memory + 1, size);
    gradientChanges = Tensor.zeros(dtype, memory + 1, size);
    gradient = Tensor.zeros(dtype, size);
    numbers = Tensor.zeros(DType.F64, FIRST_CURVATURE + memory + 1);
    s = rows(steps);
    y = rows(gradientChanges);
    clear();
  }

  private static MemorySegment[] rows(Tensor tensor) {
    MemorySegment[] rows = new MemorySegment[Math.toIntExact(tensor.size(0))];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = tensor.at(row).segment();
    }
    return rows;
  }

  /**
   * The state itself by name, not a copy: {@code steps} and {@code gradient_changes} of shape
   * {@code [memory + 1, size]}, {@code gradient} of shape {@code [size]}, and {@code numbers},
   * always {@link DType#F64}. Save what they hold between two calls.
   */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("steps", steps);
    tensors.put("gradient_changes", gradientChanges);
    tensors.put("gradient", gradient);
    tensors.put("numbers", numbers);
    return tensors;
  }

  /**
   * Takes over the contents of tensors saved from {@link #tensors()}.
   *
   * @throws InvalidInputException if one is missing, differs in shape or type, or holds numbers
   *     that no state has; this state is then unchanged
   */
  public void restore(Map<String, Tensor> saved) {
    Map<String, Tensor> own = tensors();
    own.forEach((name, tensor) -> requireAlike(name, tensor, saved.get(name)));
    requireConsistent(saved.get("numbers"));
    own.forEach((name, tensor) -> tensor.copyFrom(saved.get(name)));
  }

  private static void requireAlike(String name, Tensor own, Tensor saved) {
    if (saved == null || saved.dtype() != own.dtype() || !saved.hasShapeOf(own)) {
      throw new InvalidInputException(
          "L-BFGS state " + name,
          saved == null ? "missing" : saved,
          own.toString(),
          "restore with the memory, size and type it was saved with");
    }
  }

  private void requireConsistent(Tensor saved) {
    boolean consistent =
        isCount(saved.getFlat(PAIRS), memory)
            && isCount(saved.getFlat(NEXT_ROW), memory)
            && isCount(saved.getFlat(ITERATIONS), Long.MAX_VALUE)
            && isCount(saved.getFlat(EVALUATIONS), Long.MAX_VALUE);
    if (!consistent) {
      throw new InvalidInputException(
          "L-BFGS state numbers",
          Arrays.toString(saved.toDoubles()),
          "counts within a memory of " + memory,
          "the file is damaged; start without it");
    }
  }

  private static boolean isCount(double number, double largest) {
    return number >= 0 && number <= largest && number == Math.rint(number);
  }

  /** The function where the last call ended; NaN before the first. */
  public double value() {
    return numbers.getFlat(VALUE);
  }

  /** The largest magnitude of a component of the gradient there; NaN before the first call. */
  public double gradientNorm() {
    return numbers.getFlat(GRADIENT_NORM);
  }

  /** Steps taken in all calls. */
  public long iterations() {
    return (long) numbers.getFlat(ITERATIONS);
  }

  /** Evaluations of the function in all calls. */
  public long evaluations() {
    return (long) numbers.getFlat(EVALUATIONS);
  }

  /** Pairs in memory. */
  public int pairs() {
    return (int) numbers.getFlat(PAIRS);
  }

  /** Forgets everything, as before the first call. */
  public void clear() {
    numbers.fill(0);
    numbers.setFlat(VALUE, Double.NaN);
    numbers.setFlat(GRADIENT_NORM, Double.NaN);
  }

  /** Frees the memory. */
  @Override
  public void close() {
    steps.close();
    gradientChanges.close();
    gradient.close();
    numbers.close();
  }

  int memory() {
    return memory;
  }

  Tensor gradient() {
    return gradient;
  }

  /** Forgets the pairs. */
  void clearPairs() {
    numbers.setFlat(PAIRS, 0);
  }

  /** Whether value and gradient are known, and finite. */
  boolean isEvaluated() {
    return Double.isFinite(value()) && Double.isFinite(gradientNorm());
  }

  void evaluated(double value, double gradientNorm) {
    numbers.setFlat(VALUE, value);
    numbers.setFlat(GRADIENT_NORM, gradientNorm);
  }

  void countIteration() {
    numbers.setFlat(ITERATIONS, numbers.getFlat(ITERATIONS) + 1);
  }

  void countEvaluation() {
    numbers.setFlat(EVALUATIONS, numbers.getFlat(EVALUATIONS) + 1);
  }

  /** Row of the pair made {@code age} pairs before the newest, which has age 0. */
  int row(int age) {
    return Math.floorMod(nextRow() - 1 - age, memory + 1);
  }

  /** Row that holds no pair, where the next one is made. */
  int nextRow() {
    return (int) numbers.getFlat(NEXT_ROW);
  }

  MemorySegment s(int row) {
    return s[row];
  }

  MemorySegment y(int row) {
    return y[row];
  }

  /** {@code rho = 1 / y's} of the pair in a row (7.17). */
  double rho(int row) {
    return 1 / numbers.getFlat(FIRST_CURVATURE + row);
  }

  /** {@code gamma = s'y / y'y} of the newest pair (7.20). */
  double scale() {
    return numbers.getFlat(SCALE);
  }

  /** Adds the pair in the next row, replacing the oldest if the memory is full. */
  void addPair(double sy, double yy) {
    int row = nextRow();
    numbers.setFlat(FIRST_CURVATURE + row, sy);
    numbers.setFlat(SCALE, sy / yy);
    numbers.setFlat(NEXT_ROW, (row + 1) % (memory + 1));
    numbers.setFlat(PAIRS, Math.min(pairs() + 1, memory));
  }
}
