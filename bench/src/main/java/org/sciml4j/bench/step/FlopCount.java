package org.sciml4j.bench.step;

import java.util.List;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.ConvolutionInputAdjoint;
import org.sciml4j.core.graph.ConvolutionKernelAdjoint;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.MatMul;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.Shape;

/**
 * Floating-point operations of a graph's matrix products and convolutions, a multiplication and an
 * addition per term; everything else is not counted.
 */
public final class FlopCount {
  private FlopCount() {}

  /** Those of one run of the graph. */
  public static long of(Graph graph) {
    return graph.values().stream().mapToLong(FlopCount::of).sum();
  }

  private static long of(Value value) {
    List<Value> x = value.operands();
    return switch (value.primitive()) {
      case MatMul _ -> 2 * count(value) * x.getFirst().shape()[x.getFirst().rank() - 1];
      case Convolution _ -> 2 * count(value) * termsPerPoint(x.get(1));
      case ConvolutionInputAdjoint _ -> 2 * count(x.get(0)) * termsPerPoint(x.get(1));
      case ConvolutionKernelAdjoint _ -> 2 * count(x.get(1)) * termsPerPoint(value);
      case Loop loop -> loop.steps() * of(loop.body());
      default -> 0;
    };
  }

  private static long count(Value value) {
    return value.type().count();
  }

  private static long termsPerPoint(Value kernel) {
    return Shape.count(kernel.shape()) / kernel.shape()[0];
  }
}
