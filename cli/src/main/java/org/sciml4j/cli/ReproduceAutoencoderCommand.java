package org.sciml4j.cli;

import java.nio.file.Path;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.sindy.autoencoder.PositionsFirst;
import org.sciml4j.sindy.autoencoder.Pretraining;
import org.sciml4j.validation.autoencoder.PublishedSetup;
import org.sciml4j.validation.autoencoder.Reproduction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a published SINDy autoencoder again; each set-up is a command of this kind. */
@Command(
    description = {
      "Train this SINDy autoencoder of Champion et al. 2019 again, data included, and print a line"
          + " of JSON: terms, errors, equations. Stopped and started again, it goes on from its"
          + " checkpoint."
    })
final class ReproduceAutoencoderCommand implements Runnable {
  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  private final PublishedSetup setup;

  @Option(
      names = "--checkpoint",
      required = true,
      paramLabel = "FILE",
      description = "Written as the training goes on; read if it is there.")
  Path checkpoint;

  @Option(names = "--seed", paramLabel = "N", description = "Of the first parameters: 1.")
  long seed = 1;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Initial states (reaction-diffusion: frames) to train on: the paper's.")
  Integer size;

  @Option(names = "--batch", paramLabel = "N", description = "Samples in a batch: the paper's.")
  Integer batch;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs before refinement, which is shortened in proportion: the paper's.")
  Integer epochs;

  @Option(names = "--pod", description = "Start from the modes of a thousand samples.")
  boolean pod;

  @Option(
      names = "--modes",
      paramLabel = "N",
      description =
          "Train in the coefficients of so many modes of a thousand samples, at a fraction of the"
              + " work.")
  Integer modes;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      description = "Of the hidden layers, for example swish: the paper's sigmoid.")
  String activation;

  @Option(names = "--rate", paramLabel = "NUMBER", description = "Of learning: the paper's.")
  Double rate;

  @Option(
      names = "--sparsity",
      paramLabel = "NUMBER",
      description = "Weight of the coefficients in the loss: the paper's.")
  Double sparsity;

  @Option(
      names = "--shuffle",
      description = "Take the samples in another order in each epoch: the paper does not.")
  boolean isShuffled;

  @Option(
      names = "--warm-up",
      description =
          "Train twice the epochs between two choices first, and go on in the coordinates in which"
              + " the equations are sparsest.")
  boolean isWarm;

  @Option(
      names = "--pretrain",
      paramLabel = "N",
      description =
          "Epochs of the plain autoencoder first, after which the coefficients start as a fit of"
              + " how the latent variables move.")
  Integer pretrain;

  @Option(
      names = "--positions-first",
      paramLabel = "N",
      description =
          "Epochs without terms of velocities first, which fixes the coordinates (pendulum).")
  Integer positionsFirst;

  @Option(
      names = "--decay",
      paramLabel = "N",
      description = "Epochs after the paper's, with a learning rate that falls to zero: 0.")
  Integer decay;

  ReproduceAutoencoderCommand(PublishedSetup setup) {
    this.setup = setup;
  }

  @Override
  public void run() {
    Reproduction run = Reproduction.of(setup, seed);
    if (size != null || batch != null || epochs != null) {
      run =
          run.reduced(
              positive("--size", size, run.size()),
              positive("--batch", batch, run.autoencoder().batchSize()),
              positive("--epochs", epochs, run.autoencoder().schedule().epochs()));
    }
    try (ProgressLine bar = new ProgressLine(EnumConverters.written(setup), "epochs")) {
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void epochStarts(int number, int all, long steps) {
              bar.show(number - 1L, all);
            }
          };
      if (activation != null) {
        run = run.activation(activation);
      }
      if (rate != null) {
        run = run.rate(positiveRate());
      }
      if (sparsity != null) {
        run = run.sparsity(sparsity);
      }
      if (isShuffled) {
        run = run.shuffled();
      }
      Reproduction reduced = modes == null ? run : run.inModes(positive("--modes", modes, 0));
      Reproduction cold = pod ? reduced.fromPod() : reduced;
      Reproduction warm = isWarm ? cold.warm() : cold;
      Reproduction started = warm;
      if (pretrain != null) {
        started = started.first(new Pretraining(pretrain));
      }
      if (positionsFirst != null) {
        started = started.first(new PositionsFirst(positionsFirst));
      }
      Reproduction chosen =
          decay == null ? started : started.decaying(positive("--decay", decay, 0));
      String line = chosen.run(checkpoint, CpuDevice.common(), listener);
      spec.commandLine().getOut().println(line);
    }
  }

  private double positiveRate() {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "--rate", rate, "above 0", "leave it out for the paper's, " + setup.rate());
    }
    return rate;
  }

  private static int positive(String option, Integer given, int otherwise) {
    if (given != null && given < 1) {
      throw new InvalidInputException(option, given, "1 or more", "leave it out for the paper's");
    }
    return given == null ? otherwise : given;
  }
}
