package org.sciml4j.core.nn.layer;

import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * A layer whose kernel travels over one to three spatial axes: the choices that all of them offer.
 * Each method returns a changed copy.
 *
 * @param <L> the layer itself
 */
public sealed interface ConvolutionLayer<L extends ConvolutionLayer<L>> extends LinearLayer<L>
    permits Conv, ConvTranspose {
  /** How the kernel travels. */
  KernelTravel travel();

  /** With a kernel that travels like this. */
  L with(KernelTravel travel);

  /**
   * With this distance between the kernel's places, for all axes or for each: between output points
   * of a convolution, between input points in the output of a transposed one.
   */
  default L stride(long... stride) {
    return with(travel().withStride(stride));
  }

  /** With this distance between kernel points, for all axes or for each. */
  default L dilation(long... dilation) {
    return with(travel().withDilation(dilation));
  }

  /** With these boundary modes, for all axes or for each; {@code ZERO} is Keras' SAME. */
  default L boundary(BoundaryMode... modes) {
    return with(travel().withBorder(Border.of(travel().dims(), modes)));
  }

  /** With exactly this padding, for all axes or for each. */
  default L padding(Padding... paddings) {
    return with(travel().withBorder(Border.of(travel().dims(), paddings)));
  }

  /** With zeros enough to keep the shape where the stride is 1: {@code boundary(ZERO)}. */
  default L same() {
    return boundary(BoundaryMode.ZERO);
  }

  /** With this many groups of channels that do not see each other. */
  default L groups(long groups) {
    return with(travel().withGroups(groups));
  }
}
