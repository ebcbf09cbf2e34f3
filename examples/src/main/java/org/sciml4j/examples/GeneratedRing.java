package org.sciml4j.examples;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.nn.loss.GradientPenalty;
import org.sciml4j.core.nn.loss.WassersteinCritic;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.AlternatingTrainer;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.TrainingResult;

/**
 * A Wasserstein generative adversarial network with gradient penalty (Gulrajani et al. 2017) learns
 * to draw points of a noisy ring. Takes some seconds.
 */
public final class GeneratedRing {
  private static final int POINTS = 4096;
  private static final int BATCH = 128;
  private static final double SPREAD = 0.05;
  private static final int CRITIC_STEPS = 4;

  private static final Layer GENERATOR = network(2).named("generator");
  private static final Layer CRITIC = network(1).named("critic");

  private GeneratedRing() {}

  private static Layer network(int outputs) {
    return Sequential.of(
        Dense.of(48).activation(Activations.LEAKY_RELU),
        Dense.of(48).activation(Activations.LEAKY_RELU),
        Dense.of(outputs));
  }

  private static final Objective CRITIC_LOSS =
      (scope, batch) -> {
        Value real = batch.getFirst();
        Value drawn = drawn(scope);
        Value mix = scope.uniform(BATCH);
        return WassersteinCritic.critic(CRITIC.apply(real, scope), CRITIC.apply(drawn, scope))
            .plus(new GradientPenalty(1).of(x -> CRITIC.apply(x, scope), real, drawn, mix));
      };

  private static final Objective GENERATOR_LOSS =
      (scope, batch) -> WassersteinCritic.generator(CRITIC.apply(drawn(scope), scope));

  private static Value drawn(Scope scope) {
    return GENERATOR.apply(scope.normal(BATCH, 2), scope);
  }

  /** Trains, prints radii of real and generated points and draws both as a PNG or SVG file. */
  public static void run(Path picture, PrintStream out) {
    try (Tensor ring = ring();
        TrainingResult result =
            AlternatingTrainer.on(CpuDevice.common())
                .part("critic", CRITIC_LOSS, Adam.of(1e-3).betas(0.5, 0.9), CRITIC_STEPS)
                .part("generator", GENERATOR_LOSS, Adam.of(1e-3).betas(0.5, 0.9), 1)
                .batchSize(BATCH)
                .epochs(150)
                .key(RandomKey.of(1))
                .train(TensorDataset.of(ring));
        Tensor noise = RandomKey.of(9).normal(DType.F32, POINTS, 2);
        Tensor drawn =
            Model.of(GENERATOR, DType.F32, 2)
                .predict(result.parameters(), noise, CpuDevice.common())) {
      print(out, "real", ring);
      print(out, "generated", drawn);
      Chart.of("Points that a generator learned to draw", "x", "y")
          .points("real", column(ring, 0), column(ring, 1))
          .points("generated", column(drawn, 0), column(drawn, 1))
          .write(picture);
    }
  }

  private static Tensor ring() {
    Tensor points = Tensor.zeros(DType.F32, POINTS, 2);
    for (int i = 0; i < POINTS; i++) {
      double angle = 2 * Math.PI * RandomKey.of(2).uniform(i);
      double radius = 1 + SPREAD * RandomKey.of(3).normal(i);
      points.set(radius * Math.cos(angle), i, 0);
      points.set(radius * Math.sin(angle), i, 1);
    }
    return points;
  }

  /** Mean and spread of the radius, and the share of points in the emptiest of eight sectors. */
  private static void print(PrintStream out, String name, Tensor points) {
    double sum = 0;
    double squares = 0;
    int[] sectors = new int[8];
    for (int i = 0; i < POINTS; i++) {
      double radius = Math.hypot(points.get(i, 0), points.get(i, 1));
      sum += radius;
      squares += radius * radius;
      double turn = Math.atan2(points.get(i, 1), points.get(i, 0)) / (2 * Math.PI) + 0.5;
      sectors[Math.min(7, (int) (8 * turn))]++;
    }
    double mean = sum / POINTS;
    int least = Arrays.stream(sectors).min().orElseThrow();
    out.printf(
        Locale.ROOT,
        "%-9s  radius %.3f, spread %.3f, emptiest eighth of the circle %.3f of the points%n",
        name,
        mean,
        Math.sqrt(squares / POINTS - mean * mean),
        (double) least / POINTS);
  }

  private static double[] column(Tensor points, int axis) {
    double[] column = new double[800];
    for (int i = 0; i < column.length; i++) {
      column[i] = points.get(i, axis);
    }
    return column;
  }

  /** Draws into the file named, or {@code generated-ring.png}. */
  public static void main(String[] arguments) {
    run(Path.of(arguments.length > 0 ? arguments[0] : "generated-ring.png"), System.out);
  }
}
