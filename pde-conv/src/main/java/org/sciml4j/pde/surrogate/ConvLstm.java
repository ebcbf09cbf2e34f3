package org.sciml4j.pde.surrogate;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.stencil.BoundaryMode;

/**
 * A convolutional LSTM from a series of states to the next one, {@code [n, time, variables,
 * space...]} to {@code [n, variables, space...]} (Shi et al. 2015, Convolutional LSTM Network,
 * NIPS, eq. 3): the LSTM's matrix products are convolutions,
 *
 * <pre>
 * i = σ(W_xi * x + W_hi * h + w_ci c + b_i)    f = σ(W_xf * x + W_hf * h + w_cf c + b_f)
 * c' = f c + i tanh(W_xc * x + W_hc * h + b_c)
 * o = σ(W_xo * x + W_ho * h + w_co c' + b_o)   h' = o tanh(c')
 * </pre>
 *
 * <p>with peephole weights {@code w} for each channel rather than each point, so that a trained
 * network runs on any grid. The last h, projected, is the change of the last state, zero at first.
 *
 * @param channels channels of h and c
 * @param extent points of a kernel along each axis, odd
 * @param boundary what kernels see beyond the edges, for each space axis
 */
public record ConvLstm(long channels, long extent, List<BoundaryMode> boundary)
    implements NamedLayer {
  /** Copies and checks the numbers. */
  public ConvLstm {
    boundary = new FieldConvolution(extent, boundary).boundary();
    if (channels < 1) {
      throw new InvalidInputException("channels", channels, "1 or more", "choose how many");
    }
  }

  /** With 3-point kernels and periodic boundaries. */
  public static ConvLstm periodic(int dims, long channels) {
    return new ConvLstm(channels, 3, List.of(PeriodicModes.of(dims)));
  }

  @Override
  public String kind() {
    return "ConvLSTM";
  }

  @Override
  public Value compute(Value input, Scope own) {
    FieldConvolution convolution = new FieldConvolution(extent, boundary);
    convolution.require(kind(), input, 3);
    long times = input.type().size(1);
    Value h = null;
    Value c = null;
    for (int t = 0; t < times; t++) {
      Value x = input.at(1, t);
      Value seen = h == null ? zeroBeside(x) : Value.concat(1, x, h);
      Value gates = convolution.apply(seen, 4 * channels, Activations.IDENTITY, own, "gates");
      Value cell = c == null ? gate(gates, 0).filled(0) : c;
      Value i = gate(gates, 0).plus(peephole("w_ci", cell, own)).sigmoid();
      Value f = gate(gates, 1).plus(peephole("w_cf", cell, own)).plus(1).sigmoid();
      c = f.times(cell).plus(i.times(gate(gates, 2).tanh()));
      Value o = gate(gates, 3).plus(peephole("w_co", c, own)).sigmoid();
      h = o.times(c.tanh());
    }
    if (h == null) {
      throw new InvalidInputException(
          "input of ConvLSTM", input.type(), "one time or more", "give longer series");
    }
    Value last = input.at(1, times - 1);
    return last.plus(convolution.last(h, last.type().size(1), own, "project"));
  }

  private Value zeroBeside(Value x) {
    long[] shape = x.shape();
    shape[1] = channels;
    return Value.concat(1, x, Value.constant(x.type().withShape(shape), 0));
  }

  private Value gate(Value gates, int gate) {
    return gates.slice(1, gate * channels, (gate + 1) * channels);
  }

  private Value peephole(String name, Value cell, Scope own) {
    long[] shape = new long[1 + boundary.size()];
    Arrays.fill(shape, 1);
    shape[0] = channels;
    return own.parameter(name, Initializers.ZEROS, channels).reshape(shape).times(cell);
  }
}
