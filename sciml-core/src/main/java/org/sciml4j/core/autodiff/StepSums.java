package org.sciml4j.core.autodiff;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.ConvolutionKernelAdjoint;
import org.sciml4j.core.graph.MatMul;
import org.sciml4j.core.graph.Negate;
import org.sciml4j.core.graph.Reshape;
import org.sciml4j.core.graph.Sum;
import org.sciml4j.core.graph.Transpose;
import org.sciml4j.core.graph.Value;

/**
 * Sums over all steps of a loop of what each step contributes, taken once after the loop instead of
 * step by step. A weight's cotangent {@code Σ_t A_t B_t} is one product that contracts over step
 * and inner axis, {@code [A_1 A_2 ...] [B_1; B_2; ...]}; a convolution kernel's is one over a batch
 * of all steps; a bias's is one sum over all axes.
 */
final class StepSums {
  private final Set<Value> varying;
  private final Set<Value> stacked = new LinkedHashSet<>();
  private final List<Value> postponed = new ArrayList<>();

  /**
   * Starts without contributions.
   *
   * @param varying values that differ from step to step
   */
  StepSums(Set<Value> varying) {
    this.varying = varying;
  }

  /** The contributions whose sum makes up a value of one step. */
  static List<Value> terms(Value perStep) {
    return perStep.primitive() instanceof Add
        ? perStep.operands().stream().flatMap(term -> terms(term).stream()).toList()
        : List.of(perStep);
  }

  /** Postpones those of the terms that are worth it. */
  void postpone(List<Value> terms) {
    terms.stream().filter(this::isProduct).forEach(this::postpone);
    terms.stream().filter(term -> !postponed.contains(term) && isSum(term)).forEach(postponed::add);
  }

  private void postpone(Value term) {
    postponed.add(term);
    core(term).operands().forEach(factor -> stacked.add(source(factor)));
  }

  /** Whether a term is summed after the loop. */
  boolean isPostponed(Value term) {
    return postponed.contains(term);
  }

  /** The values of one step that are needed of all steps. */
  Set<Value> stacked() {
    return stacked;
  }

  /**
   * The sum of a postponed term over all steps.
   *
   * @param stacks a value of one step to all steps' values of it {@code [steps, ...]}
   */
  Value total(Value term, UnaryOperator<Value> stacks) {
    return switch (term.primitive()) {
      case Reshape _, Transpose _, Negate _ ->
          term.withOperands(List.of(total(term.operand(0), stacks)));
      case MatMul _ -> product(term.operand(0), term.operand(1), stacks);
      case ConvolutionKernelAdjoint _ ->
          term.withOperands(
              List.of(batch(term.operand(0), stacks), batch(term.operand(1), stacks)));
      case Sum sum -> {
        Stream<Integer> axes = sum.axes().stream().map(axis -> axis + 1);
        Sum overSteps = new Sum(Stream.concat(Stream.of(0), axes).toList());
        yield Value.of(overSteps, all(term.operand(0), stacks)).reshape(term.shape());
      }
      default -> throw new IllegalArgumentException("not postponed: " + term);
    };
  }

  private static Value product(Value a, Value b, UnaryOperator<Value> stacks) {
    Value second = all(b, stacks);
    long rows = a.shape()[0];
    long inner = second.shape()[0] * second.shape()[1];
    Value left =
        a.primitive().equals(new Transpose(List.of(1, 0)))
            ? all(a.operand(0), stacks).reshape(inner, rows).transpose()
            : all(a, stacks).transpose(1, 0, 2).reshape(rows, inner);
    return left.matmul(second.reshape(inner, b.shape()[1]));
  }

  /** All steps' images as one batch. */
  private static Value batch(Value images, UnaryOperator<Value> stacks) {
    Value all = all(images, stacks);
    long[] shape = images.shape();
    shape[0] *= all.shape()[0];
    return all.reshape(shape);
  }

  /** All steps' values of one, rearranged from what is stacked of it. */
  private static Value all(Value perStep, UnaryOperator<Value> stacks) {
    return switch (perStep.primitive()) {
      case Reshape reshape -> {
        Value all = all(perStep.operand(0), stacks);
        long[] shape = perStep.shape();
        yield all.reshape(
            LongStream.concat(LongStream.of(all.shape()[0]), LongStream.of(shape)).toArray());
      }
      case Transpose transpose ->
          all(perStep.operand(0), stacks)
              .transpose(
                  Stream.concat(Stream.of(-1), transpose.permutation().stream())
                      .mapToInt(axis -> axis + 1)
                      .toArray());
      default -> stacks.apply(perStep);
    };
  }

  /** What a value rearranges. */
  private static Value source(Value value) {
    return switch (value.primitive()) {
      case Reshape _, Transpose _ -> source(value.operand(0));
      default -> value;
    };
  }

  /** What a term is up to linear operations on single elements. */
  private static Value core(Value term) {
    return switch (term.primitive()) {
      case Reshape _, Transpose _, Negate _ -> core(term.operand(0));
      default -> term;
    };
  }

  private boolean isProduct(Value term) {
    Value core = core(term);
    boolean joins =
        (core.primitive() instanceof MatMul && core.rank() == 2)
            || core.primitive() instanceof ConvolutionKernelAdjoint;
    return joins && core.operands().stream().allMatch(factor -> varying.contains(source(factor)));
  }

  private boolean isSum(Value term) {
    Value core = core(term);
    return core.primitive() instanceof Sum && stacked.contains(source(core.operand(0)));
  }
}
