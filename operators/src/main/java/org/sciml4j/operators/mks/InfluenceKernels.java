package org.sciml4j.operators.mks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.parallel.ThreadTeam;

/**
 * Influence kernels on a periodic domain: {@code p[s] = sum over l and r of alpha_l[r] m_l(h[s -
 * r])}. As the functions m_l are not independent, they are kept as {@code p = c + sum of beta_l *
 * m_l} over all but the {@link MicrostructureFunctions#dependent()} one; {@link #influence} gives
 * the alphas.
 *
 * <pre>{@code
 * InfluenceFit fit = InfluenceFit.of(new PrimitiveBasis(2, 0, 1), microstructures, strains);
 * try (Tensor strain = ...) {
 *   fit.kernels().localization().predict(microstructure, strain);
 * }
 * }</pre>
 *
 * @param microstructure name of the field of local states
 * @param functions the microstructure functions
 * @param axes the domain, slowest axis first
 * @param responses one or more, each with its kernels
 */
public record InfluenceKernels(
    String microstructure,
    MicrostructureFunctions functions,
    List<DomainAxis> axes,
    List<ResponseKernels> responses) {
  /**
   * Checks the sizes.
   *
   * @throws InvalidInputException if there are not one to three axes, no response or two of one
   *     name, or a kernel too few, of another size or with numbers that are not finite
   */
  public InfluenceKernels {
    axes = List.copyOf(axes);
    responses = List.copyOf(responses);
    if (axes.isEmpty() || axes.size() > 3) {
      throw new InvalidInputException(
          "axes", axes.size() + " of them", "one to three", "give the axes of space");
    }
    if (responses.isEmpty()) {
      throw new InvalidInputException("responses", "none", "one or more", "name what to predict");
    }
    int points = axes.stream().mapToInt(DomainAxis::points).reduce(1, Math::multiplyExact);
    Set<String> names = new HashSet<>();
    for (ResponseKernels response : responses) {
      if (!names.add(response.name())) {
        throw new InvalidInputException(
            "responses", "'" + response.name() + "' twice", "different names", "rename one");
      }
      requireKernels(response, functions.count() - 1, points);
    }
  }

  private static void requireKernels(ResponseKernels response, int functions, int points) {
    double[][] kernels = response.kernels();
    boolean fits =
        kernels.length == functions
            && Arrays.stream(kernels).allMatch(kernel -> kernel.length == points);
    if (!fits) {
      throw new InvalidInputException(
          "kernels of '" + response.name() + "'",
          "of lengths " + Arrays.toString(Arrays.stream(kernels).mapToInt(k -> k.length).toArray()),
          functions + " of " + points + " numbers",
          "give one for each function but the dependent one, as large as the domain");
    }
    if (!Double.isFinite(response.constant())
        || !Arrays.stream(kernels).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
      throw new InvalidInputException(
          "kernels of '" + response.name() + "'",
          "partly not finite",
          "finite numbers",
          "fit them to data without gaps");
    }
  }

  /** Points along each axis, slowest first. */
  public int[] shape() {
    return axes.stream().mapToInt(DomainAxis::points).toArray();
  }

  /** Points of the domain. */
  public int points() {
    return Arrays.stream(shape()).reduce(1, Math::multiplyExact);
  }

  /** The functions that have kernels: all but the dependent one. */
  int[] independent() {
    return IntStream.range(0, functions.count()).filter(l -> l != functions.dependent()).toArray();
  }

  /**
   * The influence coefficients alpha_l of one response and function, of which those of the
   * dependent function are all equal: its transform is zero at all wave vectors but zero.
   *
   * @return row-major, the distance zero first
   */
  public double[] influence(int response, int function) {
    ResponseKernels kernels = responses.get(response);
    int[] independent = independent();
    double[] influence = new double[points()];
    for (int i = 0; i < independent.length; i++) {
      if (independent[i] == function) {
        influence = kernels.kernels()[i];
      }
    }
    double part = functions.unityWeight(function) * kernels.constant() / influence.length;
    double[] all = influence;
    Arrays.setAll(all, r -> all[r] + part);
    return all;
  }

  /**
   * The kernels on a larger domain of the same spacing, zero at the larger distances. What a
   * microstructure does further away than half the first domain is then left out; responses to
   * microstructures of one state everywhere stay the same.
   *
   * @param shape points along each axis
   * @throws InvalidInputException if the domain has other axes or is smaller along one
   */
  public InfluenceKernels resized(int... shape) {
    int[] old = shape();
    boolean larger = shape.length == old.length;
    for (int axis = 0; larger && axis < old.length; axis++) {
      larger = shape[axis] >= old[axis];
    }
    if (!larger) {
      throw new InvalidInputException(
          "domain",
          Arrays.toString(shape),
          "at least " + Arrays.toString(old) + ", the domain of the kernels",
          "fit kernels on a smaller domain, or on this one");
    }
    List<DomainAxis> resizedAxes = new ArrayList<>();
    for (int axis = 0; axis < shape.length; axis++) {
      resizedAxes.add(axes.get(axis).resized(shape[axis]));
    }
    List<ResponseKernels> resized = new ArrayList<>();
    for (ResponseKernels response : responses) {
      double[][] kernels = response.kernels();
      for (int i = 0; i < kernels.length; i++) {
        kernels[i] = ZeroPadding.pad(kernels[i], old, shape);
      }
      resized.add(
          new ResponseKernels(response.name(), response.units(), response.constant(), kernels));
    }
    return new InfluenceKernels(microstructure, functions, resizedAxes, resized);
  }

  /** What predicts responses on this domain, on all processors. */
  public Localization localization() {
    return localization(ThreadTeam.common());
  }

  /** What predicts responses on this domain, on a team's threads. */
  public Localization localization(ThreadTeam team) {
    return new Localization(this, team);
  }

  /**
   * Writes a safetensors file that {@link #read} returns exactly. It appears complete or not at
   * all, in place of one that is there.
   *
   * @throws InvalidInputException if the folder cannot be written to
   */
  public void write(Path path) {
    InfluenceFile.write(this, path);
  }

  /**
   * Reads a file of kernels.
   *
   * @throws InvalidInputException if it cannot be read, is damaged or holds something else
   */
  public static InfluenceKernels read(Path path) {
    return InfluenceFile.read(path);
  }
}
