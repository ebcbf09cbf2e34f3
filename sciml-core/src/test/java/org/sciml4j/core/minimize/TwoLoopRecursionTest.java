package org.sciml4j.core.minimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class TwoLoopRecursionTest {
  private static final int SIZE = 6;
  private static final int MEMORY = 4;

  /** Nocedal and Wright 2006, eq. 7.16 and 7.17, from {@code H_0 = gamma I} with 7.20. */
  private static RealMatrix inverseHessian(List<RealVector> s, List<RealVector> y) {
    int last = s.size() - 1;
    double gamma = s.get(last).dotProduct(y.get(last)) / y.get(last).dotProduct(y.get(last));
    RealMatrix identity = MatrixUtils.createRealIdentityMatrix(SIZE);
    RealMatrix h = identity.scalarMultiply(gamma);
    for (int i = Math.max(0, s.size() - MEMORY); i < s.size(); i++) {
      double rho = 1 / y.get(i).dotProduct(s.get(i));
      RealMatrix v = identity.subtract(y.get(i).outerProduct(s.get(i)).scalarMultiply(rho));
      h =
          v.transpose()
              .multiply(h)
              .multiply(v)
              .add(s.get(i).outerProduct(s.get(i)).scalarMultiply(rho));
    }
    return h;
  }

  private static RealVector random(Random random) {
    RealVector vector = new ArrayRealVector(SIZE);
    return vector.mapToSelf(_ -> random.nextGaussian());
  }

  private static void copy(RealVector from, Tensor to) {
    for (int i = 0; i < SIZE; i++) {
      to.setFlat(i, from.getEntry(i));
    }
  }

  @Test
  void should_equal_the_product_formula_while_the_memory_fills_and_when_it_is_full() {
    Random random = new Random(3);
    FlatVectors vectors =
        new FlatVectors(DType.F64, SIZE, ThreadTeam.common(), KernelProvider.selected());
    List<RealVector> s = new ArrayList<>();
    List<RealVector> y = new ArrayList<>();
    try (LbfgsState state = new LbfgsState(DType.F64, SIZE, MEMORY);
        Tensor g = Tensor.zeros(DType.F64, SIZE);
        Tensor d = Tensor.zeros(DType.F64, SIZE)) {
      TwoLoopRecursion recursion = new TwoLoopRecursion(vectors, MEMORY);
      for (int k = 0; k < 3 * MEMORY; k++) {
        RealVector newS = random(random);
        RealVector newY = random(random);
        newY = newY.dotProduct(newS) < 0 ? newY.mapMultiply(-1) : newY;
        s.add(newS);
        y.add(newY);
        copy(newS, state.tensors().get("steps").at(state.nextRow()));
        copy(newY, state.tensors().get("gradient_changes").at(state.nextRow()));
        state.addPair(newS.dotProduct(newY), newY.dotProduct(newY));
        RealVector gradient = random(random);
        copy(gradient, g);

        double slope = recursion.direction(state, g.segment(), d.segment());

        RealVector expected = inverseHessian(s, y).operate(gradient).mapMultiply(-1);
        double tolerance = 1e-10 * expected.getNorm();
        assertThat(d.toDoubles()).containsExactly(expected.toArray(), within(tolerance));
        assertThat(slope)
            .isCloseTo(gradient.dotProduct(expected), within(tolerance * gradient.getNorm()));
      }
    }
  }
}
