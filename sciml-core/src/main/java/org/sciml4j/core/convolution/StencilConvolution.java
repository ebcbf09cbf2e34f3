package org.sciml4j.core.convolution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.stencil.CompiledStencil;
import org.sciml4j.core.stencil.StencilLayout;
import org.sciml4j.core.stencil.Tap;
import org.sciml4j.core.tensor.DType;

/**
 * The convolution of one channel to one channel at every point, with the same boundary condition at
 * both ends of an axis: what a {@code StencilOperator} applies, by the same {@link
 * CompiledStencil}, whose weights are set before each run. Images of one or two axes are the
 * leading axis of the field, along which the stencil has no extent.
 */
final class StencilConvolution implements Sweep {
  private final CompiledStencil stencil;
  private final Elements elements;
  private final double[] weights;
  private final int[] points;
  private final int applications;
  private final long imageBytes;
  private final long resultBytes;

  private StencilConvolution(
      CompiledStencil stencil, List<int[]> offsets, int applications, DType dtype) {
    this.stencil = stencil;
    this.applications = applications;
    elements = new Elements(dtype);
    List<Tap> taps = stencil.taps(0);
    weights = new double[taps.size()];
    points = new int[weights.length];
    for (int i = 0; i < points.length; i++) {
      int[] offset = taps.get(i).offset();
      while (!Arrays.equals(offsets.get(points[i]), offset)) {
        points[i]++;
      }
    }
    imageBytes = count(stencil.layout().extents()) * dtype.bytes();
    resultBytes = count(stencil.resultExtents()) * dtype.bytes();
  }

  private static long count(long[] extents) {
    return Arrays.stream(extents).reduce(1, (a, b) -> a * b);
  }

  /**
   * A stencil for these axes, or null where they are not those of one.
   *
   * @param axes how sums run along three axes
   * @param kernel extents of the kernel
   */
  static StencilConvolution of(
      KernelProvider provider, DType dtype, int batch, AxisTaps[] axes, int[] kernel) {
    boolean volumes = isLong(axes[1], kernel[1]);
    boolean planes = !volumes && isLong(axes[0], kernel[0]);
    int[] used = volumes ? new int[] {0, 1, 2} : planes ? new int[] {0, 2} : new int[] {2};
    int leading = volumes ? 0 : 1;
    BoundaryMode[] modes = new BoundaryMode[leading + used.length];
    long[] extents = new long[modes.length];
    int[][] offsets = new int[used.length][];
    Arrays.fill(modes, BoundaryMode.VALID);
    extents[0] = batch;
    for (int i = 0; i < used.length; i++) {
      AxisTaps axis = axes[used[i]];
      modes[leading + i] = axis.boundary();
      if (batch == 0 || modes[leading + i] == null || axis.source().extent() == 0) {
        return null;
      }
      extents[leading + i] = axis.source().extent();
      offsets[i] = axis.stencilOffsets();
    }
    List<int[]> all = new ArrayList<>();
    for (int point = 0; point < kernel[0] * kernel[1] * kernel[2]; point++) {
      int[] at = {point / kernel[2] / kernel[1], point / kernel[2] % kernel[1], point % kernel[2]};
      int[] offset = new int[modes.length];
      for (int i = 0; i < used.length; i++) {
        offset[leading + i] = offsets[i][at[used[i]]];
      }
      all.add(offset);
    }
    List<Tap> taps = all.stream().map(offset -> new Tap(offset, 1)).toList();
    CompiledStencil stencil =
        CompiledStencil.of(taps, new StencilLayout(dtype, 1, extents, modes)).with(provider);
    return new StencilConvolution(stencil, all, volumes ? batch : 1, dtype);
  }

  private static boolean isLong(AxisTaps axis, int kernel) {
    return axis.source().extent() > 1 || kernel > 1 || axis.outputs() > 1;
  }

  @Override
  public boolean isStencil() {
    return true;
  }

  @Override
  public long scratchBytes(int threads) {
    return 0;
  }

  @Override
  public void run(ThreadTeam team, long source, long kernel, long result, long scratch) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = elements.get(kernel, points[i]);
    }
    stencil.weigh(0, weights);
    for (int n = 0; n < applications; n++) {
      stencil.apply(team, source + n * imageBytes, result + n * resultBytes);
    }
  }
}
