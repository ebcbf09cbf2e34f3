package org.sciml4j.core.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * A layer with the type of its input, which settles all its parameters.
 *
 * @param layer the network
 * @param sample type of one sample, without the batch axis
 * @param batch number of samples that parameters and states are sized for; matters only to networks
 *     with a state for each sample
 */
public record Model(Layer layer, TensorType sample, long batch) {
  private static final long LARGEST_BATCH = 256;

  /**
   * Checks the batch.
   *
   * @throws InvalidInputException if it is below 1
   */
  public Model {
    if (batch < 1) {
      throw new InvalidInputException("batch", batch, "at least 1", "choose a larger batch");
    }
  }

  /**
   * A network for samples of this shape.
   *
   * @param dtype element type of data and parameters
   * @param sampleShape extents of a sample, without the batch axis
   */
  public static Model of(Layer layer, DType dtype, long... sampleShape) {
    return new Model(layer, new TensorType(dtype, sampleShape), 1);
  }

  /** This model for batches of fixed size: networks that keep a state for each sample. */
  public Model withBatch(long samples) {
    return new Model(layer, sample, samples);
  }

  /**
   * Its graph for a batch.
   *
   * @param training whether layers behave as in training
   * @throws InvalidInputException if the layers do not fit the samples
   */
  public Traced trace(long samples, boolean training) {
    return Traced.of(layer, sample.withShape(batched(samples, sample.shape())), training);
  }

  /** Its parameters and then its states, in order of declaration. */
  public List<ParameterSpec> parameters() {
    return trace(batch, false).specs();
  }

  /** Initial numbers for its parameters and states, a function of the key and their names. */
  public Parameters initialize(RandomKey key) {
    return Parameters.initial(parameters(), key);
  }

  /**
   * Layers, their output shapes and numbers of parameters, as Keras 2 prints them. Nothing is
   * allocated. Layers within layers share the row of the outermost.
   */
  public String summary() {
    return new Summary(trace(batch, false)).toString();
  }

  /**
   * The model compiled for batches of one size.
   *
   * @throws InvalidInputException if the parameters are not this model's
   */
  public Predictor predictor(Parameters parameters, Device device, long samples) {
    Traced traced = trace(samples, false);
    parameters.requireFor(traced.specs());
    return new Predictor(traced, parameters, device);
  }

  /**
   * Predictions for samples {@code [n, ...]}, for occasional use: compiles each time. In loops keep
   * a {@link #predictor}. Where there is a state for each sample, sample {@code i} of a batch goes
   * on from sample {@code i} of the batch before.
   *
   * @return {@code [n, ...]}, owned by the caller
   * @throws InvalidInputException if there is no sample, its shape differs, the parameters are not
   *     this model's, the model's value has no batch axis, or the samples do not fill whole batches
   *     where there is a state for each
   */
  public Tensor predict(Parameters parameters, Tensor samples, Device device) {
    requireSamples(samples);
    long count = samples.size(0);
    long step = samplesPerRun(count);
    Tensor results = null;
    try {
      long done = 0;
      while (done < count) {
        long size = Math.min(step, count - done);
        try (Predictor predictor = predictor(parameters, device, size)) {
          if (results == null) {
            TensorType type = predictor.outputType();
            requireBatchAxis(type, size);
            results = Tensor.zeros(type.dtype(), replaced(type.shape(), count));
          }
          for (; done + size <= count; done += size) {
            predictor.predict(part(samples, done, size), part(results, done, size));
          }
        }
      }
      return results;
    } catch (RuntimeException | Error failure) {
      if (results != null) {
        results.close();
      }
      throw failure;
    }
  }

  /** As many as are fast, or the model's batch where a state is sized for it. */
  private long samplesPerRun(long count) {
    long most = Math.min(count, Math.max(batch, LARGEST_BATCH));
    if (hasStatesFor(most) && (count % most == 0 || hasStatesFor(count % most))) {
      return most;
    }
    if (count % batch != 0) {
      throw new InvalidInputException(
          "samples",
          count + " samples",
          "a multiple of " + batch + ", the batch that the model keeps a state for",
          "cut or pad them, or choose another batch by withBatch");
    }
    return batch;
  }

  private boolean hasStatesFor(long samples) {
    return trace(samples, false).states().equals(trace(batch, false).states());
  }

  private static void requireBatchAxis(TensorType value, long samples) {
    if (value.rank() == 0 || value.size(0) != samples) {
      throw new InvalidInputException(
          "value of the model",
          value,
          "[" + samples + ", ...] for " + samples + " samples",
          "keep the batch axis, or use a predictor");
    }
  }

  private void requireSamples(Tensor samples) {
    TensorType given = new TensorType(samples.dtype(), samples.shape());
    boolean fits = samples.rank() == sample.rank() + 1 && samples.size(0) > 0;
    if (!fits || !given.equals(sample.withShape(batched(samples.size(0), sample.shape())))) {
      throw new InvalidInputException(
          "samples", given, "one or more of " + sample, "reshape or convert them first");
    }
  }

  private static Tensor part(Tensor tensor, long from, long size) {
    long bytes = tensor.count() / tensor.size(0) * tensor.dtype().bytes();
    return Tensor.wrap(
        tensor.segment().asSlice(from * bytes, size * bytes),
        tensor.dtype(),
        replaced(tensor.shape(), size));
  }

  private static long[] batched(long samples, long... shape) {
    return LongStream.concat(LongStream.of(samples), Arrays.stream(shape)).toArray();
  }

  private static long[] replaced(long[] shape, long first) {
    long[] other = shape.clone();
    other[0] = first;
    return other;
  }
}
