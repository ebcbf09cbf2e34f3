package org.sciml4j.core.elementwise;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.sciml4j.core.graph.Abs;
import org.sciml4j.core.graph.Add;
import org.sciml4j.core.graph.Cos;
import org.sciml4j.core.graph.Elementwise;
import org.sciml4j.core.graph.Maximum;
import org.sciml4j.core.graph.Minimum;
import org.sciml4j.core.graph.Multiply;
import org.sciml4j.core.graph.Negate;
import org.sciml4j.core.graph.Select;
import org.sciml4j.core.graph.Sigmoid;
import org.sciml4j.core.graph.Sin;
import org.sciml4j.core.graph.Subtract;
import org.sciml4j.core.graph.Tanh;
import org.sciml4j.core.tensor.DType;

/** Random chains of well-conditioned operations over awkward extents and views. */
final class RandomChains {
  private static final long[] EXTENTS = {1, 1, 2, 3, 5, 7, 10, 16, 17, 33, 64, 100};
  private static final List<Elementwise> OPS =
      List.of(
          new Add(),
          new Subtract(),
          new Multiply(),
          new Multiply(),
          new Add(),
          new Maximum(),
          new Minimum(),
          new Negate(),
          new Abs(),
          new Tanh(),
          new Sigmoid(),
          new Sin(),
          new Cos(),
          new Select());

  private final SplittableRandom random;

  RandomChains(long seed) {
    random = new SplittableRandom(seed);
  }

  ElementwiseChain next(DType dtype) {
    long[] extents = extents();
    List<Operand> operands = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      operands.add(operand(extents));
    }
    List<Step> steps = new ArrayList<>();
    int stepCount = random.nextInt(8);
    for (int i = 0; i < stepCount; i++) {
      Elementwise op = OPS.get(random.nextInt(OPS.size()));
      int[] arguments = new int[op.arity()];
      for (int j = 0; j < arguments.length; j++) {
        // A condition is an operand: a step that rounds differently could decide differently.
        boolean condition = op instanceof Select && j == 0;
        arguments[j] = random.nextInt(condition ? count : count + i);
      }
      steps.add(new Step(op, arguments));
    }
    List<Store> stores = new ArrayList<>();
    int storeCount = 1 + random.nextInt(3);
    for (int i = 0; i < storeCount; i++) {
      int latest = count + stepCount;
      int argument = random.nextBoolean() ? latest - 1 : random.nextInt(latest);
      stores.add(new Store(argument, view(extents, false)));
    }
    return new ElementwiseChain(dtype, extents, operands, steps, stores);
  }

  private long[] extents() {
    long[] extents = new long[random.nextInt(5)];
    long room = 6000;
    for (int axis = 0; axis < extents.length; axis++) {
      long extent = random.nextInt(40) == 0 ? 0 : EXTENTS[random.nextInt(EXTENTS.length)];
      extents[axis] = Math.min(extent, room);
      room = Math.max(1, room / Math.max(1, extents[axis]));
    }
    if (extents.length == 1 && random.nextBoolean()) {
      extents[0] = random.nextInt(6000);
    }
    return extents;
  }

  private Operand operand(long[] extents) {
    return switch (random.nextInt(8)) {
      case 0 -> new Operand.Uniform(random.nextDouble(-2, 2));
      case 1 ->
          extents.length == 0
              ? new Operand.Uniform(1)
              : new Operand.Coordinate(random.nextInt(extents.length));
      default -> new Operand.Strided(view(extents, true));
    };
  }

  /** A view that is dense, transposed, sliced, reversed or, where allowed, broadcast. */
  View view(long[] extents, boolean broadcast) {
    int rank = extents.length;
    boolean dense = random.nextInt(3) == 0;
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      order.add(dense || random.nextBoolean() ? 0 : random.nextInt(order.size() + 1), axis);
    }
    if (dense) {
      return View.dense(extents);
    }
    long[] strides = new long[rank];
    long offset = 0;
    long stride = random.nextInt(3) == 0 ? 2 : 1;
    for (int axis : order) {
      if (broadcast && random.nextInt(4) == 0) {
        continue;
      }
      strides[axis] = stride;
      stride *= Math.max(1, extents[axis]) + (random.nextInt(3) == 0 ? 3 : 0);
      if (random.nextInt(5) == 0) {
        offset += strides[axis] * Math.max(0, extents[axis] - 1);
        strides[axis] = -strides[axis];
      }
    }
    return new View(offset, strides);
  }
}
