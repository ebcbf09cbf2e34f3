package org.sciml4j.pde.surrogate;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.core.nn.layer.ConvTranspose;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * Convolutions of field batches of one to three axes, of which a network has several: each under a
 * name of its own.
 *
 * @param extent points of the kernels along each axis
 * @param boundary what they see beyond the edges, for each axis
 */
record FieldConvolution(long extent, List<BoundaryMode> boundary) {
  FieldConvolution {
    boundary = List.copyOf(boundary);
    if (extent < 1 || extent % 2 == 0 || boundary.contains(BoundaryMode.VALID)) {
      throw new InvalidInputException(
          "convolution of fields",
          "extent " + extent + ", boundary " + boundary,
          "an odd extent and modes that keep the grid",
          "correct one of them");
    }
  }

  int dims() {
    return boundary.size();
  }

  /** One axis of a field batch for each mode. */
  void require(String network, Value input, int axesBefore) {
    if (input.rank() != axesBefore + dims()) {
      throw new InvalidInputException(
          "input of " + network,
          input.type(),
          (axesBefore == 3 ? "[n, time, variables, " : "[n, variables, ") + dims() + " space axes]",
          "reshape it, or give one boundary mode for each space axis");
    }
  }

  /** {@code [n, c, space...]} to {@code [n, filters, space...]}. */
  Value apply(Value x, long filters, Layer activation, Scope own, String name) {
    return with(filters, extent).activation(activation).compute(x, own.child(name));
  }

  /** As {@link #apply} onto every second point. */
  Value halved(Value x, long filters, Layer activation, Scope own, String name) {
    return with(filters, extent).stride(2).activation(activation).compute(x, own.child(name));
  }

  /** Point by point, zero at first: what a network ends with so that it begins as persistence. */
  Value last(Value x, long filters, Scope own, String name) {
    return with(filters, 1).kernelInitializer(Initializers.ZEROS).compute(x, own.child(name));
  }

  /** Onto twice as many points along each axis. */
  Value doubled(Value x, long filters, Layer activation, Scope own, String name) {
    ConvTranspose up =
        switch (dims()) {
          case 1 -> ConvTranspose.convTranspose1d(filters, 2);
          case 2 -> ConvTranspose.convTranspose2d(filters, 2);
          default -> ConvTranspose.convTranspose3d(filters, 2);
        };
    return up.stride(2).activation(activation).compute(x, own.child(name));
  }

  private Conv with(long filters, long points) {
    Conv conv =
        switch (dims()) {
          case 1 -> Conv.conv1d(filters, points);
          case 2 -> Conv.conv2d(filters, points);
          default -> Conv.conv3d(filters, points);
        };
    return conv.boundary(boundary.toArray(BoundaryMode[]::new));
  }
}
