package org.sciml4j.sindy.autoencoder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
  private static final int BATCH = 1000;

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
    return chosen(network, threshold, parameters, device).requireTerms(threshold);
  }

  /**
   * This model, if it has a term.
   *
   * @param threshold of the training
   * @throws InvalidInputException if no coefficient was above the threshold
   */
  public TrainedSindyAutoencoder requireTerms(double threshold) {
    if (system.activeTerms() == 0) {
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
    return this;
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

  SindyNetwork network() {
    return network;
  }

  Device device() {
    return device;
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
    double[][] path = system.simulate(states(initial)[0], times);
    try (Tensor z = Tensor.zeros(initial[0].dtype(), times.length, network.latent())) {
      for (int t = 0; t < times.length; t++) {
        for (int i = 0; i < network.latent(); i++) {
          z.set(path[t][i], t, i);
        }
      }
      return decode(z);
    }
  }

  /**
   * The latent variables of samples and, in order 2, their velocities: states of the {@link
   * #system}.
   *
   * @param samples x and, in order 2, ẋ, {@code [n, ...]} each
   * @return {@code [n][variable]}
   */
  public double[][] states(Tensor... samples) {
    List<Tensor> latents = start(samples);
    int latent = network.latent();
    double[][] states = new double[(int) samples[0].size(0)][latent * latents.size()];
    for (int n = 0; n < states.length; n++) {
      for (int i = 0; i < states[n].length; i++) {
        states[n][i] = latents.get(i / latent).get(n, i % latent);
      }
    }
    latents.forEach(Tensor::close);
    return states;
  }

  /**
   * As {@link #states(Tensor...)} of samples spread evenly.
   *
   * @param most at most so many
   */
  public double[][] states(Dataset data, int most) {
    try (SampleArrays samples = SampleArrays.of(data, most)) {
      return states(samples.tensors().subList(0, network.order()).toArray(Tensor[]::new));
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

  /** In batches, so that memory is that of the results. */
  List<Tensor> run(Network function, Tensor... inputs) {
    long n = inputs[0].size(0);
    long full = Math.min(BATCH, n);
    List<Tensor> results = new ArrayList<>();
    run(function, results, 0, n - n % full, full, inputs);
    if (n % full > 0) {
      run(function, results, n - n % full, n, n % full, inputs);
    }
    return results;
  }

  private void run(
      Network function, List<Tensor> results, long from, long to, long size, Tensor... inputs) {
    List<TensorType> types =
        Arrays.stream(inputs)
            .map(one -> new TensorType(one.dtype(), withSamples(one.shape(), size)))
            .toList();
    DType dtype = parameters.get(SindyNetwork.COEFFICIENTS).dtype();
    Traced traced = Traced.ofNetwork(function, dtype, types, false);
    try (BatchProgram program = new BatchProgram(traced, parameters, device)) {
      for (long begin = from; begin < to; begin += size) {
        List<Tensor> batch = new ArrayList<>();
        for (int k = 0; k < inputs.length; k++) {
          batch.add(rows(inputs[k], begin, size));
        }
        program.run(batch);
        for (int k = 0; k < traced.results(); k++) {
          try (Tensor part = program.result(k)) {
            if (k == results.size()) {
              results.add(Tensor.zeros(part.dtype(), withSamples(part.shape(), inputs[0].size(0))));
            }
            rows(results.get(k), begin, size).copyFrom(part);
          }
        }
      }
    }
  }

  private static long[] withSamples(long[] shape, long samples) {
    long[] other = shape.clone();
    other[0] = samples;
    return other;
  }

  /** Some samples, sharing memory. */
  private static Tensor rows(Tensor all, long from, long count) {
    long bytes = all.count() / all.size(0) * all.dtype().bytes();
    return Tensor.wrap(
        all.segment().asSlice(from * bytes, count * bytes),
        all.dtype(),
        withSamples(all.shape(), count));
  }

  /** Frees the parameters. */
  @Override
  public void close() {
    parameters.close();
  }
}
