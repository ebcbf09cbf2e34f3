package org.sciml4j.core.convolution;

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
 */
public final class ConvolutionKernel {
  private final ConvolutionLayout layout;
  private final Elements elements;

  private ConvolutionKernel(ConvolutionLayout layout) {
    this.layout = layout;
    elements = new Elements(layout.dtype());
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
    return new ConvolutionKernel(ConvolutionLayout.of(geometry, input, kernel, padding));
  }

  /** Working memory of a run on so many threads, in bytes, at a multiple of 64 bytes. */
  public long scratchBytes(int threads) {
    return 0;
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
    int outputs = layout.groups() * layout.outputs();
    for (int n = 0; n < layout.batch(); n++) {
      for (int o = 0; o < outputs; o++) {
        for (int i = 0; i < layout.outputPoints(); i++) {
          elements.set(
              output,
              ((long) n * outputs + o) * layout.outputPoints() + i,
              point(n, o, i, input, kernel));
        }
      }
    }
  }

  private double point(int n, int o, int i, long input, long kernel) {
    int group = o / layout.outputs();
    int points = layout.kernelPoints();
    double sum = 0;
    for (int c = 0; c < layout.channels(); c++) {
      long channel = ((long) n * layout.groups() + group) * layout.channels() + c;
      for (int k = 0; k < points; k++) {
        int source = layout.source(i, k);
        if (source >= 0) {
          sum +=
              elements.get(kernel, ((long) o * layout.channels() + c) * points + k)
                  * elements.get(input, channel * layout.inputPoints() + source);
        }
      }
    }
    return sum;
  }
}
