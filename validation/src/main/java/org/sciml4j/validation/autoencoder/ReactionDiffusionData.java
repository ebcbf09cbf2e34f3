package org.sciml4j.validation.autoencoder;

import org.jtransforms.fft.DoubleFFT_2D;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;

/**
 * A spiral wave of the λ-ω system {@code u_t = (1 - A²) u + β A² v + d ∇²u}, {@code v_t = -β A² u +
 * (1 - A²) v + d ∇²v}, {@code A² = u² + v²}, d = 0.1, β = 1, on 100x100 points of the periodic
 * square [-10, 10)², from {@code tanh(r) cos(θ - r)}, {@code tanh(r) sin(θ - r)}. Samples are u and
 * u_t times {@code exp(-0.01 r²)} at t = 0.1, 0.15, ..., with normal noise of 1e-6.
 */
public final class ReactionDiffusionData {
  /** Points along an edge. */
  public static final int EDGE = 100;

  /** Frames of the paper: 10001 of which the first two are dropped. */
  public static final int FRAMES = 9999;

  private static final int POINTS = EDGE * EDGE;
  private static final double LENGTH = 20;
  private static final double STEP = 0.05;
  private static final int SUBSTEPS = 2;
  private static final int DROPPED = 2;
  private static final double DIFFUSION = 0.1;
  private static final double BETA = 1;
  private static final double NOISE = 1e-6;

  private final DoubleFFT_2D transform = new DoubleFFT_2D(EDGE, EDGE);
  private final double[] squaredWaveNumber = new double[POINTS];
  private final double[] window = new double[POINTS];

  /** u and v, one after the other. */
  private double[] state = new double[2 * POINTS];

  private ReactionDiffusionData() {
    for (int i = 0; i < EDGE; i++) {
      for (int j = 0; j < EDGE; j++) {
        double x = -LENGTH / 2 + LENGTH * i / EDGE;
        double y = -LENGTH / 2 + LENGTH * j / EDGE;
        double r = Math.hypot(x, y);
        double phase = Math.atan2(y, x) - r;
        int at = i * EDGE + j;
        state[at] = Math.tanh(r) * Math.cos(phase);
        state[POINTS + at] = Math.tanh(r) * Math.sin(phase);
        window[at] = Math.exp(-0.01 * r * r);
        double k1 = 2 * Math.PI / LENGTH * (i < EDGE / 2 ? i : i - EDGE);
        double k2 = 2 * Math.PI / LENGTH * (j < EDGE / 2 ? j : j - EDGE);
        squaredWaveNumber[at] = k1 * k1 + k2 * k2;
      }
    }
  }

  /**
   * x and ẋ {@code [frames, 10000]} in order of time.
   *
   * @throws InvalidInputException if there is no frame
   */
  public static Samples of(int frames, RandomKey key, DType dtype) {
    if (frames < 1) {
      throw new InvalidInputException("frames", frames, "1 or more", "the paper has " + FRAMES);
    }
    ReactionDiffusionData flow = new ReactionDiffusionData();
    Samples samples = Samples.zeros(dtype, 2, frames, POINTS);
    for (int frame = 0; frame < DROPPED + frames; frame++) {
      if (frame >= DROPPED) {
        flow.write(samples, frame - DROPPED);
      }
      for (int k = 0; k < SUBSTEPS; k++) {
        flow.step(STEP / SUBSTEPS);
      }
    }
    return samples.noisy(NOISE, key.child(1));
  }

  private void write(Samples samples, long frame) {
    double[] rate = rate(state);
    for (int i = 0; i < POINTS; i++) {
      samples.tensors().get(0).setFlat(frame * POINTS + i, window[i] * state[i]);
      samples.tensors().get(1).setFlat(frame * POINTS + i, window[i] * rate[i]);
    }
  }

  /** One step of the classical Runge-Kutta method, stable up to {@code d k² dt = 2.78}. */
  private void step(double dt) {
    double[] k1 = rate(state);
    double[] k2 = rate(moved(state, dt / 2, k1));
    double[] k3 = rate(moved(state, dt / 2, k2));
    double[] k4 = rate(moved(state, dt, k3));
    for (int i = 0; i < state.length; i++) {
      state[i] += dt / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    }
  }

  private static double[] moved(double[] from, double dt, double[] rate) {
    double[] to = new double[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i] + dt * rate[i];
    }
    return to;
  }

  private double[] rate(double... fields) {
    double[] rate = new double[fields.length];
    double[] spectrum = new double[2 * POINTS];
    for (int i = 0; i < POINTS; i++) {
      spectrum[2 * i] = fields[i];
      spectrum[2 * i + 1] = fields[POINTS + i];
    }
    transform.complexForward(spectrum);
    for (int i = 0; i < POINTS; i++) {
      spectrum[2 * i] *= -squaredWaveNumber[i];
      spectrum[2 * i + 1] *= -squaredWaveNumber[i];
    }
    transform.complexInverse(spectrum, true);
    for (int i = 0; i < POINTS; i++) {
      double u = fields[i];
      double v = fields[POINTS + i];
      double a = u * u + v * v;
      rate[i] = (1 - a) * u + BETA * a * v + DIFFUSION * spectrum[2 * i];
      rate[POINTS + i] = -BETA * a * u + (1 - a) * v + DIFFUSION * spectrum[2 * i + 1];
    }
    return rate;
  }
}
