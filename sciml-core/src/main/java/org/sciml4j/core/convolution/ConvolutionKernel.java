package org.sciml4j.core.convolution;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * A planned {@link org.sciml4j.core.graph.Convolution} of an input {@code [n, c, spatial...]}, with
 * boundary conditions if wanted, and a kernel {@code [o, c / groups, spatial...]}: the value of
 * {@code Convolution(Pad(input), kernel)} without the padded input in memory. Runs allocate nothing
 * and give the same bits for any number of threads. A plan serves one caller at a time.
 *
 * <p>A convolution of one channel to one channel at every point is a stencil, and is applied by the
 * {@link org.sciml4j.core.stencil.CompiledStencil} that applies differential operators; others run
 * in kernels of their own.
 */
public final class ConvolutionKernel {
  private final Sweep sweep;

  private ConvolutionKernel(ConvolutionLayout layout, KernelProvider provider) {
    AxisTaps[] axes = new AxisTaps[ConvolutionLayout.AXES];
    Arrays.setAll(axes, axis -> AxisTaps.forward(layout, axis));
    sweep = TapSweep.of(provider, layout, axes, layout.output(), WeightLayout.forward(layout));
  }

  /**
   * Plans a convolution for the kernels in force.
   *
   * @param geometry how the kernel travels; its zeros lie outside of {@code padding}
   * @param input type of the input without padding
   * @param kernel type of the kernel
   * @param padding boundary conditions, one for each spatial axis, or empty
   * @throws org.sciml4j.core.InvalidInputException if shapes, geometry and padding do not fit
   */
  public static ConvolutionKernel of(
      ConvolutionGeometry geometry, TensorType input, TensorType kernel, List<Padding> padding) {
    return with(KernelProvider.selected(), geometry, input, kernel, padding);
  }

  /** Plans a convolution for the kernels of one provider; the rest as {@link #of}. */
  public static ConvolutionKernel with(
      KernelProvider provider,
      ConvolutionGeometry geometry,
      TensorType input,
      TensorType kernel,
      List<Padding> padding) {
    return new ConvolutionKernel(ConvolutionLayout.of(geometry, input, kernel, padding), provider);
  }

  /** Whether it runs as a compiled stencil. */
  public boolean isStencil() {
    return sweep.isStencil();
  }

  /** Working memory of a run on so many threads, in bytes, at a multiple of 64 bytes. */
  public long scratchBytes(int threads) {
    return sweep.scratchBytes(threads);
  }

  /**
   * Computes the convolution.
   *
   * @param input address of the input
   * @param kernel address of the kernel
   * @param output address of the result, which shares no memory with the operands
   * @param scratch address of {@link #scratchBytes} for at least the team's threads
   */
  public void run(ThreadTeam team, long input, long kernel, long output, long scratch) {
    sweep.run(team, input, kernel, output, scratch);
  }
}
