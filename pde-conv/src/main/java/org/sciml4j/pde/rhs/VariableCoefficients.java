package org.sciml4j.pde.rhs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Regularizer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.init.Initializers;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * A combination of channels whose coefficients vary in space: {@code F_i(x) = Σ_c a_ic(x) u_c(x)},
 * {@code [n, channels, space...]} to {@code [n, variables, space...]} (PDE-Net: Long, Lu, Ma, Dong
 * 2018, section 2.3). Each coefficient is a continuous piecewise polynomial on a coarse mesh; its
 * trainable numbers are its values at the nodes, zero at first.
 *
 * @param variables number of combinations
 * @param mesh the cells and their polynomials
 * @param regularizers penalties on the nodes {@code [variables, channels, nodes...]}
 */
public record VariableCoefficients(
    int variables, PolynomialMesh mesh, List<Regularizer> regularizers) implements NamedLayer {
  private static final String NODES = "nodes";

  /**
   * Checks the number.
   *
   * @throws InvalidInputException if it is below 1
   */
  public VariableCoefficients {
    regularizers = List.copyOf(regularizers);
    if (variables < 1) {
      throw new InvalidInputException("variables", variables, "1 or more", "correct it");
    }
  }

  /** Without penalties. */
  public VariableCoefficients(int variables, PolynomialMesh mesh) {
    this(variables, mesh, List.of());
  }

  @Override
  public String kind() {
    return "VariableCoefficients";
  }

  @Override
  public Value compute(Value input, Scope own) {
    long channels = input.type().size(1);
    Value nodes = own.parameter(NODES, Initializers.ZEROS, regularizers, nodeShape(channels));
    long[] space = Arrays.copyOfRange(input.shape(), 2, input.rank());
    Value coefficients = mesh.interpolate(nodes, space);
    long[] one =
        LongStream.concat(LongStream.of(1), LongStream.of(input.shape()).skip(1)).toArray();
    Value[] rows = new Value[variables];
    for (int i = 0; i < variables; i++) {
      rows[i] = coefficients.slice(0, i, i + 1).reshape(one).times(input).sumKeepingAxes(1);
    }
    return variables == 1 ? rows[0] : Value.concat(1, rows);
  }

  private long[] nodeShape(long channels) {
    return LongStream.concat(LongStream.of(variables, channels), LongStream.of(mesh.nodes()))
        .toArray();
  }

  /**
   * The coefficients that parameters stand for, on a grid of as many points: {@code [variables,
   * channels, space...]}, owned by the caller.
   *
   * @param path the layer's own path, for example {@code variable_coefficients}
   * @param space points of the grid along each axis
   */
  public Tensor fields(Parameters parameters, String path, long... space) {
    return mesh.interpolate(parameters.get(path + "/" + NODES), space);
  }

  /** The type of the coefficients' nodes. */
  public TensorType nodeType(DType dtype, long channels) {
    return new TensorType(dtype, nodeShape(channels));
  }
}
