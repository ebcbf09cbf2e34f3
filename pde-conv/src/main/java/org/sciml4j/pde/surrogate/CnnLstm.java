package org.sciml4j.pde.surrogate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.layer.Recurrent;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * Convolutions that reduce each state of a series to features, an LSTM over their series and a
 * dense map back to the grid: {@code [n, time, variables, space...]} to {@code [n, variables,
 * space...]}, the architecture of Donahue et al. 2015 (Long-term Recurrent Convolutional Networks,
 * CVPR, figure 1) with a field in the place of a caption. The dense map gives the change of the
 * last state, zero at first.
 *
 * @param filters channels after each convolution, of which each halves the grid
 * @param units units of the LSTM
 * @param extent points of a kernel along each axis, odd
 * @param boundary what kernels see beyond the edges, for each space axis
 * @param activation after each convolution
 */
public record CnnLstm(
    List<Long> filters, long units, long extent, List<BoundaryMode> boundary, Layer activation)
    implements NamedLayer {
  /** Copies and checks the numbers. */
  public CnnLstm {
    filters = List.copyOf(filters);
    boundary = new FieldConvolution(extent, boundary).boundary();
    if (units < 1 || filters.stream().anyMatch(count -> count < 1)) {
      throw new InvalidInputException(
          "CNN-LSTM", filters + " filters, " + units + " units", "1 or more", "correct them");
    }
  }

  /** With 3-point kernels, periodic boundaries and rectified linear units. */
  public static CnnLstm periodic(int dims, long units, Long... filters) {
    return new CnnLstm(
        List.of(filters), units, 3, List.of(PeriodicModes.of(dims)), Activations.RELU);
  }

  @Override
  public String kind() {
    return "CnnLstm";
  }

  @Override
  public Value compute(Value input, Scope own) {
    FieldConvolution convolution = new FieldConvolution(extent, boundary);
    convolution.require(kind(), input, 3);
    long n = input.type().size(0);
    long times = input.type().size(1);
    long[] state = Arrays.copyOfRange(input.shape(), 2, input.rank());
    Value x = input.reshape(joined(new long[] {n * times}, state));
    for (int i = 0; i < filters.size(); i++) {
      x = convolution.halved(x, filters.get(i), activation, own, "encoder_" + i);
    }
    Value features = x.reshape(n, times, x.type().count() / (n * times));
    Value code = Recurrent.lstm(units).compute(features, own.child("lstm"));
    long points = LongStream.of(state).reduce(1, (a, b) -> a * b);
    Value change =
        Dense.of(points).kernelInitializer(Initializers.ZEROS).compute(code, own.child("decoder"));
    return input.at(1, times - 1).plus(change.reshape(joined(new long[] {n}, state)));
  }

  private static long[] joined(long[] first, long[] second) {
    return LongStream.concat(LongStream.of(first), LongStream.of(second)).toArray();
  }
}
