package org.sciml4j.core.convolution;

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
  private final ConvolutionLayout layout;
  private final Elements elements;

  private ConvolutionInputAdjointKernel(ConvolutionLayout layout) {
    this.layout = layout;
    elements = new Elements(layout.dtype());
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
        ConvolutionLayout.of(geometry, input, kernel, padding));
  }

  /** Working memory of a run on so many threads, in bytes, at a multiple of 64 bytes. */
  public long scratchBytes(int threads) {
    return 0;
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
    int points = layout.inputPoints();
    long channels = (long) layout.groups() * layout.channels();
    for (long at = 0; at < layout.batch() * channels * points; at++) {
      elements.set(result, at, 0);
    }
    for (int n = 0; n < layout.batch(); n++) {
      for (int o = 0; o < layout.groups() * layout.outputs(); o++) {
        for (int i = 0; i < layout.outputPoints(); i++) {
          spread(n, o, i, cotangent, kernel, result);
        }
      }
    }
  }

  private void spread(int n, int o, int i, long cotangent, long kernel, long result) {
    int group = o / layout.outputs();
    int points = layout.kernelPoints();
    long outputs = (long) layout.groups() * layout.outputs();
    double g = elements.get(cotangent, (n * outputs + o) * layout.outputPoints() + i);
    for (int c = 0; c < layout.channels(); c++) {
      long channel = ((long) n * layout.groups() + group) * layout.channels() + c;
      for (int k = 0; k < points; k++) {
        int source = layout.source(i, k);
        if (source >= 0) {
          double w = elements.get(kernel, ((long) o * layout.channels() + c) * points + k);
          long at = channel * layout.inputPoints() + source;
          elements.set(result, at, elements.get(result, at) + w * g);
        }
      }
    }
  }
}
