package org.sciml4j.core.elementwise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The steps of a chain as passes over tiles: products that are added or subtracted once are fused
 * with that, powers with small whole exponents become products, and steps that nothing reads are
 * left out.
 *
 * @param steps the passes; their arguments are numbered as in {@link Step}
 * @param renamed for each operand and step of the chain its number here, or -1 where it is left out
 */
record TileProgram(List<TileStep> steps, int[] renamed) {
  /**
   * Makes the passes of a chain.
   *
   * @param results the operands and steps that are needed in the end
   */
  static TileProgram of(ElementwiseChain chain, int... results) {
    int operands = chain.operands().size();
    List<TileStep> all = new ArrayList<>();
    int[] numbers = new int[operands + chain.steps().size()];
    for (int i = 0; i < operands; i++) {
      numbers[i] = i;
    }
    for (int i = 0; i < chain.steps().size(); i++) {
      Step step = chain.steps().get(i);
      int a = numbers[step.argument(0)];
      int b = step.op().arity() > 1 ? numbers[step.argument(1)] : a;
      int c = step.op().arity() > 2 ? numbers[step.argument(2)] : a;
      TileStep pass = new TileStep(TileOp.of(step.op()), a, b, c);
      if (pass.op() == TileOp.POWER && chain.operands().size() > b) {
        pass = power(chain.operands().get(b), pass);
      }
      numbers[operands + i] = operands + all.size();
      all.add(pass);
    }
    int[] needed = Arrays.stream(results).map(result -> numbers[result]).toArray();
    fuse(operands, all, needed);
    return withoutIdle(operands, all, needed, numbers);
  }

  private static TileStep power(Operand exponent, TileStep pass) {
    return exponent instanceof Operand.Uniform(double value) && value == 2
        ? new TileStep(TileOp.MULTIPLY, pass.a(), pass.a(), pass.a())
        : pass;
  }

  private static void fuse(int operands, List<TileStep> steps, int[] needed) {
    int[] uses = uses(operands, steps, needed);
    for (int i = 0; i < steps.size(); i++) {
      TileStep step = steps.get(i);
      TileStep left = product(operands, steps, uses, step.a());
      TileStep right = product(operands, steps, uses, step.b());
      TileStep fused =
          switch (step.op()) {
            case ADD ->
                left != null
                    ? new TileStep(TileOp.MULTIPLY_ADD, left.a(), left.b(), step.b())
                    : right != null
                        ? new TileStep(TileOp.MULTIPLY_ADD, right.a(), right.b(), step.a())
                        : step;
            case SUBTRACT ->
                left != null
                    ? new TileStep(TileOp.MULTIPLY_SUBTRACT, left.a(), left.b(), step.b())
                    : right != null
                        ? new TileStep(TileOp.SUBTRACT_PRODUCT, right.a(), right.b(), step.a())
                        : step;
            default -> step;
          };
      steps.set(i, fused);
    }
  }

  /** The step of that number if it is a product that is read once, else null. */
  private static TileStep product(int operands, List<TileStep> steps, int[] uses, int argument) {
    if (argument < operands || uses[argument] != 1) {
      return null;
    }
    TileStep step = steps.get(argument - operands);
    return step.op() == TileOp.MULTIPLY ? step : null;
  }

  private static int[] uses(int operands, List<TileStep> steps, int[] needed) {
    int[] uses = new int[operands + steps.size()];
    for (int result : needed) {
      uses[result]++;
    }
    for (TileStep step : steps) {
      uses[step.a()]++;
      uses[step.b()] += step.op().arity() > 1 ? 1 : 0;
      uses[step.c()] += step.op().arity() > 2 ? 1 : 0;
    }
    return uses;
  }

  private static TileProgram withoutIdle(
      int operands, List<TileStep> steps, int[] needed, int[] numbers) {
    boolean[] used = new boolean[operands + steps.size()];
    for (int result : needed) {
      used[result] = true;
    }
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (used[operands + i]) {
        TileStep step = steps.get(i);
        used[step.a()] = true;
        used[step.b()] = true;
        used[step.c()] = true;
      }
    }
    int[] place = new int[used.length];
    List<TileStep> kept = new ArrayList<>();
    for (int i = 0; i < used.length; i++) {
      if (i < operands) {
        place[i] = i;
      } else if (!used[i]) {
        place[i] = -1;
      } else {
        TileStep step = steps.get(i - operands);
        place[i] = operands + kept.size();
        kept.add(new TileStep(step.op(), place[step.a()], place[step.b()], place[step.c()]));
      }
    }
    int[] renamed = Arrays.stream(numbers).map(number -> place[number]).toArray();
    return new TileProgram(List.copyOf(kept), renamed);
  }
}
