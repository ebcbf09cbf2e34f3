package org.sciml4j.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.sindy.autoencoder.AutoencoderDesign;
import org.sciml4j.sindy.autoencoder.CoordinateSearch;
import org.sciml4j.sindy.autoencoder.FieldSamples;
import org.sciml4j.sindy.autoencoder.LossWeights;
import org.sciml4j.sindy.autoencoder.Pretraining;
import org.sciml4j.sindy.autoencoder.SindyAutoencoder;
import org.sciml4j.sindy.autoencoder.SindyNetwork;
import org.sciml4j.sindy.autoencoder.SparsitySchedule;
import org.sciml4j.sindy.autoencoder.WarmUp;
import picocli.CommandLine.Option;

/** How an autoencoder is built and trained. */
final class AutoencoderOptions {
  @Option(names = "--latent", paramLabel = "N", description = "Number of latent variables.")
  Integer latent;

  @Option(
      names = "--order",
      defaultValue = "1",
      paramLabel = "1|2",
      description = "Order of the latent equations: ${DEFAULT-VALUE}.")
  int order;

  @Option(
      names = "--library",
      defaultValue = "poly:3",
      paramLabel = "TERMS",
      description =
          "Candidate terms: poly:DEGREE, and fourier:1 for a sine of each variable."
              + " Default: ${DEFAULT-VALUE}.")
  private String library;

  @Option(
      names = "--hidden",
      split = ",",
      defaultValue = "64,32",
      paramLabel = "WIDTH",
      description = "Hidden layers of the encoder; the decoder mirrors them: ${DEFAULT-VALUE}.")
  private List<Long> hidden;

  @Option(
      names = "--convolutional",
      split = ",",
      paramLabel = "FILTERS",
      description = "Convolutions of stride 2 with so many filters each, instead of --hidden.")
  private List<Long> filters = List.of();

  @Option(
      names = "--activation",
      defaultValue = "sigmoid",
      paramLabel = "NAME",
      description =
          "Of the hidden layers: sigmoid, tanh, elu, swish, ... Default: ${DEFAULT-VALUE}.")
  private String activation;

  @Option(names = "--pod", description = "Start from the POD modes of the samples.")
  private boolean pod;

  @Option(
      names = "--modes",
      paramLabel = "N",
      description =
          "Train in the coefficients of so many POD modes, at a fraction of the work; the model that"
              + " is saved is one of the samples.")
  Integer modes;

  @Option(
      names = "--weights",
      split = ",",
      defaultValue = "1e-4,0,1e-5",
      paramLabel = "W",
      description =
          "Weights of x', z' and sparsity in the loss, beside 1 for x. Default: ${DEFAULT-VALUE}.")
  private List<Double> weights;

  @Option(
      names = "--threshold",
      defaultValue = "0.1",
      paramLabel = "NUMBER",
      description = "Smallest coefficient that stays: ${DEFAULT-VALUE}.")
  double threshold;

  @Option(
      names = "--every",
      defaultValue = "500",
      paramLabel = "EPOCHS",
      description = "Epochs between two choices of coefficients: ${DEFAULT-VALUE}.")
  private int every;

  @Option(
      names = "--epochs",
      defaultValue = "5001",
      paramLabel = "EPOCHS",
      description = "Epochs with choices: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--refinement",
      defaultValue = "1001",
      paramLabel = "EPOCHS",
      description = "Epochs without sparsity and choices after them: ${DEFAULT-VALUE}.")
  private int refinement;

  @Option(
      names = "--warm-up",
      paramLabel = "EPOCHS",
      description =
          "Epochs before those, after which training goes on in the sparsest coordinates.")
  private Integer warmUp;

  @Option(
      names = "--pretrain",
      paramLabel = "EPOCHS",
      description =
          "Epochs of the plain autoencoder before those, after which coefficients start at a sparse"
              + " fit of how the latent variables move.")
  private Integer pretrain;

  @Option(
      names = "--batch",
      paramLabel = "SAMPLES",
      description = "Samples of a step. Default: 1024, or all if there are fewer.")
  private Integer batch;

  @Option(
      names = "--rate",
      defaultValue = "1e-3",
      paramLabel = "NUMBER",
      description = "Learning rate of Adam: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--denoise",
      defaultValue = "0",
      paramLabel = "DEVIATION",
      description = "Deviation of the noise added to what the encoder sees in training.")
  private double noise;

  AutoencoderDesign design(FieldSamples samples) {
    if (latent == null) {
      throw new InvalidInputException(
          "--latent", "missing", "the number of latent variables", "give for example --latent 3");
    }
    int degree = 0;
    boolean hasSines = false;
    for (String part : library.split(",", -1)) {
      MethodText method = MethodText.parse("--library", part).atMost(1);
      switch (method.name()) {
        case "poly" -> degree = method.whole(0, 3);
        case "fourier" -> {
          hasSines = true;
          if (method.whole(0, 1) != 1) {
            throw method.bad("fourier:1");
          }
        }
        default -> throw method.bad("poly:DEGREE or poly:DEGREE,fourier:1");
      }
    }
    return new AutoencoderDesign(
        filters.isEmpty() ? new long[] {samples.points()} : image(samples),
        (filters.isEmpty() ? hidden : filters).stream().mapToLong(Long::longValue).toArray(),
        activation,
        pod,
        latent,
        order,
        degree,
        hasSines);
  }

  private static long[] image(FieldSamples samples) {
    long[] shape = samples.space().stream().mapToLong(Axis::size).toArray();
    if (shape.length != 2 && shape.length != 3) {
      throw new InvalidInputException(
          "--convolutional",
          "given for frames over " + samples.space(),
          "frames of height and width, or channel, height and width",
          "leave it out");
    }
    return shape.length == 3
        ? shape
        : LongStream.concat(LongStream.of(1), Arrays.stream(shape)).toArray();
  }

  SindyAutoencoder training(SindyNetwork network, long samples, double tolerance) {
    if (weights.size() != 3) {
      throw new InvalidInputException(
          "--weights",
          weights,
          "three numbers, for x', z' and sparsity",
          "give for example 1e-4,0,1e-5");
    }
    SindyAutoencoder plain =
        SindyAutoencoder.of(
                network,
                LossWeights.of(weights.get(0), weights.get(1), weights.get(2)),
                new SparsitySchedule(threshold, every, epochs, refinement))
            .optimizer(Adam.of(rate))
            .batchSize(batch == null ? (int) Math.min(1024, samples) : requirePositive(batch))
            .denoising(noise);
    if (warmUp != null && pretrain != null) {
      throw new InvalidInputException(
          "--warm-up and --pretrain", "both given", "one of them", "leave one out");
    }
    if (pretrain != null) {
      return plain.firstStage(new Pretraining(pretrain));
    }
    return warmUp == null
        ? plain
        : plain.firstStage(new WarmUp(warmUp, CoordinateSearch.of(tolerance)));
  }

  private static int requirePositive(int samples) {
    if (samples < 1) {
      throw new InvalidInputException("--batch", samples, "1 or more", "leave it out for 1024");
    }
    return samples;
  }
}
