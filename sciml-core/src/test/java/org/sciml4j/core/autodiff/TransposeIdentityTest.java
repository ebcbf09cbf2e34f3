package org.sciml4j.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.sciml4j.core.device.ReferenceDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.LoopMerging;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.tensor.DType;

class TransposeIdentityTest {
  private final Value x = Value.input("x", DType.F64, 2, 3);
  private final Value v = Value.input("v", DType.F64, 2, 3);

  @Property(tries = 150)
  void forwardAndReverseAreTransposes(
      @ForAll @Size(min = 1, max = 7) List<@IntRange(min = 0, max = 2000) Integer> codes,
      @ForAll long seed) {
    assertTransposed(RandomProgram.of(codes, List.of(x, x.sum(0))), seed);
  }

  @Property(tries = 50)
  void soTheyAreOfGradients(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 2000) Integer> codes,
      @ForAll long seed) {
    Value result = RandomProgram.of(codes, List.of(x, x.sum(0)));
    assertTransposed(Autodiff.grad(result.sin().sum(), x), seed);
  }

  /** {@code <ȳ, J v> = <Jᵀ ȳ, v>}. */
  private void assertTransposed(Value result, long seed) {
    Value cotangent = Value.input("cotangent", result.type());
    Value forward = Autodiff.jvp(result, x, v);
    Value back = Autodiff.vjp(List.of(result), List.of(x), List.of(cotangent)).getFirst();
    Graph graph = Graph.of(List.of(x, v, cotangent), forward, back);
    Random random = new Random(seed);
    double[] at = random.doubles(6, -1, 1).toArray();
    double[] along = random.doubles(6, -1, 1).toArray();
    double[] weights = random.doubles(result.type().count(), -1, 1).toArray();
    List<double[]> found = ReferenceDevice.evaluate(LoopMerging.of(graph), at, along, weights);
    double there = dot(weights, found.get(0));
    double andBack = dot(found.get(1), along);
    double size = Math.sqrt(dot(found.get(0), found.get(0)) * dot(weights, weights));
    double sizeBack = Math.sqrt(dot(found.get(1), found.get(1)) * dot(along, along));
    assertThat(andBack).isCloseTo(there, within(1e-10 * (1 + size + sizeBack)));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
