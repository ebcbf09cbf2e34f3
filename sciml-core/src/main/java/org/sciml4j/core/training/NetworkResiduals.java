package org.sciml4j.core.training;

import java.util.ArrayList;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.device.Buffer;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.minimize.ResidualFunction;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/**
 * A network's result as a function of its trainable parameters. One program gives the result and a
 * Jacobian-vector product; run for each parameter's unit vector it gives the Jacobian column by
 * column, in no more runs than there are residuals.
 */
final class NetworkResiduals implements ResidualFunction, AutoCloseable {
  private final FlatParameters flat;
  private final Resources own = new Resources();
  private final Program.Run run;
  private final Buffer vector;
  private final Buffer direction;
  private final Buffer value;
  private final Buffer change;
  private final Tensor unit;
  private final Tensor results;

  NetworkResiduals(Traced traced, List<Tensor> samples, Parameters fixed, Device device) {
    if (traced.results() != 1) {
      throw new InvalidInputException(
          "residuals", traced.results() + " results", "one", "concatenate them");
    }
    try {
      flat = FlatParameters.of(traced);
      Value all = flat.input();
      Value tangent = Value.input("direction", flat.type());
      List<Value> arguments = flat.arguments(traced, all);
      Value result =
          new Graph(traced.graph().inputs(), List.of(traced.result())).on(arguments).getFirst();
      Value residual = result.reshape(result.type().count());
      Value product = Autodiff.jvp(residual, all, tangent);

      List<Value> inputs = new ArrayList<>(List.of(all, tangent));
      vector = own.keep(device.allocate(flat.type()));
      direction = own.keep(device.allocate(flat.type()));
      List<Buffer> in = new ArrayList<>(List.of(vector, direction));
      for (int i = 0; i < samples.size(); i++) {
        inputs.add(traced.batchInputs().get(i));
        in.add(own.keep(device.upload(samples.get(i))));
      }
      List<Value> others = new ArrayList<>(traced.parameterInputs());
      others.addAll(traced.stateInputs());
      for (int i = 0; i < others.size(); i++) {
        if (i >= traced.parameters().size() || !traced.parameters().get(i).trainable()) {
          inputs.add(others.get(i));
          in.add(own.keep(device.upload(fixed.get(traced.specs().get(i).name()))));
        }
      }
      inputs.add(traced.keyInput());
      in.add(own.keep(device.allocate(RandomKeys.TYPE)));
      value = own.keep(device.allocate(residual.type()));
      change = own.keep(device.allocate(residual.type()));
      unit = own.keep(Tensor.zeros(DType.F64, flat.size()));
      results = own.keep(Tensor.zeros(DType.F64, residual.shape()));
      Program program = own.keep(device.compile(new Graph(inputs, List.of(residual, product))));
      run = program.bind(in, List.of(value, change));
    } catch (RuntimeException | Error failure) {
      own.close();
      throw failure;
    }
  }

  FlatParameters flat() {
    return flat;
  }

  @Override
  public int residuals() {
    return Math.toIntExact(results.count());
  }

  @Override
  public int parameters() {
    return Math.toIntExact(flat.size());
  }

  @Override
  public void evaluate(double[] x, double[] residuals, double[][] jacobian) {
    for (int j = 0; j < x.length; j++) {
      unit.setFlat(j, x[j]);
    }
    vector.copyFrom(unit);
    unit.fill(0);
    for (int j = 0; j < x.length; j++) {
      unit.setFlat(j, 1);
      direction.copyFrom(unit);
      unit.setFlat(j, 0);
      run.run();
      change.copyTo(results);
      for (int i = 0; i < residuals.length; i++) {
        jacobian[i][j] = results.getFlat(i);
      }
    }
    value.copyTo(results);
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = results.getFlat(i);
    }
  }

  @Override
  public void close() {
    own.close();
  }
}
