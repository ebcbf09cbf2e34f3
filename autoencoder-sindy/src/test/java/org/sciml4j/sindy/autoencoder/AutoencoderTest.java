package org.sciml4j.sindy.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.device.Device;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.Objective;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Traced;
import org.sciml4j.core.nn.activation.Activations;
import org.sciml4j.core.optim.Adam;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.core.training.TensorDataset;
import org.sciml4j.core.training.Trainer;
import org.sciml4j.core.training.TrainingResult;
import org.sciml4j.sindy.reduction.Pod;

class AutoencoderTest {
  private static final Device DEVICE = CpuDevice.common();

  /** Points of a circle in 8 dimensions: a curve that needs two linear modes. */
  private static Tensor circle() {
    Tensor x = Tensor.zeros(DType.F64, 64, 8);
    for (int n = 0; n < 64; n++) {
      for (int i = 0; i < 8; i++) {
        x.set(Math.cos(2 * Math.PI * n / 64 + i), n, i);
      }
    }
    return x;
  }

  private static double error(Tensor truth, Tensor model) {
    double sum = 0;
    double size = 0;
    for (long i = 0; i < truth.count(); i++) {
      sum += Math.pow(truth.getFlat(i) - model.getFlat(i), 2);
      size += Math.pow(truth.getFlat(i), 2);
    }
    return sum / size;
  }

  private static double trained(Autoencoder autoencoder, Objective objective) {
    try (Tensor x = circle();
        TrainingResult result =
            Trainer.of(objective, Adam.of(1e-2), DEVICE)
                .dtype(DType.F64)
                .epochs(150)
                .train(TensorDataset.of(x));
        Tensor back =
            autoencoder.reconstruction(DType.F64, 8).predict(result.parameters(), x, DEVICE);
        Tensor z = autoencoder.encoding(DType.F64, 8).predict(result.parameters(), x, DEVICE);
        Tensor decoded =
            autoencoder.decoding(DType.F64, 2).predict(result.parameters(), z, DEVICE)) {
      assertThat(decoded.toDoubles()).containsExactly(back.toDoubles(), within(1e-12));
      return error(x, back);
    }
  }

  @Test
  void denseAutoencoderLearnsACircle() {
    Autoencoder autoencoder = Autoencoder.dense(8, 2, Activations.TANH, 12);
    assertThat(trained(autoencoder, autoencoder.objective())).isLessThan(0.01);
  }

  @Test
  void denoisingAutoencoderLearnsFromNoisyInputs() {
    Autoencoder autoencoder = Autoencoder.dense(8, 2, Activations.TANH, 12);
    assertThat(trained(autoencoder, autoencoder.denoising(0.2))).isLessThan(0.03);
  }

  @Test
  void convolutionalAutoencoderMirrorsItsImages() {
    Autoencoder autoencoder = Autoencoder.convolutional(2, 12, 8, 3, Activations.RELU, 4, 6);
    Model model = autoencoder.reconstruction(DType.F32, 2, 12, 8);
    try (Parameters parameters = model.initialize(RandomKey.of(1));
        Tensor images = RandomKey.of(2).normal(DType.F32, 5, 2, 12, 8);
        Tensor back = model.predict(parameters, images, DEVICE);
        Tensor z = autoencoder.encoding(DType.F32, 2, 12, 8).predict(parameters, images, DEVICE)) {
      assertThat(back.shape()).containsExactly(5, 2, 12, 8);
      assertThat(z.shape()).containsExactly(5, 3);
    }
    assertThatThrownBy(() -> Autoencoder.convolutional(1, 10, 8, 3, Activations.RELU, 4, 6))
        .hasMessageContaining("multiples of 4");
  }

  @Test
  void podStartReconstructsAsThePodAndStandardizesItsCoefficients() {
    try (Tensor x = circle()) {
      for (int i = 0; i < x.count(); i++) {
        x.setFlat(i, x.getFlat(i) + 3 + 0.3 * RandomKey.of(1).normal(i));
      }
      Pod pod = Pod.centred(x, 2, DEVICE);
      Autoencoder autoencoder = PodStart.of(pod, Autoencoder.dense(8, 2, Activations.SIGMOID, 4));
      Model model = autoencoder.reconstruction(DType.F64, 8);
      try (Parameters parameters = model.initialize(RandomKey.of(1));
          Tensor back = model.predict(parameters, x, DEVICE);
          Tensor coefficients = pod.project(x);
          Tensor linear = pod.reconstruct(coefficients);
          Tensor z = autoencoder.encoding(DType.F64, 8).predict(parameters, x, DEVICE)) {
        assertThat(back.toDoubles()).containsExactly(linear.toDoubles(), within(1e-12));
        double variance = 0;
        for (int n = 0; n < 64; n++) {
          variance += z.get(n, 1) * z.get(n, 1) / 64;
        }
        assertThat(variance).isCloseTo(1, within(1e-12));
      }
    }
  }

  @Test
  void denoisingNoiseIsForTrainingOnly() {
    Autoencoder autoencoder = Autoencoder.dense(8, 2, Activations.TANH);
    TensorType type = new TensorType(DType.F64, 64, 8);
    try (Tensor x = circle()) {
      double[] losses = new double[3];
      for (int k = 0; k < 3; k++) {
        Objective objective = k == 0 ? autoencoder.objective() : autoencoder.denoising(1);
        Traced traced = Traced.of(objective, DType.F64, java.util.List.of(type), k == 2);
        try (Parameters parameters = Parameters.initial(traced.specs(), RandomKey.of(1));
            BatchProgram program = new BatchProgram(traced, parameters, DEVICE)) {
          program.run(java.util.List.of(x));
          losses[k] = program.result(0).getFlat(0);
        }
      }
      assertThat(losses[1]).isEqualTo(losses[0]);
      assertThat(losses[2]).isNotCloseTo(losses[0], within(1e-3));
    }
  }
}
