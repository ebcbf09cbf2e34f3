package org.sciml4j.core.convolution;

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
 */
public final class ConvolutionKernelAdjointKernel {
  private final ConvolutionLayout layout;
  private final Elements elements;

  private ConvolutionKernelAdjointKernel(ConvolutionLayout layout) {
    this.layout = layout;
    elements = new Elements(layout.dtype());
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
        ConvolutionLayout.of(geometry, input, kernel, padding));
  }

  /** Working memory of a run on so many threads, in bytes, at a multiple of 64 bytes. */
  public long scratchBytes(int threads) {
    return 0;
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
    int points = layout.kernelPoints();
    for (int o = 0; o < layout.groups() * layout.outputs(); o++) {
      for (int c = 0; c < layout.channels(); c++) {
        for (int k = 0; k < points; k++) {
          elements.set(
              result,
              ((long) o * layout.channels() + c) * points + k,
              weight(o, c, k, input, cotangent));
        }
      }
    }
  }

  private double weight(int o, int c, int k, long input, long cotangent) {
    long outputs = (long) layout.groups() * layout.outputs();
    int group = o / layout.outputs();
    double sum = 0;
    for (int n = 0; n < layout.batch(); n++) {
      long channel = ((long) n * layout.groups() + group) * layout.channels() + c;
      for (int i = 0; i < layout.outputPoints(); i++) {
        int source = layout.source(i, k);
        if (source >= 0) {
          sum +=
              elements.get(input, channel * layout.inputPoints() + source)
                  * elements.get(cotangent, (n * outputs + o) * layout.outputPoints() + i);
        }
      }
    }
    return sum;
  }
}
