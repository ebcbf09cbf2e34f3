package org.sciml4j.pde.discretization;

import java.util.Arrays;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.pde.boundary.FieldBoundary;
import org.sciml4j.pde.surrogate.Normalization;

/**
 * The convolutional network that chooses coefficients: hidden layers of a number of filters and one
 * output layer, all of one extent. The output layer starts at zero, so that an untrained
 * discretisation is the standard scheme.
 *
 * @param layers number of convolutions, the output layer included
 * @param filters of each hidden layer
 * @param extent of all kernels along each axis, odd
 * @param activation of the hidden layers
 * @param normalization of fields on their way in; none for fields of mean 0 and size 1
 */
public record CoefficientNetwork(
    int layers,
    long filters,
    long extent,
    Layer activation,
    Optional<Normalization> normalization) {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if there is no layer or filter, or the extent is even
   */
  public CoefficientNetwork {
    require(layers >= 1, "layers", layers, "1 or more");
    require(filters >= 1, "filters", filters, "1 or more");
    require(extent >= 1 && extent % 2 == 1, "extent", extent, "an odd number");
  }

  private static void require(boolean holds, String argument, Object value, String expected) {
    if (!holds) {
      throw new InvalidInputException(argument, value, expected, "correct it");
    }
  }

  /** Three layers of extent 5 with 32 filters and rectifiers, as published for Burgers. */
  public static CoefficientNetwork published() {
    return new CoefficientNetwork(3, 32, 5, Activations.RELU, Optional.empty());
  }

  /** With fields normalised on their way in. */
  public CoefficientNetwork normalized(Normalization other) {
    return new CoefficientNetwork(layers, filters, extent, activation, Optional.of(other));
  }

  /** With another activation. */
  public CoefficientNetwork activation(Layer other) {
    return new CoefficientNetwork(layers, filters, extent, other, normalization);
  }

  /**
   * The outputs at points 0 to n along each axis, one more than there are: the last stands for the
   * last face.
   */
  Value apply(Value u, long outputs, FieldBoundary boundary, double[] spacing, Scope scope) {
    int dims = spacing.length;
    int reach = Math.toIntExact(layers * (extent / 2)) + 1;
    int[] reaches = new int[dims];
    Arrays.fill(reaches, reach);
    Value value = boundary.extend(u, reaches, spacing);
    for (int axis = 0; axis < dims; axis++) {
      value = value.slice(2 + axis, 1, value.type().size(2 + axis));
    }
    if (normalization.isPresent()) {
      value = normalization.get().normalized(value, 1);
    }
    for (int layer = 1; layer < layers; layer++) {
      Conv hidden = convolution(filters, dims).activation(activation);
      value = hidden.compute(value, scope.child("hidden_" + layer));
    }
    Conv last = convolution(outputs, dims).kernelInitializer(Initializers.ZEROS);
    return last.compute(value, scope.child("weights"));
  }

  private Conv convolution(long channels, int dims) {
    return switch (dims) {
      case 1 -> Conv.conv1d(channels, extent);
      case 2 -> Conv.conv2d(channels, extent);
      default -> Conv.conv3d(channels, extent);
    };
  }
}
