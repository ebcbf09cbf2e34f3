package org.sciml4j.pde.surrogate;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.pde.boundary.FieldBoundary;

/**
 * {@code du/dt = F(u)} by a small convolutional network, the right-hand side of a residual block
 * that is a time step (He et al. 2016, arXiv:1512.03385; Ruthotto and Haber 2020, Journal of
 * Mathematical Imaging and Vision 62:352, eq. 4):
 *
 * <pre>{@code
 * F(u) = r (L w + K_m a(... a(K_1 w))),   w = (u - mean) / scale
 * }</pre>
 *
 * with one linear convolution L beside the layers K, so that what is linear in the dynamics need
 * not come from an activation. Fields are continued beyond their edges before they are normalised
 * and by as much as all layers together reach. Zero at first.
 *
 * @param hidden channels of each hidden layer; empty for L alone
 * @param extent points of a kernel along each axis, odd
 * @param boundary what a field is beyond its edges; slopes are changes from point to point
 * @param normalization of the states
 * @param rates r, the usual size of the rate of change of each variable
 * @param activation a
 */
public record ConvolutionalRate(
    List<Long> hidden,
    int extent,
    FieldBoundary boundary,
    Normalization normalization,
    List<Double> rates,
    Layer activation)
    implements NamedLayer {
  /**
   * Copies the lists.
   *
   * @throws InvalidInputException if the extent is even, a number not positive, or those of rates
   *     and variables differ
   */
  public ConvolutionalRate {
    hidden = List.copyOf(hidden);
    rates = List.copyOf(rates);
    if (extent < 1 || extent % 2 == 0 || hidden.stream().anyMatch(channels -> channels < 1)) {
      throw new InvalidInputException(
          "network",
          "kernels of " + extent + " points, channels " + hidden,
          "an odd number, and 1 or more",
          "correct them");
    }
    if (rates.size() != normalization.mean().size()
        || !rates.stream().allMatch(rate -> rate > 0 && rate < 1 / 0.0)) {
      throw new InvalidInputException(
          "rates", rates, "a positive number for each variable", "give their usual sizes");
    }
  }

  /** Points on either side, along each axis, that F at a point depends on. */
  public int reach() {
    return extent / 2 * Math.max(1, hidden.size() + 1);
  }

  @Override
  public String kind() {
    return "ConvolutionalRate";
  }

  @Override
  public Value compute(Value input, Scope own) {
    int dims = boundary.dims();
    long variables = normalization.mean().size();
    if (input.rank() != 2 + dims || input.type().size(1) != variables) {
      throw new InvalidInputException(
          "state",
          input.type(),
          "[n, " + variables + " variables, " + dims + " space axes]",
          "give the variables that the normalization was learned from");
    }
    int[] reach = new int[dims];
    Arrays.fill(reach, reach());
    double[] spacing = new double[dims];
    Arrays.fill(spacing, 1);
    Value w = normalization.normalized(boundary.extend(input, reach, spacing), 1);
    Value rate = linear(w, input, own.child("linear"));
    if (!hidden.isEmpty()) {
      Value x = w;
      for (int layer = 0; layer < hidden.size(); layer++) {
        x =
            convolution(hidden.get(layer))
                .activation(activation)
                .compute(x, own.child("hidden_" + layer));
      }
      Conv last = convolution(variables).kernelInitializer(Initializers.ZEROS);
      rate = rate.plus(last.compute(x, own.child("last")));
    }
    return rate.times(numbers(rates, input));
  }

  private Value linear(Value w, Value input, Scope own) {
    Value seen = w;
    int beyond = reach() - extent / 2;
    for (int axis = 2; axis < input.rank(); axis++) {
      seen = seen.slice(axis, beyond, w.type().size(axis) - beyond);
    }
    return convolution(input.type().size(1))
        .kernelInitializer(Initializers.ZEROS)
        .withoutBias()
        .compute(seen, own);
  }

  private static Value numbers(List<Double> each, Value like) {
    long[] shape = new long[like.rank()];
    Arrays.fill(shape, 1);
    shape[1] = each.size();
    double[] values = each.stream().mapToDouble(Double::doubleValue).toArray();
    return Value.constant(new TensorType(like.type().dtype(), shape), values);
  }

  private Conv convolution(long channels) {
    return switch (boundary.dims()) {
      case 1 -> Conv.conv1d(channels, extent);
      case 2 -> Conv.conv2d(channels, extent);
      default -> Conv.conv3d(channels, extent);
    };
  }
}
