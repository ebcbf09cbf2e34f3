package org.sciml4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.TemporaryFile;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.Dataset;
import org.sciml4j.core.training.History;
import org.sciml4j.core.training.NonFiniteLossException;
import org.sciml4j.core.training.Split;
import org.sciml4j.core.training.TrainingListener;
import org.sciml4j.sindy.autoencoder.AutoencoderDesign;
import org.sciml4j.sindy.autoencoder.CoordinateSearch;
import org.sciml4j.sindy.autoencoder.FieldSamples;
import org.sciml4j.sindy.autoencoder.LatentSystem;
import org.sciml4j.sindy.autoencoder.ModeCoefficients;
import org.sciml4j.sindy.autoencoder.PodStart;
import org.sciml4j.sindy.autoencoder.RelativeErrors;
import org.sciml4j.sindy.autoencoder.SampleArrays;
import org.sciml4j.sindy.autoencoder.SeedSearch;
import org.sciml4j.sindy.autoencoder.SindyNetwork;
import org.sciml4j.sindy.autoencoder.TrainedSindyAutoencoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds few variables of a field, and the equations that they obey. */
@Command(
    name = "autoencoder",
    description = "Find latent variables of a field that obey sparse equations.",
    customSynopsis = "sciml sindy autoencoder INPUT --latent N [OPTIONS]",
    sortOptions = false)
final class SindyAutoencoderCommand implements Runnable {
  private static final double SPARSE_FACTOR = 10;

  @Mixin private AutoencoderInput input;
  @Mixin private AutoencoderOptions options;

  @Option(
      names = "--seeds",
      split = ",",
      defaultValue = "1",
      paramLabel = "SEED",
      description = "Trainings from these seeds, of which the sparsest good one is chosen.")
  private List<Long> seeds;

  @Option(
      names = "--validation",
      defaultValue = "0.1",
      paramLabel = "FRACTION",
      description = "The last samples, by which models are chosen and judged: ${DEFAULT-VALUE}.")
  private double validation;

  @Option(
      names = "--tolerance",
      defaultValue = "0.05",
      paramLabel = "NUMBER",
      description =
          "Terms below this fraction of a rate of change are left out in the sparsest"
              + " coordinates: ${DEFAULT-VALUE}.")
  private double tolerance;

  @Option(
      names = "--checkpoint",
      paramLabel = "FOLDER",
      description = "Keep checkpoints here, and go on from those that are here.")
  private Path checkpoint;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Use a trained model.safetensors instead of training.")
  private Path saved;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the equations as JSON; - prints them instead.")
  private String json;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Write model, reconstruction, latent variables, simulation and pictures.")
  private Path out;

  @Option(
      names = "--force",
      description = "Replace results in the output folder; other files stay.")
  private boolean force;

  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (json != null && !json.equals("-")) {
      TemporaryFile.beside(Path.of(json));
    }
    AutoencoderDesign read = saved == null ? null : AutoencoderDesign.read(saved);
    try (FieldSamples flat = input.read(read == null ? options.order : read.order(), DType.F32);
        OutputFolder folder = out == null ? null : OutputFolder.at(out, force)) {
      AutoencoderDesign design = read == null ? options.design(flat) : read;
      if (flat.points() != product(design.sample())) {
        throw new InvalidInputException(
            "INPUT",
            "one of frames of " + flat.points() + " numbers",
            "frames of " + product(design.sample()) + ", as '" + saved + "' was trained on",
            "choose the same variable");
      }
      FieldSamples samples = flat.shaped(design.sample());
      Split split = samples.dataset().splitAtEnd(validation);
      Device device = CpuDevice.common();
      if (read != null) {
        try (TrainedSindyAutoencoder model = design.load(saved, device)) {
          SeedSearch.Candidate only =
              new SeedSearch.Candidate(0, model, model.errors(split.validation()), History.empty());
          finish(design, samples, List.of(only), only, folder);
        }
        return;
      }
      try (SeedSearch.Found found = train(design, split, device)) {
        SeedSearch.Candidate best = found.sparsest(SPARSE_FACTOR);
        best.model().requireTerms(options.threshold);
        finish(design, samples, found.candidates(), best, folder);
      }
    } catch (NonFiniteLossException failure) {
      throw new InvalidInputException("training: " + failure.getMessage(), failure);
    } catch (IOException failure) {
      throw new InvalidInputException(
          "output cannot be written ("
              + failure.getMessage()
              + "); choose another place with --json, --out or --checkpoint",
          failure);
    }
  }

  private static long product(long... shape) {
    long product = 1;
    for (long extent : shape) {
      product *= extent;
    }
    return product;
  }

  private SeedSearch.Found train(AutoencoderDesign design, Split split, Device device)
      throws IOException {
    if (checkpoint != null) {
      Files.createDirectories(checkpoint);
    }
    SindyNetwork network = network(design, split.training(), device);
    if (options.modes == null) {
      return search(network, split, device);
    }
    AutoencoderDesign small = design.ofCoefficients(options.modes);
    ModeCoefficients modes = ModeCoefficients.of(split.training(), options.modes, device);
    try (SampleArrays training = modes.of(split.training(), device);
        SampleArrays validated = modes.of(split.validation(), device);
        SeedSearch.Found found =
            search(
                network(small, training.dataset(), device),
                new Split(training.dataset(), validated.dataset()),
                device)) {
      return found.expanded(modes, network, split.validation());
    }
  }

  private static SindyNetwork network(AutoencoderDesign design, Dataset training, Device device) {
    return design.network(
        design.startsAtPod()
            ? PodStart.of(training, design.latent(), design.layers(), device)
            : design.layers());
  }

  private SeedSearch.Found search(SindyNetwork network, Split split, Device device) {
    try (ProgressLine bar = new ProgressLine("training", "epochs")) {
      return new SeedSearch(seeds, Optional.ofNullable(checkpoint), new Epochs(bar, seeds.size()))
          .run(
              options.training(network, split.training().size(), tolerance),
              split.training(),
              split.validation(),
              device);
    }
  }

  private void finish(
      AutoencoderDesign design,
      FieldSamples samples,
      List<SeedSearch.Candidate> all,
      SeedSearch.Candidate best,
      OutputFolder folder)
      throws IOException {
    double[][] states =
        best.model().states(samples.tensors().subList(0, design.order()).toArray(Tensor[]::new));
    LatentSystem sparsest = CoordinateSearch.of(tolerance).sparsest(best.model().system(), states);
    AutoencoderJson text = new AutoencoderJson(spec, best, sparsest, all);
    PrintWriter print = spec.commandLine().getOut();
    if ("-".equals(json)) {
      print.print(text.text());
    } else {
      report(best, sparsest, all, print);
    }
    if (folder != null) {
      List<Path> files = new AutoencoderFiles(design, samples, best, all, states).write(folder);
      folder.commit();
      if (!"-".equals(json)) {
        OutputFolder.report(print, out, files);
      }
    }
    if (json != null && !json.equals("-")) {
      OutputFile.write(Path.of(json), text.text());
    }
    print.flush();
  }

  private static void report(
      SeedSearch.Candidate best,
      LatentSystem sparsest,
      List<SeedSearch.Candidate> all,
      PrintWriter print) {
    LatentSystem system = best.model().system();
    system.equations().forEach(print::println);
    print.println();
    print.println("in the sparsest coordinates:");
    sparsest.equations().forEach(print::println);
    print.println();
    String prime = "'".repeat(system.order());
    RelativeErrors errors = best.errors();
    print.printf(Locale.ROOT, "terms        %d%n", system.activeTerms());
    print.printf(Locale.ROOT, "error of x   %.2e%n", errors.reconstruction());
    print.printf(Locale.ROOT, "error of x%-2s %.2e%n", prime, errors.motion());
    print.printf(Locale.ROOT, "error of z%-2s %.2e%n", prime, errors.latentMotion());
    if (all.size() > 1) {
      print.println();
      for (SeedSearch.Candidate one : all) {
        print.printf(
            Locale.ROOT,
            "seed %d%s: %d terms, errors %.2e %.2e %.2e%n",
            one.seed(),
            one.equals(best) ? " (chosen)" : "",
            one.model().system().activeTerms(),
            one.errors().reconstruction(),
            one.errors().motion(),
            one.errors().latentMotion());
      }
    }
  }

  /** Counts the epochs of all trainings. */
  private static final class Epochs implements TrainingListener {
    private final ProgressLine bar;
    private final int trainings;
    private int training;
    private int last = Integer.MAX_VALUE;

    Epochs(ProgressLine bar, int trainings) {
      this.bar = bar;
      this.trainings = trainings;
    }

    @Override
    public void epochStarts(int number, int epochs, long steps) {
      training += number <= last ? 1 : 0;
      last = number;
      bar.show((long) (training - 1) * epochs + number - 1, (long) trainings * epochs);
    }
  }
}
