package org.sciml4j.operators.mks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.operators.fourier.FourierTransform;

/**
 * Influence kernels fitted to samples: one least squares for every wave vector k,
 *
 * <pre>{@code min over A_l(k) of the sum over samples of |P(k) - sum over l of A_l(k) M_l(k)|^2}
 * </pre>
 *
 * where M_l and P are the discrete Fourier transforms of the microstructure functions and of the
 * response. The dependent function takes part at k = 0 only.
 *
 * @param kernels what was fitted; where samples do not determine a coefficient, it is zero
 * @param samples how many samples it was fitted to
 * @param undetermined part of the coefficients that the samples did not determine: microstructures
 *     without waves of some length, functions that vanish everywhere or depend on each other
 */
public record InfluenceFit(InfluenceKernels kernels, int samples, double undetermined) {
  private static final double BATCH_BYTES = 1 << 22;

  /**
   * Fits on all processors.
   *
   * @see #of(ThreadTeam, MicrostructureFunctions, Field, List)
   */
  public static InfluenceFit of(
      MicrostructureFunctions functions, Field microstructures, Field... responses) {
    return of(ThreadTeam.common(), functions, microstructures, List.of(responses));
  }

  /**
   * Fits kernels for several responses of the same microstructures. Samples are read a few at a
   * time; the result does not depend on the number of threads.
   *
   * @param microstructures local states; the first axis numbers the samples, the others, one to
   *     three, span a periodic domain
   * @param responses fields of the same shape
   * @throws InvalidInputException if shapes or grids differ, samples are fewer than functions,
   *     states lie out of the functions' range, numbers are not finite, or memory is too small
   */
  public static InfluenceFit of(
      ThreadTeam team,
      MicrostructureFunctions functions,
      Field microstructures,
      List<Field> responses) {
    Samples states = Samples.of(microstructures);
    if (responses.isEmpty()) {
      throw new InvalidInputException("responses", "none", "one or more", "name what to predict");
    }
    List<Samples> targets = new ArrayList<>();
    for (Field response : responses) {
      requireSameGrid(microstructures, response);
      targets.add(Samples.of(response));
    }
    if (states.count() < functions.count()) {
      throw new InvalidInputException(
          "samples of '" + microstructures.name() + "'",
          states.count(),
          "at least as many as the " + functions.count() + " functions",
          "add samples or take fewer functions");
    }
    requireMemory(states, functions.count() - 1, targets.size());
    return new Run(team, functions, states, targets).fit();
  }

  private static void requireSameGrid(Field microstructures, Field response) {
    if (!Arrays.equals(microstructures.shape(), response.shape())) {
      throw new InvalidInputException(
          "response '" + response.name() + "'",
          "of shape " + Arrays.toString(response.shape()),
          "that of '" + microstructures.name() + "', " + Arrays.toString(microstructures.shape()),
          "give a response at every point of every sample");
    }
    List<Axis> own = response.axes();
    List<Axis> wanted = microstructures.axes();
    for (int axis = 1; axis < own.size(); axis++) {
      double step = wanted.get(axis).spacing();
      if (!(Math.abs(own.get(axis).spacing() - step) <= Axis.UNIFORMITY * Math.abs(step))) {
        throw new InvalidInputException(
            "spacing of '" + response.name() + "' along " + own.get(axis).name(),
            own.get(axis).spacing(),
            "that of '" + microstructures.name() + "', " + step,
            "give both on one grid");
      }
    }
  }

  private static void requireMemory(Samples states, int functions, int responses) {
    double points = states.points();
    double bytes =
        NormalEquations.bytes(points, functions, responses)
            + 16 * points * (functions + responses) * (1 + responses);
    double most = Runtime.getRuntime().maxMemory();
    if (bytes > most || points * (functions + responses) * Math.max(2, responses) > 1e9) {
      throw new InvalidInputException(
          "domain of '" + states.field().name() + "'",
          String.format("%.0f points, for whose equations %.1f GB are needed", points, bytes / 1e9),
          String.format("at most the %.1f GB that Java may use", most / 1e9),
          "take fewer functions or a smaller domain, or give Java more memory with -Xmx");
    }
  }

  /** One fit under way. */
  private static final class Run {
    private final MicrostructureFunctions functions;
    private final Samples states;
    private final List<Samples> responses;
    private final FourierTransform transform;
    private final NormalEquations equations;
    private final int[] independent;
    private final int points;
    private final int fields;
    private final int batch;
    private final double[] state;
    private final double[][] response;

    Run(
        ThreadTeam team,
        MicrostructureFunctions functions,
        Samples states,
        List<Samples> responses) {
      this.functions = functions;
      this.states = states;
      this.responses = responses;
      transform = new FourierTransform(team, states.shape());
      independent =
          IntStream.range(0, functions.count()).filter(l -> l != functions.dependent()).toArray();
      points = transform.points();
      fields = independent.length + responses.size();
      equations = new NormalEquations(transform, team, independent.length, responses.size());
      int pairs = (int) Math.max(1, BATCH_BYTES / (16.0 * points * fields));
      batch = 2 * Math.min(pairs, Math.ceilDiv(states.count(), 2));
      state = new double[batch * points];
      response = new double[responses.size()][batch * points];
    }

    InfluenceFit fit() {
      double[] re = new double[batch / 2 * fields * points];
      double[] im = new double[re.length];
      for (int first = 0; first < states.count(); first += batch) {
        int number = Math.min(batch, states.count() - first);
        read(first, number);
        equations.add(
            re, im, number, (field, begin, end) -> fill(re, im, field, begin, end, number));
      }
      return solve();
    }

    private void read(int first, int number) {
      states.read(first, number, state);
      Samples.requireStates(states.field().name(), functions, state, first, number, points);
      for (int i = 0; i < responses.size(); i++) {
        responses.get(i).read(first, number, response[i]);
        requireFinite(responses.get(i).field(), response[i], first, number * points);
      }
    }

    private void fill(double[] re, double[] im, int field, int begin, int end, int samples) {
      int sample = field / fields * 2;
      values(sample, field % fields, begin, end, re, field * points);
      if (sample + 1 < samples) {
        values(sample + 1, field % fields, begin, end, im, field * points);
      } else {
        Arrays.fill(im, field * points + begin, field * points + end, 0);
      }
    }

    private void values(int sample, int which, int begin, int end, double[] into, int to) {
      int from = sample * points + begin;
      if (which < independent.length) {
        functions.evaluate(independent[which], state, from, into, to + begin, end - begin);
      } else {
        double[] values = response[which - independent.length];
        System.arraycopy(values, from, into, to + begin, end - begin);
      }
    }

    private void requireFinite(Field field, double[] values, int first, int count) {
      for (int i = 0; i < count; i++) {
        if (!Double.isFinite(values[i])) {
          throw new InvalidInputException(
              "response '" + field.name() + "'",
              values[i] + " at point " + i % points + " of sample " + (first + i / points),
              "a finite number",
              "fill the gaps or leave the sample out");
        }
      }
    }

    private InfluenceFit solve() {
      int count = responses.size() * independent.length;
      double[] re = new double[count * points];
      double[] im = new double[count * points];
      MeanResponse mean = MeanResponse.fit(equations.means(), independent.length);
      long undetermined = equations.solve(mean, re, im);
      transform.inverse(re, im, count);
      List<ResponseKernels> found = new ArrayList<>();
      for (int r = 0; r < responses.size(); r++) {
        double[][] kernels = new double[independent.length][points];
        for (int i = 0; i < independent.length; i++) {
          int from = (r * independent.length + i) * points;
          double[] kernel = kernels[i];
          Arrays.setAll(kernel, at -> re[from + at] / points);
        }
        Field field = responses.get(r).field();
        found.add(new ResponseKernels(field.name(), field.units(), mean.constants()[r], kernels));
      }
      Field field = states.field();
      List<DomainAxis> axes = field.axes().stream().skip(1).map(DomainAxis::of).toList();
      double unknowns = Math.max(1, (double) independent.length * (points - 1));
      return new InfluenceFit(
          new InfluenceKernels(field.name(), functions, axes, found),
          states.count(),
          undetermined / unknowns);
    }
  }
}
