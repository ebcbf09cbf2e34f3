package org.sciml4j.operators.mks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.layer.Conv;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

class LocalizationTest {
  /** A kernel as wide as the domain, turned round because layers correlate. */
  @ParameterizedTest
  @ValueSource(ints = {8, 9})
  void should_be_a_periodic_convolution_layer_as_wide_as_the_domain(int n) {
    PrimitiveBasis functions = new PrimitiveBasis(4, 0, 1);
    InfluenceKernels kernels = random(functions, n, n);
    double[][] own = kernels.responses().getFirst().kernels();
    int low = (n - 1) / 2;
    try (Tensor states = Convolved.states(functions, 1, 2, n, n);
        Tensor predicted = Tensor.zeros(DType.F64, 2, n, n);
        Tensor channels = Tensor.zeros(DType.F64, 2, 3, n, n);
        Tensor weights = Tensor.zeros(DType.F64, 1, 3, n, n);
        Tensor bias = Tensor.of(new double[] {kernels.responses().getFirst().constant()}, 1);
        CpuDevice cpu = CpuDevice.common()) {
      double[] values = new double[n * n];
      for (int sample = 0; sample < 2; sample++) {
        for (int l = 0; l < 3; l++) {
          functions.evaluate(l, states.toDoubles(), sample * n * n, values, 0, n * n);
          channels.at(sample).at(l).copyFrom(Tensor.wrap(values, n, n));
        }
      }
      for (int l = 0; l < 3; l++) {
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            int r = Math.floorMod(low - i, n) * n + Math.floorMod(low - j, n);
            weights.set(own[l][r], 0, l, i, j);
          }
        }
      }
      Conv layer = Conv.conv2d(1, n).boundary(BoundaryMode.PERIODIC);
      Model network = Model.of(layer, DType.F64, 3, n, n);
      List<String> names = network.parameters().stream().map(p -> p.name()).toList();
      Parameters parameters =
          Parameters.of(Map.of(names.getFirst(), weights, names.getLast(), bias));
      kernels.localization().predict(states, predicted);
      try (Tensor convolved = network.predict(parameters, channels, cpu)) {
        assertThat(convolved.toDoubles()).containsExactly(predicted.toDoubles(), within(1e-13));
      }
    }
  }

  @Test
  void should_predict_samples_together_as_alone_and_in_single_precision() {
    LegendreBasis functions = new LegendreBasis(3, -1, 1);
    InfluenceKernels kernels = random(functions, 6, 5, 4);
    Localization localization = kernels.localization();
    try (Tensor states = Convolved.states(functions, 3, 3, 6, 5, 4);
        Tensor together = Tensor.zeros(DType.F64, 3, 6, 5, 4);
        Tensor alone = Tensor.zeros(DType.F64, 6, 5, 4);
        Tensor single = states.to(DType.F32);
        Tensor rounded = Tensor.zeros(DType.F32, 3, 6, 5, 4)) {
      localization.predict(states, together);
      localization.predict(states.at(2), alone);
      localization.predict(single, rounded);
      assertThat(alone.toDoubles()).containsExactly(together.at(2).toDoubles(), within(1e-14));
      assertThat(rounded.toDoubles()).containsExactly(together.toDoubles(), within(1e-5));
    }
  }

  /** Short kernels see the same surroundings on a larger domain. */
  @ParameterizedTest
  @ValueSource(ints = {10, 11})
  void should_predict_on_larger_domains_what_a_short_kernel_gives(int n) {
    PrimitiveBasis functions = new PrimitiveBasis(2, 0, 1);
    double[] kernel = new double[n];
    kernel[0] = 2;
    kernel[1] = -0.5;
    kernel[n - 1] = 0.25;
    InfluenceKernels small = kernels(functions, 0.7, new double[][] {kernel}, n);
    InfluenceKernels large = small.resized(23);
    double[] expected = new double[23];
    expected[0] = 2;
    expected[1] = -0.5;
    expected[22] = 0.25;
    assertThat(large.responses().getFirst().kernels()[0]).isEqualTo(expected);
    try (Tensor same = Tensor.zeros(DType.F64, 23).fill(1);
        Tensor response = Tensor.zeros(DType.F64, 23)) {
      large.localization().predict(same, response);
      // m_0 of the state 1 is zero everywhere
      assertThat(response.toDoubles()).containsOnly(new double[] {0.7}, within(1e-15));
    }
  }

  @Test
  void should_divide_the_farthest_distance_of_an_even_domain_among_both_sides() {
    double[] kernel = new double[8];
    kernel[2 * 2 + 1] = 0; // [4, 2]: distance (2, 1) is the farthest along both axes
    kernel[2 * 2] = 1;
    double[] padded = ZeroPadding.pad(kernel, new int[] {4, 2}, new int[] {7, 2});
    double[] expected = new double[14];
    expected[2 * 2] = 0.5;
    expected[5 * 2] = 0.5;
    assertThat(padded).isEqualTo(expected);
  }

  @Test
  void should_give_alphas_that_obey_the_redundancy_rule() {
    PrimitiveBasis functions = new PrimitiveBasis(3, 0, 1);
    InfluenceKernels kernels = random(functions, 5, 5);
    double constant = kernels.responses().getFirst().constant();
    double[] dependent = kernels.influence(0, 2);
    assertThat(dependent).containsOnly(new double[] {constant / 25}, within(1e-16));
    try (Tensor states = Convolved.states(functions, 4, 1, 5, 5);
        Tensor summed = Tensor.zeros(DType.F64, 1, 5, 5);
        Tensor predicted = Tensor.zeros(DType.F64, 1, 5, 5)) {
      for (int l = 0; l < 3; l++) {
        int[] shape = {5, 5};
        Convolved.add(functions, l, kernels.influence(0, l), shape, states, summed);
      }
      kernels.localization().predict(states, predicted);
      assertThat(predicted.toDoubles()).containsExactly(summed.toDoubles(), within(1e-13));
    }
  }

  static InfluenceKernels random(MicrostructureFunctions functions, int... shape) {
    int points = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    double[][] values = new double[functions.count() - 1][points];
    for (int l = 0; l < values.length; l++) {
      RandomKey key = RandomKey.of(5).child(l);
      Arrays.setAll(values[l], r -> key.uniform(r) - 0.5);
    }
    return kernels(functions, 1.25, values, shape);
  }

  static InfluenceKernels kernels(
      MicrostructureFunctions functions, double constant, double[][] values, int... shape) {
    List<DomainAxis> axes = new ArrayList<>();
    for (int size : shape) {
      axes.add(new DomainAxis("x" + axes.size(), "m", size, 0.5));
    }
    return new InfluenceKernels(
        "h", functions, axes, List.of(new ResponseKernels("p", "MPa", constant, values)));
  }
}
