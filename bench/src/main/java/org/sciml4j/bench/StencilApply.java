package org.sciml4j.bench;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.Grid;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.StencilOperator;

/** Applies one dense stencil with random coefficients to a periodic random field. */
final class StencilApply implements Workload {
  private final ThreadTeam team;
  private final StencilOperator operator;
  private final Tensor u;
  private final Tensor out;
  private final String facts;

  StencilApply(BenchOptions options, int dims, long defaultPoints) {
    long n = options.n().orElse(defaultPoints);
    int size = options.size().orElse(3);
    long[] shape = new long[dims];
    Arrays.fill(shape, n);
    team = ThreadTeam.of(options.threads());
    operator =
        denseStencil(dims, size)
            .on(Grid.of(1, BoundaryMode.PERIODIC, shape).withType(options.dtype()))
            .on(team);
    u = RandomKey.of(1).uniform(options.dtype(), shape);
    out = Tensor.zeros(options.dtype(), shape);
    facts = "n=" + n + " size=" + size;
  }

  static Stencil denseStencil(int dims, int size) {
    int points = (int) Math.pow(size, dims);
    int[][] offsets = new int[points][dims];
    for (int k = 0; k < points; k++) {
      for (int axis = 0, rest = k; axis < dims; axis++, rest /= size) {
        offsets[k][axis] = rest % size - size / 2;
      }
    }
    RandomKey key = RandomKey.of(2);
    double[] coefficients = IntStream.range(0, points).mapToDouble(key::uniform).toArray();
    double[] spacing = new double[dims];
    Arrays.fill(spacing, 1);
    return Stencil.of(spacing, offsets, coefficients);
  }

  @Override
  public void run() {
    operator.apply(u, out);
  }

  @Override
  public Work work() {
    return new Work.Bytes(u.segment().byteSize() + out.segment().byteSize());
  }

  @Override
  public String facts() {
    return facts;
  }

  @Override
  public void close() {
    team.close();
    u.close();
    out.close();
  }
}
