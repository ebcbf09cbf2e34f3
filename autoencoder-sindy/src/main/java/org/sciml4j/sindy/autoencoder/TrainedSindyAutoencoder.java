package org.sciml4j.sindy.autoencoder;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Network;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.core.training.ModelFile;

/** A trained SINDy autoencoder: encoder, decoder and the equations of the latent variables. */
public final class TrainedSindyAutoencoder implements AutoCloseable {
  private final SindyNetwork network;
  private final Parameters parameters;
  private final Device device;
  private final LatentSystem system;

  private TrainedSindyAutoencoder(
      SindyNetwork network, Parameters parameters, Device device, LatentSystem system) {
    this.network = network;
    this.parameters = parameters;
    this.device = device;
    this.system = system;
  }

  /**
   * As {@link #chosen}.
   *
   * @throws InvalidInputException if no coefficient was above the threshold
   */
  static TrainedSindyAutoencoder of(
      SindyNetwork network, double threshold, Parameters parameters, Device device) {
    TrainedSindyAutoencoder model = chosen(network, threshold, parameters, device);
    if (model.system.activeTerms() == 0) {
      double largest =
          Arrays.stream(parameters.get(SindyNetwork.COEFFICIENTS).toDoubles())
              .map(Math::abs)
              .max()
              .orElse(0);
      throw new InvalidInputException(
          "threshold",
          threshold,
          "below some coefficient; now the largest is " + largest,
          "lower the threshold or the weight of the sparsity");
    }
    return model;
  }

  /** Makes a choice of coefficients that is due but waits for a step that never came. */
  static TrainedSindyAutoencoder chosen(
      SindyNetwork network, double threshold, Parameters parameters, Device device) {
    Tensor mask = parameters.get(SindyNetwork.MASK);
    Tensor coefficients = parameters.get(SindyNetwork.COEFFICIENTS);
    if (parameters.get(SindyObjective.WAIT).getFlat(0) == 0) {
      for (long i = 0; i < mask.count(); i++) {
        mask.setFlat(i, Math.abs(coefficients.getFlat(i)) > threshold ? 1 : 0);
      }
    }
    return of(network, parameters, device);
  }

  /** A model of these parameters, which it owns from now on. */
  static TrainedSindyAutoencoder of(SindyNetwork network, Parameters parameters, Device device) {
    return new TrainedSindyAutoencoder(network, parameters, device, system(network, parameters));
  }

  private static LatentSystem system(SindyNetwork network, Parameters parameters) {
    Tensor mask = parameters.get(SindyNetwork.MASK);
    Tensor values = parameters.get(SindyNetwork.COEFFICIENTS);
    double[][] coefficients = new double[network.latent()][network.library().size()];
    for (int i = 0; i < network.latent(); i++) {
      for (int k = 0; k < coefficients[i].length; k++) {
        coefficients[i][k] = mask.get(k, i) == 0 ? 0 : values.get(k, i);
      }
    }
    return new LatentSystem(network.library(), network.variables(), network.order(), coefficients);
  }

  /** Reads a model that {@link #save} or a checkpoint keeps. */
  public static TrainedSindyAutoencoder load(Path file, SindyNetwork network, Device device) {
    return of(network, ModelFile.load(file), device);
  }

  /** Writes parameters and, for readers, the equations. */
  public void save(Path file) {
    ModelFile.save(file, parameters, Map.of("equations", String.join("\n", system.equations())));
  }

  /** The equations of the latent variables. */
  public LatentSystem system() {
    return system;
  }

  /** All numbers; they stay this model's. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * φ(x).
   *
   * @param x {@code [n, ...]}
   * @return {@code [n, latent]}, owned by the caller
   */
  public Tensor encode(Tensor x) {
    return run((in, scope) -> List.of(network.namedEncoder().apply(in.getFirst(), scope)), x)
        .getFirst();
  }

  /**
   * ψ(z).
   *
   * @param z {@code [n, latent]}
   * @return {@code [n, ...]}, owned by the caller
   */
  public Tensor decode(Tensor z) {
    return run((in, scope) -> List.of(network.namedDecoder().apply(in.getFirst(), scope)), z)
        .getFirst();
  }

  /**
   * Errors over samples.
   *
   * @param data x, ẋ and, in order 2, ẍ
   */
  public RelativeErrors errors(Dataset data) {
    return RelativeErrors.of(network, parameters, data, device);
  }

  /**
   * Simulates the latent equations from where a sample is, and decodes.
   *
   * @param initial x and, in order 2, ẋ, {@code [1, ...]} each
   * @param times ascending; the first is that of the sample
   * @return {@code [times, ...]}, owned by the caller
   * @throws org.sciml4j.sindy.simulation.SimulationDivergedException if the solution leaves all
   *     bounds, telling when and where
   */
  public Tensor simulate(double[] times, Tensor... initial) {
    List<Tensor> start = start(initial);
    double[] state =
        start.stream().flatMapToDouble(one -> Arrays.stream(one.toDoubles())).toArray();
    start.forEach(Tensor::close);
    double[][] path = system.simulate(state, times);
    try (Tensor z = Tensor.zeros(initial[0].dtype(), times.length, network.latent())) {
      for (int t = 0; t < times.length; t++) {
        for (int i = 0; i < network.latent(); i++) {
          z.set(path[t][i], t, i);
        }
      }
      return decode(z);
    }
  }

  private List<Tensor> start(Tensor... initial) {
    if (initial.length != network.order()) {
      throw new InvalidInputException(
          "initial state",
          initial.length + " tensors",
          network.order() == 1 ? "x" : "x and its derivative",
          "pass these");
    }
    return network.order() == 1
        ? List.of(encode(initial[0]))
        : run(
            (in, scope) ->
                network.encoded(scope, List.of(in.get(0), in.get(1), in.get(1))).subList(0, 2),
            initial);
  }

  private List<Tensor> run(Network function, Tensor... inputs) {
    List<TensorType> types =
        Arrays.stream(inputs).map(one -> new TensorType(one.dtype(), one.shape())).toList();
    DType dtype = parameters.get(SindyNetwork.COEFFICIENTS).dtype();
    Traced traced = Traced.ofNetwork(function, dtype, types, false);
    List<Tensor> results;
    try (BatchProgram program = new BatchProgram(traced, parameters, device)) {
      program.run(List.of(inputs));
      results =
          LongStream.range(0, traced.results()).mapToObj(i -> program.result((int) i)).toList();
    }
    return results;
  }

  /** Frees the parameters. */
  @Override
  public void close() {
    parameters.close();
  }
}
