package org.sciml4j.validation.pdenet;

import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.pdenet.PdeNet1;

/**
 * A problem of PDE-Net's paper: data on a square of {@code [0, 2π]²} and the net they are given to.
 *
 * <pre>
 * Z. Long, Y. Lu, X. Ma, B. Dong, PDE-Net: Learning PDEs from Data, ICML 2018, section 4
 * </pre>
 */
public sealed interface PdeNet1Problem permits ConvectionDiffusion, SineSource {
  /** Distance between neighbouring points that are seen, along both axes. */
  double SPACING = 2 * Math.PI / 50;

  /** The problems there are. */
  static List<PdeNet1Problem> all() {
    return List.of(new ConvectionDiffusion(), new SineSource());
  }

  /**
   * The problem of this name.
   *
   * @throws InvalidInputException if there is none
   */
  static PdeNet1Problem of(String name) {
    return all().stream()
        .filter(problem -> problem.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "problem",
                    "'" + name + "'",
                    "one of " + all().stream().map(PdeNet1Problem::name).toList(),
                    "choose one"));
  }

  /** What it is called. */
  String name();

  /** Points along each axis that are seen. */
  int points();

  /** Time between frames. */
  double dt();

  /** Deviation of the noise over that of a trajectory's start. */
  double noise();

  /**
   * What nodes of coefficients are larger by than moments of kernels, so that L-BFGS moves both.
   */
  double nodeSize();

  /**
   * A solution without noise.
   *
   * @param fine intervals of the solver's grid along each axis, a multiple of 50
   * @return {@code [frames, 1, y, x]}, the caller's
   */
  Tensor solution(int fine, int frames, RandomKey key);

  /** The published net with kernels of that extent, forward Euler. */
  PdeNet1 net(int extent);

  /** Relative errors of what the net identified, by the names of the terms. */
  Map<String, Double> errors(PdeNet1 net, Parameters parameters);
}
