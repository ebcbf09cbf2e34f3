package org.sciml4j.sindy.autoencoder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.ParameterSpec;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.sindy.reduction.Pod;

/**
 * Samples as coefficients of the modes of a {@link Pod}, in which a dense autoencoder trains as it
 * does on the samples, but for what the modes leave out, at a fraction of the work: the gradient of
 * the first layer's kernel lies in the span of the samples. The coefficients {@code c = s Vᵀ (x -
 * m)} are scaled by {@code s = √(modes / features)}, so that means of squares over coefficients are
 * means over features, and weights of a loss keep their meaning.
 *
 * @param pod modes of the training samples
 */
public record ModeCoefficients(Pod pod) {
  private static final String POD = "/pod/";
  private static final int SAMPLES = 1000;
  private static final int BATCH = 500;

  /**
   * Coefficients of the modes of a thousand samples, spread evenly.
   *
   * @param training whose first arrays, {@code [n, features]}, are the samples
   * @throws InvalidInputException if samples are not vectors or there are fewer independent modes
   */
  public static ModeCoefficients of(Dataset training, int modes, Device device) {
    TensorType type = training.types().getFirst();
    if (type.shape().length != 1) {
      throw new InvalidInputException(
          "samples", type.toString(), "vectors, for dense layers", "flatten them");
    }
    try (SampleArrays samples = SampleArrays.of(training, SAMPLES)) {
      return new ModeCoefficients(Pod.centred(samples.tensors().getFirst(), modes, device));
    }
  }

  private double scale() {
    return Math.sqrt((double) pod.count() / pod.mean().length);
  }

  /** x and its derivatives {@code [n, modes]}, to be closed. */
  public SampleArrays of(Dataset samples, Device device) {
    List<Tensor> results = new ArrayList<>();
    DType dtype = samples.types().getFirst().dtype();
    for (int k = 0; k < samples.types().size(); k++) {
      results.add(Tensor.zeros(dtype, samples.size(), pod.count()));
    }
    try (Tensor modes = modes(dtype)) {
      long full = Math.min(BATCH, samples.size());
      long rest = samples.size() % full;
      project(samples, 0, samples.size() - rest, full, modes, results, device);
      if (rest > 0) {
        project(samples, samples.size() - rest, samples.size(), rest, modes, results, device);
      }
      return new SampleArrays(results);
    } catch (RuntimeException | Error failure) {
      results.forEach(Tensor::close);
      throw failure;
    }
  }

  private void project(
      Dataset samples,
      long from,
      long to,
      long size,
      Tensor modes,
      List<Tensor> results,
      Device device) {
    Value x = Value.input("samples", modes.dtype(), size, modes.size(0));
    Value basis = Value.input("modes", modes.dtype(), modes.shape());
    try (Program program = device.compile(Graph.of(List.of(x, basis), x.matmul(basis)))) {
      for (long begin = from; begin < to; begin += size) {
        try (SampleArrays batch =
            SampleArrays.of(samples, LongStream.range(begin, begin + size).toArray())) {
          subtractMean(batch.tensors().getFirst());
          for (int k = 0; k < results.size(); k++) {
            try (Tensor part = program.call(batch.tensors().get(k), modes).getFirst()) {
              for (long i = 0; i < part.count(); i++) {
                results.get(k).setFlat(begin * pod.count() + i, part.getFlat(i));
              }
            }
          }
        }
      }
    }
  }

  private void subtractMean(Tensor rows) {
    double[] mean = pod.mean();
    for (long i = 0; i < rows.count(); i++) {
      rows.setFlat(i, rows.getFlat(i) - mean[(int) (i % mean.length)]);
    }
  }

  /** {@code s V}, {@code [features, modes]}. */
  private Tensor modes(DType dtype) {
    Tensor modes = Tensor.zeros(dtype, pod.mean().length, pod.count());
    for (int i = 0; i < pod.mean().length; i++) {
      for (int k = 0; k < pod.count(); k++) {
        modes.set(scale() * pod.modes()[k][i], i, k);
      }
    }
    return modes;
  }

  /**
   * What a network of dense layers learnt from coefficients, as parameters of the same network for
   * samples: {@code W' = s V W}, {@code b' = b - mᵀ W'} in the encoder's first layer, {@code U' = U
   * Vᵀ / s}, {@code d' = m + V d / s} in the decoder's last.
   *
   * @param model of coefficients
   * @param network the same with an encoder of samples
   * @return the caller's
   * @throws InvalidInputException if the network does not begin and end with dense layers
   */
  public TrainedSindyAutoencoder expanded(TrainedSindyAutoencoder model, SindyNetwork network) {
    Parameters learnt = model.parameters();
    List<String> kernels = kernels(model.network(), learnt.get(SindyNetwork.COEFFICIENTS).dtype());
    List<String> encoders = atSamples(kernels, "encoder/", learnt);
    List<String> decoders = atSamples(kernels, "decoder/", learnt);
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (String name : learnt.names()) {
      all.put(name, learnt.get(name).copy());
    }
    encoders.forEach(name -> encoder(learnt, name, all));
    for (String name : decoders) {
      decoder(learnt, name, name.equals(decoders.getFirst()), all);
    }
    return TrainedSindyAutoencoder.of(network, Parameters.of(all), model.device());
  }

  private void encoder(Parameters learnt, String name, Map<String, Tensor> all) {
    Tensor before = learnt.get(name);
    Tensor kernel = Tensor.zeros(before.dtype(), pod.mean().length, before.size(1));
    Tensor bias = all.get(bias(name));
    for (int unit = 0; unit < before.size(1); unit++) {
      double shift = 0;
      for (int i = 0; i < pod.mean().length; i++) {
        double sum = 0;
        for (int k = 0; k < pod.count(); k++) {
          sum += pod.modes()[k][i] * before.get(k, unit);
        }
        kernel.set(scale() * sum, i, unit);
        shift += pod.mean()[i] * scale() * sum;
      }
      bias.setFlat(unit, bias.getFlat(unit) - shift);
    }
    replace(all, name, kernel);
  }

  private void decoder(Parameters learnt, String name, boolean addsMean, Map<String, Tensor> all) {
    Tensor before = learnt.get(name);
    Tensor shift = learnt.get(bias(name));
    Tensor kernel = Tensor.zeros(before.dtype(), before.size(0), pod.mean().length);
    Tensor bias = Tensor.zeros(before.dtype(), pod.mean().length);
    for (int i = 0; i < pod.mean().length; i++) {
      double moved = addsMean ? pod.mean()[i] : 0;
      for (int k = 0; k < pod.count(); k++) {
        moved += pod.modes()[k][i] * shift.getFlat(k) / scale();
      }
      bias.setFlat(i, moved);
      for (int unit = 0; unit < before.size(0); unit++) {
        double sum = 0;
        for (int k = 0; k < pod.count(); k++) {
          sum += before.get(unit, k) * pod.modes()[k][i];
        }
        kernel.set(sum / scale(), unit, i);
      }
    }
    replace(all, name, kernel);
    replace(all, bias(name), bias);
  }

  private static void replace(Map<String, Tensor> all, String name, Tensor tensor) {
    all.put(name, tensor).close();
  }

  private List<String> kernels(SindyNetwork network, DType dtype) {
    Traced traced =
        Traced.ofNetwork(
            (batch, scope) ->
                List.of(
                    network
                        .namedDecoder()
                        .apply(network.namedEncoder().apply(batch.getFirst(), scope), scope)),
            dtype,
            List.of(new TensorType(dtype, 1, pod.count())),
            false);
    return traced.parameters().stream()
        .map(ParameterSpec::name)
        .filter(name -> name.endsWith("/kernel"))
        .toList();
  }

  /** The linear part of a {@link PodStart}, if there is one, and the network's outermost layer. */
  private List<String> atSamples(List<String> kernels, String part, Parameters learnt) {
    boolean isEncoder = part.equals("encoder/");
    List<String> own = kernels.stream().filter(name -> name.startsWith(part)).toList();
    List<String> linear = own.stream().filter(name -> name.contains(POD)).toList();
    List<String> deep = own.stream().filter(name -> !name.contains(POD)).toList();
    List<String> outermost =
        deep.isEmpty() ? deep : List.of(isEncoder ? deep.getFirst() : deep.getLast());
    List<String> all = Stream.concat(linear.stream(), outermost.stream()).toList();
    if (all.isEmpty() || !all.stream().allMatch(name -> isDense(learnt, name, isEncoder ? 0 : 1))) {
      throw new InvalidInputException(
          "network",
          all.isEmpty() ? "without dense layers" : "with " + all + " beside the samples",
          "dense layers with bias at both ends",
          "train on the samples themselves");
    }
    return all;
  }

  private boolean isDense(Parameters learnt, String kernel, int axis) {
    Tensor tensor = learnt.get(kernel);
    return tensor.rank() == 2
        && tensor.size(axis) == pod.count()
        && learnt.names().contains(bias(kernel));
  }

  private static String bias(String kernel) {
    return kernel.replaceFirst("kernel$", "bias");
  }
}
