package org.sciml4j.sindy.autoencoder;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Changes latent coordinates inside a network: {@code z = A w + b} becomes part of the encoder's
 * last dense layer, of the decoder's first, and of the coefficients, so that the network computes
 * what it did before. Where a linear part lies beside a network ({@link PodStart}), both change.
 *
 * @param network whose parameters they are
 * @param samples types of x and its derivatives
 */
record NetworkCoordinates(SindyNetwork network, List<TensorType> samples) {
  private static final String POD = "/pod/";

  /**
   * The parameters in the new coordinates, the caller's.
   *
   * @throws InvalidInputException if encoder and decoder do not meet in linear dense layers
   */
  Parameters changed(Parameters before, AffineChange change) {
    DType dtype = before.get(SindyNetwork.COEFFICIENTS).dtype();
    Traced traced =
        Traced.ofNetwork(
            (batch, scope) ->
                List.of(
                    network
                        .compare(scope, batch, batch.getFirst(), network.coefficients(scope))
                        .decoded()),
            dtype,
            samples,
            false);
    List<String> names = traced.parameters().stream().map(ParameterSpec::name).toList();
    Parameters after = before.copy();
    try {
      for (boolean isPod : new boolean[] {true, false}) {
        List<String> encoders = kernels(names, "encoder/", isPod);
        List<String> decoders = kernels(names, "decoder/", isPod);
        if (!encoders.isEmpty() || !isPod) {
          boolean hasPod = !isPod && !kernels(names, "encoder/", true).isEmpty();
          encode(after, last(encoders), change, !hasPod);
          decode(after, decoders.isEmpty() ? "" : decoders.getFirst(), change);
        }
      }
      coefficients(after, change);
      return after;
    } catch (RuntimeException failure) {
      after.close();
      throw failure;
    }
  }

  private static List<String> kernels(List<String> names, String part, boolean isPod) {
    return names.stream()
        .filter(name -> name.startsWith(part) && name.endsWith("/kernel"))
        .filter(name -> name.contains(POD) == isPod)
        .toList();
  }

  private static String last(List<String> names) {
    return names.isEmpty() ? "" : names.getLast();
  }

  /** {@code W' = W A⁻ᵀ}, {@code c' = A⁻¹ (c - b)}; only one of parallel parts takes the shift. */
  private void encode(
      Parameters parameters, String kernel, AffineChange change, boolean takesShift) {
    RealMatrix weights = matrix(parameters, kernel, 1);
    RealMatrix inverse =
        new LUDecomposition(MatrixUtils.createRealMatrix(change.matrix())).getSolver().getInverse();
    write(parameters.get(kernel), weights.multiply(inverse.transpose()));
    Tensor bias = parameters.get(bias(kernel));
    RealVector moved = MatrixUtils.createRealVector(bias.toDoubles());
    if (takesShift) {
      moved = moved.subtract(MatrixUtils.createRealVector(change.shift()));
    }
    write(bias, MatrixUtils.createColumnRealMatrix(inverse.operate(moved).toArray()));
  }

  /** {@code U' = Aᵀ U}, {@code d' = d + Uᵀ b}. */
  private void decode(Parameters parameters, String kernel, AffineChange change) {
    RealMatrix weights = matrix(parameters, kernel, 0);
    RealMatrix matrix = MatrixUtils.createRealMatrix(change.matrix());
    write(parameters.get(kernel), matrix.transpose().multiply(weights));
    Tensor bias = parameters.get(bias(kernel));
    double[] moved = weights.transpose().operate(change.shift());
    for (int i = 0; i < moved.length; i++) {
      bias.setFlat(i, bias.getFlat(i) + moved[i]);
    }
  }

  private void coefficients(Parameters parameters, AffineChange change) {
    Tensor values = parameters.get(SindyNetwork.COEFFICIENTS);
    double[][] rows = new double[network.latent()][network.library().size()];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < rows[i].length; k++) {
        rows[i][k] = values.get(k, i);
      }
    }
    LatentSystem moved =
        change.of(
            new LatentSystem(network.library(), network.variables(), network.order(), rows), 0);
    write(values, MatrixUtils.createRealMatrix(moved.coefficients()).transpose());
  }

  private RealMatrix matrix(Parameters parameters, String kernel, int latentAxis) {
    Tensor weights = kernel.isEmpty() ? null : parameters.get(kernel);
    if (weights == null
        || weights.rank() != 2
        || weights.size(latentAxis) != network.latent()
        || !parameters.names().contains(bias(kernel))) {
      throw new InvalidInputException(
          "network",
          kernel.isEmpty() ? "without dense layers" : "with " + kernel + " beside the latents",
          "an encoder that ends, and a decoder that begins, with a dense layer with bias",
          "leave out the change of coordinates");
    }
    double[][] rows = new double[(int) weights.size(0)][(int) weights.size(1)];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = weights.get(i, j);
      }
    }
    return MatrixUtils.createRealMatrix(rows);
  }

  private static String bias(String kernel) {
    return kernel.replaceFirst("kernel$", "bias");
  }

  private static void write(Tensor into, RealMatrix values) {
    double[] flat = Arrays.stream(values.getData()).flatMapToDouble(Arrays::stream).toArray();
    for (int i = 0; i < flat.length; i++) {
      into.setFlat(i, flat[i]);
    }
  }
}
