package org.sciml4j.validation.discretization;

import java.util.List;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.validation.discretization.ForcedBurgers.Trajectory;

/**
 * Trajectories cut into samples.
 *
 * @param tensors the arrays of the samples
 */
record CoarseSamples(List<Tensor> tensors) implements AutoCloseable {
  /** States and their rates of change without forcing, {@code [samples, 1, cells]} both. */
  static CoarseSamples rates(List<Trajectory> trajectories, int every) {
    int frames = trajectories.getFirst().u().length;
    int cells = trajectories.getFirst().u()[0].length;
    int each = (frames - 1) / every + 1;
    Tensor u = Tensor.zeros(DType.F32, (long) each * trajectories.size(), 1, cells);
    Tensor rate = Tensor.zeros(DType.F32, u.shape());
    for (int row = 0; row < u.size(0); row++) {
      Trajectory trajectory = trajectories.get(row / each);
      int frame = row % each * every;
      set(u, row, trajectory.u()[frame]);
      set(rate, row, trajectory.transport()[frame]);
    }
    return new CoarseSamples(List.of(u, rate));
  }

  /** The batches of a {@link ForcedRollout} whose steps are the frames. */
  static CoarseSamples windows(List<Trajectory> trajectories, int steps, int every) {
    int frames = trajectories.getFirst().u().length;
    int cells = trajectories.getFirst().u()[0].length;
    int each = (frames - 1 - steps) / every + 1;
    long count = (long) each * trajectories.size();
    int stages = 2 * steps + 1;
    Tensor u = Tensor.zeros(DType.F32, count, 1, cells);
    Tensor forcing = Tensor.zeros(DType.F32, count, stages, cells);
    Tensor targets = Tensor.zeros(DType.F32, count, steps, cells);
    double[] forced = new double[cells];
    for (int row = 0; row < count; row++) {
      Trajectory trajectory = trajectories.get(row / each);
      int frame = row % each * every;
      set(u, row, trajectory.u()[frame]);
      for (int stage = 0; stage < stages; stage++) {
        double time = (frame + stage / 2.0) * ForcedBurgers.FRAME;
        trajectory.forcing().cellAverages(time, forced);
        set(forcing, (long) row * stages + stage, forced);
      }
      for (int step = 0; step < steps; step++) {
        set(targets, (long) row * steps + step, trajectory.u()[frame + step + 1]);
      }
    }
    return new CoarseSamples(List.of(u, forcing, targets));
  }

  private static void set(Tensor tensor, long row, double... values) {
    for (int i = 0; i < values.length; i++) {
      tensor.setFlat(row * values.length + i, values[i]);
    }
  }

  TensorDataset dataset() {
    return TensorDataset.of(tensors.toArray(Tensor[]::new));
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
