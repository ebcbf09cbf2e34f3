package org.sciml4j.core.elementwise;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Runs loops and a training in a fresh JVM, where the first calls are interpreted, until they are
 * compiled, and prints a line for each whose bits change.
 */
final class ColdAndHotProgram {
  private static final int CALLS = 10_000;
  private static final int CHECK = 1000;
  private static final int VECTORS = 32;
  private static final int STEPS = 40;
  private static final int WARM_UP = 6000;

  private ColdAndHotProgram() {}

  /** Runs the training, then the loops of every operation. */
  public static void main(String[] arguments) {
    for (DType dtype : DType.values()) {
      train(dtype);
    }
    for (DType dtype : DType.values()) {
      for (TileOp op : TileOp.values()) {
        loops(dtype, op);
      }
    }
    System.out.println("done");
  }

  private static void train(DType dtype) {
    try (Program step = CpuDevice.common().compile(step(dtype))) {
      double[][] cold = weights(step, dtype, STEPS);
      weights(step, dtype, WARM_UP);
      double[][] hot = weights(step, dtype, STEPS);
      if (!Arrays.deepEquals(cold, hot)) {
        System.out.println("training " + dtype);
      }
    }
  }

  /** A step of gradient descent for a network with activations of several kinds. */
  private static Graph step(DType dtype) {
    Value x = Value.input("x", dtype, 32, 3);
    Value first = Value.input("first", dtype, 3, 16);
    Value second = Value.input("second", dtype, 16, 16);
    Value third = Value.input("third", dtype, 16, 1);
    Value y = x.matmul(first).tanh().matmul(second).sin().matmul(third);
    Value loss = y.minus(x.sum(1).reshape(32, 1).cos()).square().log1p().mean();
    List<Value> weights = List.of(first, second, third);
    List<Value> slopes = Autodiff.grad(loss, weights);
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      outputs.add(weights.get(i).minus(slopes.get(i).times(0.05)));
    }
    return new Graph(List.of(x, first, second, third), outputs);
  }

  private static double[][] weights(Program step, DType dtype, int steps) {
    RandomKey key = RandomKey.of(3);
    try (Tensor x = key.child(0).normal(dtype, 32, 3)) {
      List<Tensor> weights =
          List.of(
              key.child(1).normal(dtype, 3, 16),
              key.child(2).normal(dtype, 16, 16),
              key.child(4).normal(dtype, 16, 1));
      for (int i = 0; i < steps; i++) {
        List<Tensor> next = step.call(x, weights.get(0), weights.get(1), weights.get(2));
        weights.forEach(Tensor::close);
        weights = next;
      }
      double[][] values = weights.stream().map(Tensor::toDoubles).toArray(double[][]::new);
      weights.forEach(Tensor::close);
      return values;
    }
  }

  private static void loops(DType dtype, TileOp op) {
    TileKernels kernels = TileKernels.of(KernelProvider.SIMD, dtype);
    Set<TileLoop> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int uniform = 0; uniform < 1 << op.arity(); uniform++) {
      boolean[] splat = {(uniform & 1) != 0, (uniform & 2) != 0, (uniform & 4) != 0};
      TileLoop loop = kernels.loop(op, splat[0], splat[1], splat[2]);
      if (seen.add(loop) && !keepsBits(dtype, kernels, loop)) {
        System.out.println(op + " " + dtype + " " + Arrays.toString(splat));
      }
    }
  }

  private static boolean keepsBits(DType dtype, TileKernels kernels, TileLoop loop) {
    int bytes = VECTORS * kernels.vectorBytes();
    int count = bytes / dtype.bytes();
    SplittableRandom random = new SplittableRandom(5);
    try (Arena arena = Arena.ofConfined()) {
      long[] at = new long[4];
      for (int j = 0; j < at.length; j++) {
        at[j] = arena.allocate(bytes, 64).address();
        for (int i = 0; i < count; i++) {
          double x = 3 * random.nextDouble() - (i % 4 == 0 ? 0.9 : 0);
          Memory.set(dtype, at[j], i, i == 2 ? 1e7 : x);
        }
      }
      double[] first = new double[count];
      for (int call = 0; call < CALLS; call++) {
        boolean checked = call % CHECK == 0 || call == CALLS - 1;
        loop.run(at[3], at[0], at[1], at[2], checked ? bytes : kernels.vectorBytes());
        if (checked) {
          double[] y = new double[count];
          for (int i = 0; i < count; i++) {
            y[i] = Memory.get(dtype, at[3], i);
          }
          if (call == 0) {
            first = y;
          } else if (!Arrays.equals(first, y)) {
            return false;
          }
        }
      }
      return true;
    }
  }
}
