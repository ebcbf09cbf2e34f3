package org.sciml4j.validation.pdenet;

import java.nio.file.Files;
import java.nio.file.Path;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.Npy;

/**
 * Trajectories of a problem, solved on a finer grid and kept in files.
 *
 * @param problem whose
 * @param folder of the files, which exists
 * @param fine intervals of the solver's grid along each axis, 250 in the paper
 */
record NoisyTrajectories(PdeNet1Problem problem, Path folder, int fine) {

  /**
   * Solutions without noise.
   *
   * @param name of the file, unique to the key
   * @return {@code [count, frames, y, x]}, the caller's
   */
  Tensor solutions(String name, RandomKey key, int count, int frames) {
    Path file =
        folder.resolve("%s-%s-%dx%d-%d.npy".formatted(problem.name(), name, count, frames, fine));
    if (Files.exists(file)) {
      return Npy.read(file);
    }
    Tensor all = Tensor.zeros(DType.F32, count, frames, problem.points(), problem.points());
    for (int i = 0; i < count; i++) {
      try (Tensor one = problem.solution(fine, frames, key.child(i))) {
        for (int frame = 0; frame < frames; frame++) {
          all.at(i).at(frame).copyFrom(one.at(frame).at(0));
        }
      }
    }
    Npy.write(file, all);
    return all;
  }

  /** With noise on every frame; the caller's. */
  Tensor noisy(Tensor solutions, RandomKey key) {
    Tensor noisy = solutions.copy();
    for (int i = 0; i < solutions.size(0); i++) {
      double deviation = problem.noise() * Math.sqrt(variance(solutions.at(i).at(0)));
      Tensor one = noisy.at(i);
      RandomKey own = key.child(i);
      for (long k = 0; k < one.count(); k++) {
        one.setFlat(k, one.getFlat(k) + deviation * own.normal(k));
      }
    }
    return noisy;
  }

  /** The state after so many frames of every trajectory, {@code [count, 1, y, x]}; the caller's. */
  static Tensor frame(Tensor trajectories, int frame) {
    long count = trajectories.size(0);
    Tensor states =
        Tensor.zeros(trajectories.dtype(), count, 1, trajectories.size(2), trajectories.size(3));
    for (long i = 0; i < count; i++) {
      states.at(i).at(0).copyFrom(trajectories.at(i).at(frame));
    }
    return states;
  }

  /** Mean of {@code (u - ū)²} over a state. */
  static double variance(Tensor state) {
    double sum = 0;
    double squares = 0;
    for (long k = 0; k < state.count(); k++) {
      sum += state.getFlat(k);
      squares += state.getFlat(k) * state.getFlat(k);
    }
    double mean = sum / state.count();
    return squares / state.count() - mean * mean;
  }

  /** Mean variance of the starts. */
  static double startVariance(Tensor trajectories) {
    double sum = 0;
    for (long i = 0; i < trajectories.size(0); i++) {
      sum += variance(trajectories.at(i).at(0));
    }
    return sum / trajectories.size(0);
  }
}
