package org.sciml4j.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sciml4j.bench.step.DigitClassifier;
import org.sciml4j.bench.step.EulerRollout;
import org.sciml4j.bench.step.SequenceRegressor;
import org.sciml4j.bench.step.SindyAutoencoder;
import org.sciml4j.core.InvalidInputException;

/** The timed calls by name. */
public enum BenchCase {
  /** One dense 3x3 stencil over a periodic 1024 x 1024 field. */
  STENCIL_APPLY {
    @Override
    Workload prepare(BenchOptions options) {
      return new StencilApply(options, 2, 1024);
    }
  },
  /** One dense 3x3x3 stencil over a periodic 128 x 128 x 128 field. */
  STENCIL_APPLY3D {
    @Override
    Workload prepare(BenchOptions options) {
      return new StencilApply(options, 3, 128);
    }
  },
  /** A 3x3 stencil fitted to one periodic pair of 512 x 512 points. */
  STENCIL_FIT {
    @Override
    Workload prepare(BenchOptions options) {
      return new FitStencil(options);
    }
  },
  /** A time step of {@code u_t = Σ c_i D_i u} with five 5x5 stencils, periodic 1024 x 1024. */
  PDE_STEP {
    @Override
    Workload prepare(BenchOptions options) {
      return new PdeStep(options, 1);
    }
  },
  /** A time step of all products of up to two of five 5x5 derivatives, periodic 1024 x 1024. */
  PDE_POLYNOMIAL {
    @Override
    Workload prepare(BenchOptions options) {
      return new PdeStep(options, 2);
    }
  },
  /** A product of two matrices, 1024 x 1024 each. */
  GEMM {
    @Override
    Workload prepare(BenchOptions options) {
      long n = options.n().orElse(1024);
      ProductShape shape = options.product().orElse(new ProductShape(n, n, n));
      return new MatrixProduct(options.dtype(), options.threads(), shape);
    }
  },
  /** A training step of the SINDy autoencoder for Lorenz' system, batch 1024. */
  SINDY_STEP {
    @Override
    Workload prepare(BenchOptions options) {
      return new NetworkStep(options, new SindyAutoencoder(), 1024);
    }
  },
  /** A training step of a ten-step forward Euler rollout, batch 8, periodic 64 x 64. */
  RESNET_STEP {
    @Override
    Workload prepare(BenchOptions options) {
      return new NetworkStep(options, new EulerRollout(64), 8);
    }
  },
  /** A training step of a 93,322-parameter classifier of 28 x 28 images, batch 64. */
  CNN_STEP {
    @Override
    Workload prepare(BenchOptions options) {
      return new NetworkStep(options, new DigitClassifier(), 64);
    }
  },
  /** A training step of an 806,017-parameter stacked LSTM, batch 32, series of 60. */
  LSTM_STEP {
    @Override
    Workload prepare(BenchOptions options) {
      return new NetworkStep(options, new SequenceRegressor(256, 60), 32);
    }
  },
  /** Influence kernels of ten functions fitted to 100 cells of 41 x 41 points. */
  MKS_FIT {
    @Override
    Workload prepare(BenchOptions options) {
      return new InfluenceWork(options, true);
    }
  },
  /** 100 cells of 41 x 41 points predicted by influence kernels of ten functions. */
  MKS_PREDICT {
    @Override
    Workload prepare(BenchOptions options) {
      return new InfluenceWork(options, false);
    }
  };

  abstract Workload prepare(BenchOptions options);

  /** Name on the command line, for example {@code stencil_apply}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  public static String labels() {
    return Arrays.stream(values()).map(BenchCase::label).collect(Collectors.joining(", "));
  }

  /**
   * The case of that name.
   *
   * @throws InvalidInputException if there is none, listing them all
   */
  public static BenchCase of(String label) {
    return Arrays.stream(values())
        .filter(one -> one.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "case", "'" + label + "'", "one of " + labels(), "choose one of these"));
  }
}
