package org.sciml4j.core.training;

import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.minimize.LeastSquaresFit;
import org.sciml4j.core.minimize.LevenbergMarquardt;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Network;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * Fits the parameters of a small network to all samples of a dataset by {@link LevenbergMarquardt},
 * in double precision, with their standard errors. The network is taken as in use, not as in
 * training; penalties are left out. Takes time and memory in proportion to residuals times
 * parameters.
 *
 * @param residuals the differences whose sum of squares is minimised, as the only result
 * @param settings of the minimiser
 * @param device where the network runs
 */
public record LeastSquaresTraining(Network residuals, LevenbergMarquardt settings, Device device) {
  /** Fits a layer's value to targets: batches of inputs and targets. */
  public static LeastSquaresTraining of(Layer layer, Device device) {
    return ofResiduals(
        (batch, scope) -> {
          if (batch.size() != 2) {
            throw new InvalidInputException(
                "batch", batch.size() + " arrays", "inputs and targets", "pass these two");
          }
          return List.of(layer.apply(batch.get(0), scope).minus(batch.get(1)));
        },
        device);
  }

  /** Brings a network's only result as close to zero as possible. */
  public static LeastSquaresTraining ofResiduals(Network residuals, Device device) {
    return new LeastSquaresTraining(residuals, LevenbergMarquardt.defaults(), device);
  }

  /** With other settings of the minimiser. */
  public LeastSquaresTraining settings(LevenbergMarquardt other) {
    return new LeastSquaresTraining(residuals, other, device);
  }

  /**
   * Fits from the initial parameters that the layers' initialisers draw.
   *
   * @throws InvalidInputException as {@link #fit(Dataset, Parameters)}
   */
  public Result fit(Dataset data, RandomKey key) {
    try (Parameters initial = Parameters.initial(trace(data).specs(), key)) {
      return fit(data, initial);
    }
  }

  /**
   * Fits from these parameters and states, which stay as they are.
   *
   * @throws InvalidInputException if they do not fit, there are fewer residuals than trainable
   *     parameters, or the residuals at the start are not finite
   */
  public Result fit(Dataset data, Parameters initial) {
    Traced traced = trace(data);
    initial.requireFor(traced.specs());
    int size = Math.toIntExact(data.size());
    try (Batch batch = Batch.of(data, size)) {
      data.read(Permutation.identity(size), 0, size, batch.tensors());
      try (NetworkResiduals function =
              new NetworkResiduals(traced, batch.tensors(), initial, device);
          Tensor start = Tensor.zeros(DType.F64, function.parameters())) {
        FlatParameters flat = function.flat();
        flat.write(initial, start);
        LeastSquaresFit fit = settings.fit(function, start.toDoubles());
        Parameters found = initial.copy();
        try (Tensor x = Tensor.of(fit.parameters(), fit.parameters().length);
            Tensor deviations = Tensor.of(fit.standardErrors(), fit.parameters().length)) {
          flat.views(x).forEach((name, tensor) -> found.get(name).copyFrom(tensor));
          return new Result(found, flat.copies(deviations), fit);
        } catch (RuntimeException | Error failure) {
          found.close();
          throw failure;
        }
      }
    }
  }

  private Traced trace(Dataset data) {
    TrainingOptions.requireSamples(data);
    return DataTypes.trace(
        types -> Traced.ofNetwork(residuals, DType.F64, types, false),
        DType.F64,
        Batch.types(data, Math.toIntExact(data.size())),
        false);
  }

  /**
   * A fitted network.
   *
   * @param parameters parameters and states
   * @param standardErrors one for each trainable parameter, of its shape; NaN where the data do not
   *     determine them
   * @param fit what the minimiser did; its vectors hold the trainable parameters in order of
   *     declaration
   */
  public record Result(Parameters parameters, Parameters standardErrors, LeastSquaresFit fit)
      implements AutoCloseable {
    /** Frees both sets of numbers. */
    @Override
    public void close() {
      parameters.close();
      standardErrors.close();
    }
  }
}
