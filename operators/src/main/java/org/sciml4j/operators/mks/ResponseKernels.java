package org.sciml4j.operators.mks;

/**
 * What a response is made of: {@code p = constant + sum of kernel_l * m_l} over all functions but
 * the dependent one.
 *
 * @param name the response's name
 * @param units its units; empty where unknown
 * @param constant what it is where all those functions vanish
 * @param kernels for each of those functions, in their order, a kernel over the domain, row-major,
 *     the distance zero first
 */
public record ResponseKernels(String name, String units, double constant, double[][] kernels) {
  /** Copies the kernels. */
  public ResponseKernels {
    kernels = copy(kernels);
  }

  /** The kernels; a copy. */
  @Override
  public double[][] kernels() {
    return copy(kernels);
  }

  private static double[][] copy(double[][] rows) {
    double[][] copies = rows.clone();
    for (int i = 0; i < copies.length; i++) {
      copies[i] = copies[i].clone();
    }
    return copies;
  }
}
