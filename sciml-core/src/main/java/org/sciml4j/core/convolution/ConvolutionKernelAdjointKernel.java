package org.sciml4j.core.convolution;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * A planned {@link org.sciml4j.core.graph.ConvolutionKernelAdjoint}: from an input {@code [n, c,
 * spatial...]}, with boundary conditions if wanted, and a cotangent {@code [n, o, spatial...]} to
 * {@code [o, c / groups, spatial...]}: the value of {@code ConvolutionKernelAdjoint(Pad(input),
 * cotangent)}. Runs allocate nothing and give the same bits for any number of threads. A plan
 * serves one caller at a time.
 *
 * <p>An infinite input makes non-finite only the taps that touch it. Where one leaves NaNs in the
 * result these are summed again without SIMD, which allocates and takes many times as long.
 */
public final class ConvolutionKernelAdjointKernel {
  /** Fewest rows at which a tile of inner products is better filled by outputs than by inputs. */
  private static final int FEW_ROWS = 4;

  private final DotSweep sweep;
  private final TapRepair repair;
  private final boolean swapped;

  private ConvolutionKernelAdjointKernel(ConvolutionLayout layout, KernelProvider provider) {
    boolean everyPoint = Arrays.stream(layout.stride()).allMatch(stride -> stride == 1);
    swapped = everyPoint && layout.outputs() < FEW_ROWS && layout.channels() > layout.outputs();
    AxisTaps[] rows = new AxisTaps[ConvolutionLayout.AXES];
    AxisTaps[] shifts = new AxisTaps[ConvolutionLayout.AXES];
    InputDomain domain = InputDomain.of(layout);
    for (int axis = 0; axis < ConvolutionLayout.AXES; axis++) {
      if (swapped) {
        rows[axis] = AxisTaps.plain(domain.axes()[axis]);
        shifts[axis] = domain.taps(axis, 0);
      } else {
        rows[axis] = AxisTaps.plain(PaddedAxis.bare(layout.output()[axis]));
        shifts[axis] = AxisTaps.forward(layout, axis);
      }
    }
    WeightLayout weights = swapped ? WeightLayout.adjoint(layout) : WeightLayout.forward(layout);
    repair = new TapRepair(layout);
    sweep =
        new DotSweep(
            LaneKernels.of(provider, layout.dtype()),
            layout.dtype(),
            layout.batch(),
            layout.groups(),
            rows,
            shifts,
            layout.kernel(),
            weights);
  }

  /**
   * Plans the adjoint of {@link ConvolutionKernel#of} by its kernel, for the kernels in force.
   *
   * @param geometry how the kernel travels; its zeros lie outside of {@code padding}
   * @param input type of the input without padding
   * @param kernel type of the convolution's kernel, which is that of the result
   * @param padding boundary conditions, one for each spatial axis, or empty
   * @throws org.sciml4j.core.InvalidInputException if shapes, geometry and padding do not fit
   */
  public static ConvolutionKernelAdjointKernel of(
      ConvolutionGeometry geometry, TensorType input, TensorType kernel, List<Padding> padding) {
    return with(KernelProvider.selected(), geometry, input, kernel, padding);
  }

  /** Plans the adjoint for the kernels of one provider; the rest as {@link #of}. */
  public static ConvolutionKernelAdjointKernel with(
      KernelProvider provider,
      ConvolutionGeometry geometry,
      TensorType input,
      TensorType kernel,
      List<Padding> padding) {
    return new ConvolutionKernelAdjointKernel(
        ConvolutionLayout.of(geometry, input, kernel, padding), provider);
  }

  /** Working memory of a run on so many threads, in bytes, at a multiple of 64 bytes. */
  public long scratchBytes(int threads) {
    return sweep.scratchBytes(threads);
  }

  /**
   * Computes the adjoint.
   *
   * @param input address of the input
   * @param cotangent address of the cotangent, of the shape of the convolution's output
   * @param result address of the result, which shares no memory with the operands
   * @param scratch address of {@link #scratchBytes} for at least the team's threads
   */
  public void run(ThreadTeam team, long input, long cotangent, long result, long scratch) {
    sweep.run(team, swapped ? input : cotangent, swapped ? cotangent : input, result, scratch);
    repair.run(team, input, cotangent, result);
  }
}
