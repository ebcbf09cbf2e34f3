package org.sciml4j.core.convolution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * A planned {@link org.sciml4j.core.graph.ConvolutionInputAdjoint}: from a cotangent {@code [n, o,
 * spatial...]} and a kernel {@code [o, c / groups, spatial...]} to {@code [n, c, spatial...]}, with
 * boundary conditions if wanted: the value of {@code Fold(ConvolutionInputAdjoint(cotangent,
 * kernel))}. Runs allocate nothing and give the same bits for any number of threads. A plan serves
 * one caller at a time.
 */
public final class ConvolutionInputAdjointKernel {
  private final List<Sweep> sweeps = new ArrayList<>();
  private final PadKernel fold;
  private final long paddedBytes;

  private ConvolutionInputAdjointKernel(ConvolutionLayout layout, KernelProvider provider) {
    InputDomain domain = InputDomain.of(layout);
    int[] count = domain.extents();
    addSweeps(layout, provider, domain, count);
    long images = (long) layout.batch() * layout.groups() * layout.channels();
    long padded = images * count[0] * count[1] * count[2] * layout.dtype().bytes();
    paddedBytes = domain.folds() ? Math.ceilDiv(padded, 64) * 64 : 0;
    fold = domain.folds() ? new PadKernel(layout.dtype(), provider, images, domain.axes()) : null;
  }

  /** One sweep for each set of results that meet the same kernel points. */
  private void addSweeps(
      ConvolutionLayout layout, KernelProvider provider, InputDomain domain, int[] count) {
    int[] phases = new int[ConvolutionLayout.AXES];
    Arrays.setAll(phases, axis -> Math.min(layout.stride()[axis], count[axis]));
    for (int phase = 0; phase < phases[0] * phases[1] * phases[2]; phase++) {
      int[] at = {
        phase / (phases[1] * phases[2]), phase / phases[2] % phases[1], phase % phases[2]
      };
      AxisTaps[] axes = new AxisTaps[ConvolutionLayout.AXES];
      Arrays.setAll(axes, axis -> domain.taps(axis, at[axis]));
      sweeps.add(TapSweep.of(provider, layout, axes, count, WeightLayout.adjoint(layout)));
    }
  }

  /**
   * Plans the adjoint of {@link ConvolutionKernel#of} by its input, for the kernels in force.
   *
   * @param geometry how the kernel travels; its zeros lie outside of {@code padding}
   * @param input type of the convolution's input without padding, which is that of the result
   * @param kernel type of the kernel
   * @param padding boundary conditions, one for each spatial axis, or empty
   * @throws org.sciml4j.core.InvalidInputException if shapes, geometry and padding do not fit
   */
  public static ConvolutionInputAdjointKernel of(
      ConvolutionGeometry geometry, TensorType input, TensorType kernel, List<Padding> padding) {
    return with(KernelProvider.selected(), geometry, input, kernel, padding);
  }

  /** Plans the adjoint for the kernels of one provider; the rest as {@link #of}. */
  public static ConvolutionInputAdjointKernel with(
      KernelProvider provider,
      ConvolutionGeometry geometry,
      TensorType input,
      TensorType kernel,
      List<Padding> padding) {
    return new ConvolutionInputAdjointKernel(
        ConvolutionLayout.of(geometry, input, kernel, padding), provider);
  }

  /** Working memory of a run on so many threads, in bytes, at a multiple of 64 bytes. */
  public long scratchBytes(int threads) {
    long most = 0;
    for (Sweep sweep : sweeps) {
      most = Math.max(most, sweep.scratchBytes(threads));
    }
    return paddedBytes + most;
  }

  /**
   * Computes the adjoint.
   *
   * @param cotangent address of the cotangent, of the shape of the convolution's output
   * @param kernel address of the kernel
   * @param result address of the result, which shares no memory with the operands
   * @param scratch address of {@link #scratchBytes} for at least the team's threads
   */
  public void run(ThreadTeam team, long cotangent, long kernel, long result, long scratch) {
    long to = fold == null ? result : scratch;
    for (int i = 0; i < sweeps.size(); i++) {
      sweeps.get(i).run(team, cotangent, kernel, to, scratch + paddedBytes);
    }
    if (fold != null) {
      fold.fold(team, scratch, result);
    }
  }
}
