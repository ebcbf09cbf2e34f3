package org.sciml4j.sindy.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 35 columns of 5000 rows, factorised and fitted, against NumPy's lstsq of the Gram matrix. */
@Tag("long")
class StlsqSpeedTest {
  private static final int FITS = 3000;
  private static final int SETS = 10;

  private static final String NUMPY =
      """
      import numpy as np, time
      rng = np.random.default_rng(0)
      data = [(rng.standard_normal((5000, 35)), rng.standard_normal((5000, 1))) for _ in range(%d)]
      start = time.perf_counter()
      for fit in range(%d):
          a, y = data[fit %% len(data)]
          np.linalg.lstsq(a.T @ a, a.T @ y, rcond=None)
      print(time.perf_counter() - start)
      """
          .formatted(SETS, FITS);

  @Test
  void threeThousandFitsTakeAtMostTwiceNumpysTime() throws IOException, InterruptedException {
    RegressionData[] data = new RegressionData[SETS];
    double[] w = new double[35];
    w[1] = 1;
    w[9] = -2;
    for (int i = 0; i < SETS; i++) {
      data[i] = RegressionData.of(i, 5000, 0.1, w);
    }
    double ours = Double.POSITIVE_INFINITY;
    double numpy = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 3; round++) {
      ours = Math.min(ours, fits(data));
      numpy = Math.min(numpy, Math.min(numpy(1), numpy(2)));
    }
    assertThat(ours).isLessThan(2 * numpy);
  }

  private static double fits(RegressionData[] data) {
    long start = System.nanoTime();
    for (int fit = 0; fit < FITS; fit++) {
      double[][] w = Stlsq.of(0.1).fit(data[fit % SETS].problem());
      assertThat(Support.of(w[0])).containsExactly(1, 9);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double numpy(int threads) throws IOException, InterruptedException {
    ProcessBuilder python = new ProcessBuilder("python3", "-c", NUMPY);
    String count = String.valueOf(threads);
    python.environment().put("OPENBLAS_NUM_THREADS", count);
    python.environment().put("OMP_NUM_THREADS", count);
    Process process;
    try {
      process = python.start();
    } catch (IOException absent) {
      assumeThat(absent).as("python3").isNull();
      throw absent;
    }
    String seconds =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assumeThat(process.waitFor()).as("python3 with NumPy").isZero();
    return Double.parseDouble(seconds);
  }
}
