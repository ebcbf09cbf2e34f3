package org.sciml4j.bench;

import java.util.List;
import java.util.Locale;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.parallel.ThreadTeam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.operators.mks.InfluenceFit;
import org.sciml4j.operators.mks.Localization;
import org.sciml4j.operators.mks.PrimitiveBasis;

/** Influence kernels of ten hats fitted to 100 random square cells, or 100 cells predicted. */
final class InfluenceWork implements Workload {
  private static final PrimitiveBasis FUNCTIONS = new PrimitiveBasis(10, 0, 1);
  private static final int SAMPLES = 100;

  private final ThreadTeam team;
  private final Tensor states;
  private final Tensor responses;
  private final Tensor predicted;
  private final Localization localization;
  private final boolean fits;
  private final long n;

  InfluenceWork(BenchOptions options, boolean fits) {
    this.fits = fits;
    n = options.n().orElse(41);
    team = ThreadTeam.of(options.threads());
    states = RandomKey.of(1).uniform(options.dtype(), SAMPLES, n, n);
    responses = Tensor.zeros(options.dtype(), SAMPLES, n, n);
    predicted = Tensor.zeros(options.dtype(), SAMPLES, n, n);
    for (long i = 0; i < states.count(); i++) {
      long left = i % n == 0 ? i + n - 1 : i - 1;
      responses.setFlat(i, states.getFlat(i) + Math.sin(states.getFlat(left)));
    }
    localization = fit().kernels().localization(team);
  }

  private InfluenceFit fit() {
    return InfluenceFit.of(
        team, FUNCTIONS, field("state", states), List.of(field("response", responses)));
  }

  private static Field field(String name, Tensor samples) {
    return TensorField.inTime(name, samples, 1, 1, 1);
  }

  @Override
  public void run() {
    if (fits) {
      fit();
    } else {
      localization.predict(states, predicted);
    }
  }

  @Override
  public Work work() {
    return new Work.Unbounded();
  }

  @Override
  public String facts() {
    localization.predict(states, predicted);
    double worst = 0;
    for (long i = 0; i < predicted.count(); i++) {
      worst = Math.max(worst, Math.abs(predicted.getFlat(i) - responses.getFlat(i)));
    }
    return String.format(
        Locale.ROOT,
        "samples=%d n=%d functions=%d error=%.2e",
        SAMPLES,
        n,
        FUNCTIONS.count(),
        worst);
  }

  @Override
  public void close() {
    team.close();
    states.close();
    responses.close();
    predicted.close();
  }
}
