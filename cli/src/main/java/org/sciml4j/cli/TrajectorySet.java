package org.sciml4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.Npz;
import org.sciml4j.sindy.data.Trajectory;
import org.sciml4j.sindy.reduction.Pod;

/**
 * Trajectories, and the modes whose amplitudes they are where they came from fields.
 *
 * @param trajectories one from each file
 * @param modes empty where the files held series
 */
record TrajectorySet(List<Trajectory> trajectories, Optional<Pod> modes) {
  /** Tells what part of the variance the modes keep. */
  void describe(PrintWriter print) {
    if (modes.isPresent()) {
      double[] parts = modes.get().energies();
      String each =
          IntStream.range(0, parts.length)
              .mapToObj(i -> Amplitudes.name(i) + " " + percent(parts[i]))
              .collect(Collectors.joining(", "));
      print.println("modes  keep " + percent(modes.get().energy()) + " of the variance: " + each);
    }
  }

  /** Writes mean and modes as {@code modes.npz}. */
  Optional<Path> write(OutputFolder folder) {
    return modes.map(
        pod -> {
          Path file = folder.resolve("modes.npz");
          int features = pod.mean().length;
          double[] rows = new double[pod.count() * features];
          for (int mode = 0; mode < pod.count(); mode++) {
            System.arraycopy(pod.modes()[mode], 0, rows, mode * features, features);
          }
          try (Tensor mean = Tensor.of(pod.mean(), features);
              Tensor all = Tensor.of(rows, pod.count(), features)) {
            Npz.write(file, Map.of("mean", mean, "modes", all));
          }
          return file;
        });
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * part);
  }
}
