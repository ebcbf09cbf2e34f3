package org.sciml4j.examples;

import static org.sciml4j.core.stencil.BoundaryMode.PERIODIC;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.minimize.LbfgsOptions;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.core.nn.loss.Losses;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.FullBatchTrainer;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.TrainingResult;
import org.sciml4j.pde.scheme.TimeStep;
import org.sciml4j.pde.stepper.Stepper;
import org.sciml4j.pde.stepper.UnstableStep;

/**
 * A flow solver of one's own with a learned sub-grid term in its loop: Burgers' equation on an
 * eight times coarser grid. The network sees what the coarse solver does wrong in a step and is
 * then called on the solver's array after each of its steps.
 */
public final class SubgridBurgers {
  private static final int FINE = 512;
  private static final int COARSE = 64;
  private static final int RATIO = FINE / COARSE;
  private static final double VISCOSITY = 0.02;
  private static final double DT = 0.005;
  private static final int STEPS = 300;
  private static final int FLOWS = 4;
  private static final int SAMPLED_EVERY = 15;

  private SubgridBurgers() {}

  /** The solver as it was: first-order upwind fluxes, Rusanov's; overwrites u. */
  static void solverStep(double[] u, double dt) {
    int n = u.length;
    double h = 2 * Math.PI / n;
    double[] flux = new double[n]; // through the right face of each cell
    for (int i = 0; i < n; i++) {
      double left = u[i];
      double right = u[(i + 1) % n];
      double speed = Math.max(Math.abs(left), Math.abs(right));
      flux[i] =
          0.25 * (left * left + right * right)
              - 0.5 * speed * (right - left)
              - VISCOSITY * (right - left) / h;
    }
    for (int i = 0; i < n; i++) {
      u[i] -= dt / h * (flux[i] - flux[(i + n - 1) % n]);
    }
  }

  /** The difference of learned fluxes through both faces: it keeps the sum of u, as the solver. */
  private static Layer subgridTerm() {
    Conv hidden = Conv.conv1d(12, 5).boundary(PERIODIC).activation(Activations.TANH);
    Conv second = Conv.conv1d(12, 1).activation(Activations.TANH);
    Conv flux = Conv.conv1d(1, 1).withoutBias();
    return (u, scope) -> {
      Value right = flux.apply(second.apply(hidden.apply(u, scope), scope), scope);
      Value left =
          Value.concat(2, right.slice(2, COARSE - 1, COARSE), right.slice(2, 0, COARSE - 1));
      return left.minus(right).times(COARSE / (2 * Math.PI));
    };
  }

  private static double[] initial(int flow) {
    RandomKey key = RandomKey.of(flow);
    double[] u = new double[FINE];
    for (int k = 1; k <= 4; k++) {
      double size = key.normal(2L * k) / k;
      double phase = 2 * Math.PI * key.uniform(2L * k + 1);
      for (int i = 0; i < FINE; i++) {
        u[i] += size * Math.sin(2 * Math.PI * k * i / FINE + phase);
      }
    }
    return u;
  }

  private static double[] coarse(double[] fine) {
    double[] means = new double[COARSE];
    for (int i = 0; i < FINE; i++) {
      means[i / RATIO] += fine[i] / RATIO;
    }
    return means;
  }

  /** The fine solver's result after a step of the coarse one. */
  private static void fineStep(double[] fine) {
    for (int i = 0; i < RATIO; i++) {
      solverStep(fine, DT / RATIO);
    }
  }

  /** Trains the term, runs the solver with and without it on another flow, prints both errors. */
  public static void run(PrintStream out) {
    int samples = FLOWS * STEPS / SAMPLED_EVERY;
    Layer term = subgridTerm();
    try (Tensor states = Tensor.zeros(DType.F64, samples, 1, COARSE);
        Tensor missing = Tensor.zeros(DType.F64, samples, 1, COARSE)) {
      sample(states, missing);
      try (TrainingResult trained =
              FullBatchTrainer.of(
                      Objective.supervised(term, Losses.MSE),
                      LbfgsOptions.defaults(),
                      CpuDevice.common())
                  .dtype(DType.F64)
                  .key(RandomKey.of(1))
                  .epochs(80)
                  .train(TensorDataset.of(states, missing));
          Stepper subgrid =
              Stepper.of(
                  TimeStep.euler(term, DT),
                  trained.parameters(),
                  new TensorType(DType.F64, 1, COARSE),
                  CpuDevice.common(),
                  // Alone it is unstable: it takes away diffusion that the solver has too much of.
                  UnstableStep.ALLOW)) {
        double without = error(u -> solverStep(u, DT));
        double with =
            error(
                u -> {
                  solverStep(u, DT);
                  subgrid.step(u); // in place, on the solver's own array
                });
        out.printf(Locale.ROOT, "coarse solver alone:      error %.3f%n", without);
        out.printf(Locale.ROOT, "with learned subgrid term: error %.3f%n", with);
      }
    }
  }

  /** States of fine runs on the coarse grid, and the rate the coarse solver's step leaves out. */
  private static void sample(Tensor states, Tensor missing) {
    long at = 0;
    for (int flow = 0; flow < FLOWS; flow++) {
      double[] fine = initial(flow);
      for (int step = 0; step < STEPS; step++) {
        double[] before = coarse(fine);
        fineStep(fine);
        if (step % SAMPLED_EVERY == 0) {
          double[] after = before.clone();
          solverStep(after, DT);
          double[] truth = coarse(fine);
          for (int i = 0; i < COARSE; i++, at++) {
            states.setFlat(at, before[i]);
            missing.setFlat(at, (truth[i] - after[i]) / DT);
          }
        }
      }
    }
  }

  /** The relative error at the end of a run on a flow that was not trained on. */
  private static double error(Consumer<double[]> step) {
    double[] fine = initial(FLOWS + 1);
    double[] u = coarse(fine);
    for (int i = 0; i < STEPS; i++) {
      step.accept(u);
      fineStep(fine);
    }
    double[] truth = coarse(fine);
    double difference = 0;
    double size = 0;
    for (int i = 0; i < COARSE; i++) {
      difference += Math.pow(u[i] - truth[i], 2);
      size += Math.pow(truth[i], 2);
    }
    return Math.sqrt(difference / size);
  }

  /** Trains and prints. */
  public static void main(String[] arguments) {
    run(System.out);
  }
}
