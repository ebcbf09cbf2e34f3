package org.sciml4j.validation.pdenet;

import java.nio.file.Files;
import java.nio.file.Path;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.io.Npy;
import org.sciml4j.validation.solver.PdeNetConvectionDiffusion;
import org.sciml4j.validation.solver.Snapshots;

/**
 * Trajectories of PDE-Net's convection-diffusion problem on 50 x 50 points, solved on a finer grid
 * and kept in files.
 *
 * @param folder of the files, which exists
 * @param finePoints of the solver's grid along each axis, 250 in the paper
 */
record NoisyTrajectories(Path folder, int finePoints) {
  static final int POINTS = 50;
  static final double SPACING = 2 * Math.PI / POINTS;
  static final double DT = 0.015;

  /** Deviation of the noise over that of a trajectory's start. */
  static final double NOISE = 0.015;

  /**
   * Solutions without noise.
   *
   * @param name of the file, unique to the key
   * @return {@code [count, frames, y, x]}, the caller's
   */
  Tensor solutions(String name, RandomKey key, int count, int frames) {
    Path file = folder.resolve("%s-%dx%d-%d.npy".formatted(name, count, frames, finePoints));
    if (Files.exists(file)) {
      return Npy.read(file);
    }
    Tensor all = Tensor.zeros(DType.F32, count, frames, POINTS, POINTS);
    for (int i = 0; i < count; i++) {
      Snapshots fine =
          new Snapshots(PdeNetConvectionDiffusion.trajectory(finePoints, frames, DT, key.child(i)));
      try (Tensor coarse = fine.everyNth(finePoints / POINTS).tensor(DType.F32)) {
        for (int frame = 0; frame < frames; frame++) {
          all.at(i).at(frame).copyFrom(coarse.at(frame).at(0));
        }
      }
    }
    Npy.write(file, all);
    return all;
  }

  /** With noise on every frame; the caller's. */
  static Tensor noisy(Tensor solutions, RandomKey key) {
    Tensor noisy = solutions.copy();
    for (int i = 0; i < solutions.size(0); i++) {
      double deviation = NOISE * Math.sqrt(variance(solutions.at(i).at(0)));
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
    Tensor states = Tensor.zeros(trajectories.dtype(), count, 1, POINTS, POINTS);
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
