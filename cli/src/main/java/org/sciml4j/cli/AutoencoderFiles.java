package org.sciml4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.cli.figure.LatentPortraitFigure;
import org.sciml4j.cli.figure.LossFigure;
import org.sciml4j.cli.figure.TrajectoryFigure;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.AxisKind;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.FieldOutput;
import org.sciml4j.io.FieldWriter;
import org.sciml4j.sindy.autoencoder.AutoencoderDesign;
import org.sciml4j.sindy.autoencoder.FieldSamples;
import org.sciml4j.sindy.autoencoder.SeedSearch;
import org.sciml4j.sindy.simulation.SimulationDivergedException;

/**
 * What {@code sciml sindy autoencoder --out} writes.
 *
 * @param design what the model is built from
 * @param samples it is applied to
 * @param best the model
 * @param all what each seed led to
 * @param states latent variables and perhaps velocities of the samples
 */
record AutoencoderFiles(
    AutoencoderDesign design,
    FieldSamples samples,
    SeedSearch.Candidate best,
    List<SeedSearch.Candidate> all,
    double[][] states) {
  List<Path> write(OutputFolder folder) throws IOException {
    double[][] encoded = placed();
    double[][] simulated = simulated();
    List<Path> files = new ArrayList<>();
    Path model = folder.resolve("model.safetensors");
    design.save(model, best.model());
    files.add(model);
    Path fields = folder.resolve("autoencoder.nc");
    writeFields(fields, encoded, simulated);
    files.add(fields);
    files.addAll(portraits(encoded, simulated).write(folder.staging()));
    files.addAll(courses(encoded, simulated).write(folder.staging()));
    if (all.stream().anyMatch(one -> !one.history().epochs().isEmpty())) {
      files.addAll(losses().write(folder.staging()));
    }
    return files;
  }

  private double[][] empty() {
    double[][] frames = new double[samples.allFrames()][states[0].length];
    for (double[] frame : frames) {
      Arrays.fill(frame, Double.NaN);
    }
    return frames;
  }

  /** By frame, NaN where a frame is missing. */
  private double[][] placed() {
    double[][] frames = empty();
    for (int n = 0; n < states.length; n++) {
      frames[samples.frames()[n]] = states[n];
    }
    return frames;
  }

  /** Each run from its first complete frame, as far as the solution stays bounded. */
  private double[][] simulated() {
    double[][] frames = empty();
    double[] times = samples.times();
    int run = -1;
    for (int n = 0; n < states.length; n++) {
      int frame = samples.frames()[n];
      if (frame / times.length != run) {
        run = frame / times.length;
        double[][] path =
            path(states[n], Arrays.copyOfRange(times, frame % times.length, times.length));
        System.arraycopy(path, 0, frames, frame, path.length);
      }
    }
    return frames;
  }

  private double[][] path(double[] start, double... times) {
    try {
      return best.model().system().simulate(start, times);
    } catch (SimulationDivergedException diverged) {
      return diverged.before().states();
    }
  }

  private void writeFields(Path path, double[][] encoded, double[][] simulated) {
    String name = samples.field().name();
    List<Axis> axes = new ArrayList<>(samples.frameAxes());
    String[] frameAxes = axes.stream().map(Axis::name).toArray(String[]::new);
    Axis latent = Axis.numbered("latent", AxisKind.OTHER, design.latent());
    String[] latentAxes = Arrays.copyOf(frameAxes, frameAxes.length + 1);
    latentAxes[frameAxes.length] = latent.name();
    String[] fieldAxes = samples.field().axes().stream().map(Axis::name).toArray(String[]::new);
    axes.addAll(samples.space());
    axes.add(latent);
    String units = samples.field().units();
    try (FieldOutput out =
        FieldWriter.netcdf(path)
            .attribute("equations", String.join("; ", best.model().system().equations()))
            .axes(axes)
            .variable("latents", "", DType.F64, latentAxes)
            .variable("latents_simulated", "", DType.F64, latentAxes)
            .variable(name + "_reconstructed", units, DType.F32, fieldAxes)
            .variable(name + "_simulated", units, DType.F32, fieldAxes)
            .open()) {
      write(out, "latents", encoded, name + "_reconstructed");
      write(out, "latents_simulated", simulated, name + "_simulated");
      out.commit();
    }
  }

  /** Run after run. */
  private void write(FieldOutput out, String latents, double[][] frames, String decoded) {
    int times = samples.times().length;
    int latent = design.latent();
    for (int run = 0; run < samples.runs(); run++) {
      try (Tensor z = Tensor.zeros(DType.F64, times, latent);
          Tensor single = Tensor.zeros(DType.F32, times, latent)) {
        for (int t = 0; t < times; t++) {
          for (int i = 0; i < latent; i++) {
            z.set(frames[run * times + t][i], t, i);
            single.set(frames[run * times + t][i], t, i);
          }
        }
        out.write(latents, region(run, latent), z);
        try (Tensor values = best.model().decode(single)) {
          long[] extents = samples.space().stream().mapToLong(Axis::size).toArray();
          out.write(decoded, region(run, extents), values);
        }
      }
    }
  }

  /** All frames of a run, its number spelt out over the axes of runs. */
  private Region region(int run, long... extents) {
    int runAxes = samples.frameAxes().size() - 1;
    long[] origin = new long[runAxes + 1 + extents.length];
    long[] shape = new long[origin.length];
    int left = run;
    for (int k = runAxes - 1; k >= 0; k--) {
      int size = samples.frameAxes().get(k).size();
      origin[k] = left % size;
      shape[k] = 1;
      left /= size;
    }
    shape[runAxes] = samples.times().length;
    System.arraycopy(extents, 0, shape, runAxes + 1, extents.length);
    return new Region(origin, shape);
  }

  private double[] column(double[][] frames, int variable) {
    return IntStream.range(0, samples.times().length)
        .mapToDouble(t -> frames[t][variable])
        .toArray();
  }

  private String name(int variable) {
    return best.model().system().variables().get(variable).name();
  }

  private Figure portraits(double[][] encoded, double[][] simulated) {
    List<LatentPortraitFigure.Plane> planes = new ArrayList<>();
    int variables = states[0].length;
    for (int i = 0; i < variables && planes.size() < 3; i++) {
      for (int j = i + 1; j < variables && planes.size() < 3; j++) {
        planes.add(
            new LatentPortraitFigure.Plane(
                name(i),
                name(j),
                column(encoded, i),
                column(encoded, j),
                column(simulated, i),
                column(simulated, j)));
      }
    }
    if (planes.isEmpty()) {
      double[] times = samples.times();
      planes.add(
          new LatentPortraitFigure.Plane(
              "time", name(0), times, column(encoded, 0), times, column(simulated, 0)));
    }
    return LatentPortraitFigure.of(
        "portraits", "Latent variables", "encoded, and simulated from the first frame", planes);
  }

  private Figure courses(double[][] encoded, double[][] simulated) {
    return TrajectoryFigure.of(
        "latents",
        "Latent variables",
        "encoded, and simulated from the first frame",
        "time",
        samples.times(),
        IntStream.range(0, states[0].length)
            .mapToObj(
                i -> new TrajectoryFigure.Panel(name(i), column(encoded, i), column(simulated, i)))
            .toList());
  }

  private Figure losses() {
    return LossFigure.of(
        "losses",
        "Losses of the training",
        all.stream().map(one -> "seed " + one.seed()).toList(),
        all.stream().map(one -> one.history().losses()).toList());
  }
}
