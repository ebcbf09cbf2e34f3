package org.sciml4j.sindy.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Sequential;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.nn.layer.Dense;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class SindyObjectiveTest {
  private static final int FEATURES = 5;
  private static final int SAMPLES = 7;

  static SindyNetwork network(int order, boolean hasSines) {
    return SindyNetwork.of(layers(4, 2), layers(4, FEATURES), 2, order, 2, hasSines);
  }

  private static Layer layers(long hidden, long last) {
    return Sequential.of(Dense.of(hidden).activation(Activations.SIGMOID), Dense.of(last));
  }

  private static List<Tensor> batch(int order) {
    return IntStream.rangeClosed(0, order)
        .mapToObj(k -> RandomKey.of(5).child(k).normal(DType.F64, SAMPLES, FEATURES))
        .toList();
  }

  private static double[][][] samples(List<Tensor> batch) {
    double[][][] samples = new double[SAMPLES][3][FEATURES];
    for (int n = 0; n < SAMPLES; n++) {
      for (int d = 0; d < batch.size(); d++) {
        for (int i = 0; i < FEATURES; i++) {
          samples[n][d][i] = batch.get(d).get(n, i);
        }
      }
    }
    return samples;
  }

  /** Random parameters, coefficients and masks. */
  private static Parameters parameters(Traced traced) {
    Parameters parameters = Parameters.initial(traced.specs(), RandomKey.of(3));
    for (String name : parameters.names()) {
      if (!name.contains("steps")) {
        Tensor tensor = parameters.get(name);
        for (long i = 0; i < tensor.count(); i++) {
          double draw = RandomKey.of(8).child(name.hashCode()).normal(i);
          tensor.setFlat(i, "mask".equals(name) ? (draw > 0 ? 1 : 0) : draw);
        }
      }
    }
    return parameters;
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "2, false", "2, true"})
  void lossIsThatOfPlainLoops(int order, boolean hasSines) {
    SindyNetwork network = network(order, hasSines);
    LossWeights weights = new LossWeights(0.7, 0.3, 0.2, 0.05);
    SindyObjective objective =
        new SindyObjective(network, weights, new SparsitySchedule(0.1, 10, 20, 5), 0, 3);
    List<Tensor> batch = batch(order);
    List<TensorType> types =
        batch.stream().map(one -> new TensorType(one.dtype(), one.shape())).toList();
    Traced traced = Traced.of(objective, DType.F64, types, true);
    try (Parameters parameters = parameters(traced);
        BatchProgram program = new BatchProgram(traced, parameters, CpuDevice.common())) {
      program.run(batch);
      double expected =
          new ScalarSindy(parameters, order, 2, hasSines).loss(samples(batch), weights);
      assertThat(program.result(0).getFlat(0)).isCloseTo(expected, within(1e-12 * expected));
    }
  }

  @Test
  void latentDerivativesAreThoseOfACurve() {
    SindyNetwork network = network(2, false);
    List<Tensor> batch = batch(2);
    List<TensorType> types =
        batch.stream().map(one -> new TensorType(one.dtype(), one.shape())).toList();
    Traced traced =
        Traced.ofNetwork((in, scope) -> network.encoded(scope, in), DType.F64, types, false);
    double h = 1e-3;
    try (Parameters parameters = parameters(traced);
        BatchProgram program = new BatchProgram(traced, parameters, CpuDevice.common())) {
      List<double[]> curve = new ArrayList<>();
      for (double t : new double[] {-h, 0, h}) {
        List<Tensor> moved = new ArrayList<>(batch);
        Tensor x = batch.get(0).copy();
        for (long i = 0; i < x.count(); i++) {
          double change = t * batch.get(1).getFlat(i) + t * t / 2 * batch.get(2).getFlat(i);
          x.setFlat(i, x.getFlat(i) + change);
        }
        moved.set(0, x);
        program.run(moved);
        curve.add(program.result(0).toDoubles());
      }
      program.run(batch);
      double[] velocity = program.result(1).toDoubles();
      double[] acceleration = program.result(2).toDoubles();
      for (int i = 0; i < velocity.length; i++) {
        double before = curve.get(0)[i];
        double after = curve.get(2)[i];
        assertThat((after - before) / (2 * h)).isCloseTo(velocity[i], within(1e-4));
        assertThat((after - 2 * curve.get(1)[i] + before) / (h * h))
            .isCloseTo(acceleration[i], within(1e-4));
      }
    }
  }
}
