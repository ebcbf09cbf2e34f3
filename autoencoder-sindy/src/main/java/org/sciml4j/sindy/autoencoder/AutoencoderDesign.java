package org.sciml4j.sindy.autoencoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.nn.activation.Activation;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.training.ModelFile;
import org.sciml4j.sindy.reduction.Pod;

/**
 * What a SINDy autoencoder is built from, so that a file of its numbers can be read without the
 * code that trained it.
 *
 * @param sample shape of a sample: {@code [features]}, or {@code [channels, height, width]} for
 *     convolutions
 * @param widths of the hidden layers, or filters of the convolutions
 * @param activation of these, one of {@link #activations}
 * @param startsAtPod whether encoder and decoder have a linear part beside them, see {@link
 *     PodStart}
 * @param latent number of latent variables
 * @param order 1 or 2
 * @param degree of the library's polynomials
 * @param hasSines whether the library has sines
 */
public record AutoencoderDesign(
    long[] sample,
    long[] widths,
    String activation,
    boolean startsAtPod,
    int latent,
    int order,
    int degree,
    boolean hasSines) {
  private static final String KEY = "sciml4j.sindy_autoencoder";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Copies the arrays.
   *
   * @throws InvalidInputException if samples are neither vectors nor images, images are to start at
   *     modes, or there is no such activation
   */
  public AutoencoderDesign {
    sample = sample.clone();
    widths = widths.clone();
    if (sample.length != 1 && sample.length != 3) {
      throw new InvalidInputException(
          "shape of a sample",
          Arrays.toString(sample),
          "[features] or [channels, height, width]",
          "reshape the samples");
    }
    if (sample.length == 3 && startsAtPod) {
      throw new InvalidInputException(
          "start at modes", "asked for with convolutions", "dense layers", "leave one out");
    }
    if (latent < 1 || Arrays.stream(widths).anyMatch(width -> width < 1)) {
      throw new InvalidInputException(
          "widths",
          Arrays.toString(widths) + " and " + latent + " latent variables",
          "1 or more",
          "choose for example 64, 32 and 3");
    }
    if (!activations().containsKey(activation)) {
      throw new InvalidInputException(
          "activation", "'" + activation + "'", "one of " + activations().keySet(), "choose one");
    }
  }

  /** Activations by name. */
  public static Map<String, Activation> activations() {
    return new TreeMap<>(
        Map.of(
            "sigmoid", Activations.SIGMOID,
            "tanh", Activations.TANH,
            "sin", Activations.SIN,
            "relu", Activations.RELU,
            "elu", Activations.ELU,
            "gelu", Activations.GELU,
            "softplus", Activations.SOFTPLUS,
            "swish", Activations.SWISH));
  }

  /**
   * The same for coefficients of modes instead of samples.
   *
   * @throws InvalidInputException if samples are images
   */
  public AutoencoderDesign ofCoefficients(int modes) {
    if (sample.length != 1) {
      throw new InvalidInputException(
          "modes", modes + " with convolutions", "dense layers", "leave one out");
    }
    return new AutoencoderDesign(
        new long[] {modes}, widths, activation, startsAtPod, latent, order, degree, hasSines);
  }

  /** Encoder and decoder, without the linear part. */
  public Autoencoder layers() {
    Activation chosen = activations().get(activation);
    return sample.length == 1
        ? Autoencoder.dense(sample[0], latent, chosen, widths)
        : Autoencoder.convolutional(sample[0], sample[1], sample[2], latent, chosen, widths);
  }

  /** These layers, perhaps with a linear part beside them, and the latent equations. */
  public SindyNetwork network(Autoencoder layers) {
    return layers.sindy(latent, order, degree, hasSines);
  }

  /** Writes a trained model: numbers, this design, the equations. */
  public void save(Path file, TrainedSindyAutoencoder model) {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    LongStream.of(sample).forEach(root.putArray("sample")::add);
    LongStream.of(widths).forEach(root.putArray("widths")::add);
    root.put("activation", activation);
    root.put("starts_at_pod", startsAtPod);
    root.put("latent", latent);
    root.put("order", order);
    root.put("degree", degree);
    root.put("sines", hasSines);
    model.system().equations().forEach(root.putArray("equations")::add);
    ModelFile.save(file, model.parameters(), Map.of(KEY, root.toString()));
  }

  /**
   * Reads the design of a saved model.
   *
   * @throws InvalidInputException if the file cannot be read or has none
   */
  public static AutoencoderDesign read(Path file) {
    String text = ModelFile.metadata(file).get(KEY);
    try {
      JsonNode root = text == null ? JSON.nullNode() : JSON.readTree(text);
      if (root.path("version").asInt() != VERSION) {
        throw notOne(file, null);
      }
      return new AutoencoderDesign(
          numbers(root.path("sample")),
          numbers(root.path("widths")),
          root.path("activation").asText(),
          root.path("starts_at_pod").asBoolean(),
          root.path("latent").asInt(),
          root.path("order").asInt(),
          root.path("degree").asInt(),
          root.path("sines").asBoolean());
    } catch (JsonProcessingException failure) {
      throw notOne(file, failure);
    }
  }

  private static long[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }

  private static InvalidInputException notOne(Path file, Exception cause) {
    return new InvalidInputException(
        "file '"
            + file
            + "' is no SINDy autoencoder of version "
            + VERSION
            + ", expected one that was saved after training; name another file",
        cause);
  }

  /** The model of a file that {@link #save} wrote, of the design that {@link #read} finds in it. */
  public TrainedSindyAutoencoder load(Path file, Device device) {
    Autoencoder layers = layers();
    if (startsAtPod) {
      double[] ones = new double[latent];
      Arrays.fill(ones, 1);
      int features = Math.toIntExact(sample[0]);
      Pod any =
          new Pod(sample, new double[features], new double[latent][features], ones, 1, latent);
      layers = PodStart.of(any, layers);
    }
    return TrainedSindyAutoencoder.load(file, network(layers), device);
  }
}
