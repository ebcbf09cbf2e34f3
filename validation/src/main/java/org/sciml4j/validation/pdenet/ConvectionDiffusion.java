package org.sciml4j.validation.pdenet;

import java.util.Map;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.pdenet.PdeNet1;
import org.sciml4j.validation.solver.PdeNetConvectionDiffusion;
import org.sciml4j.validation.solver.Snapshots;

/**
 * The first problem, {@code u_t = a(x, y) u_x + b(x, y) u_y + 0.2 u_xx + 0.3 u_yy} on a periodic
 * square: all derivatives up to order 4, piecewise quadratic coefficients on 20 x 20 cells.
 */
public record ConvectionDiffusion() implements PdeNet1Problem {
  private static final int PERIODS = 50;

  @Override
  public String name() {
    return "convection-diffusion";
  }

  @Override
  public int points() {
    return PERIODS;
  }

  @Override
  public double dt() {
    return 0.015;
  }

  @Override
  public double noise() {
    return 0.015;
  }

  @Override
  public double nodeSize() {
    return 1e4;
  }

  @Override
  public Tensor solution(int fine, int frames, RandomKey key) {
    return new Snapshots(PdeNetConvectionDiffusion.trajectory(fine, frames, dt(), key))
        .everyNth(fine / PERIODS)
        .tensor(DType.F32);
  }

  @Override
  public PdeNet1 net(int extent) {
    return PdeNet1.of(extent, dt(), SPACING, SPACING);
  }

  @Override
  public Map<String, Double> errors(PdeNet1 net, Parameters parameters) {
    Map<String, Tensor> fields = net.expand(parameters, PERIODS, PERIODS);
    try {
      return new CoefficientErrors(SPACING, 0)
          .of(
              fields,
              Map.of(
                  "u_x",
                  PdeNetConvectionDiffusion::a,
                  "u_y",
                  PdeNetConvectionDiffusion::b,
                  "u_xx",
                  (x, y) -> PdeNetConvectionDiffusion.DIFFUSION_X,
                  "u_yy",
                  (x, y) -> PdeNetConvectionDiffusion.DIFFUSION_Y));
    } finally {
      fields.values().forEach(Tensor::close);
    }
  }
}
