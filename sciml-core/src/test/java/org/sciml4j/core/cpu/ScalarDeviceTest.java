package org.sciml4j.core.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.device.Program;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.MaxPool;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.PoolGeometry;
import org.sciml4j.core.graph.RandomKeys;
import org.sciml4j.core.graph.RandomNormal;
import org.sciml4j.core.graph.RandomUniform;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.kernel.KernelProvider;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Tensor;

/** A device with plain loops uses them for everything, and gives what the vectorised ones give. */
class ScalarDeviceTest {
  private static final String VECTOR_API = "jdk.incubator.vector.";

  /**
   * A training step of a small network with a kernel of every kind: noise and dropout, a
   * convolution with boundary conditions, pooling, a recurrent loop, products, reductions.
   */
  private static Graph step(DType dtype) {
    Value x = Value.input("x", dtype, 6, 1, 8, 8);
    Value key = RandomKeys.input("key");
    Value filter = Value.input("filter", dtype, 3, 1, 3, 3);
    Value recurrence = Value.input("recurrence", dtype, 12, 12);
    Value readout = Value.input("readout", dtype, 12, 5);
    Padding periodic = Padding.both(1, BoundaryMode.PERIODIC);
    Value noise = Value.of(new RandomNormal(x.type(), 1), key);
    Value image =
        x.plus(noise.times(0.1)).pad(List.of(Padding.NONE, Padding.NONE, periodic, periodic));
    Value features =
        image.crossCorrelate(filter, ConvolutionGeometry.dense(2)).tanh().reshape(6, 3, 64);
    Value pooled = Value.of(new MaxPool(PoolGeometry.of(List.of(16L), List.of(16L))), features);
    Value kept = Value.of(new RandomUniform(pooled.type(), 2), key).lessThan(0.8);
    Value h = Value.input("h", dtype, 6, 12);
    Value w = Value.input("w", recurrence.type());
    Graph body = Graph.of(List.of(h, w), h.matmul(w).sin(), h.max(1));
    List<Value> states =
        new Loop(body, 3, 1, 0, false, Checkpointing.NONE)
            .on(List.of(pooled.times(kept).reshape(6, 12), recurrence));
    Value loss =
        states
            .get(0)
            .matmul(readout)
            .cumulativeSum(1)
            .sigmoid()
            .square()
            .mean()
            .plus(states.get(1).mean());
    List<Value> weights = List.of(filter, recurrence, readout);
    List<Value> slopes = Autodiff.grad(loss, weights);
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      outputs.add(weights.get(i).minus(slopes.get(i).times(0.1)));
    }
    outputs.add(loss.cast(DType.F64));
    return new Graph(List.of(x, key, filter, recurrence, readout), outputs);
  }

  private static List<double[]> trained(KernelProvider provider, DType dtype) {
    Graph graph = step(dtype);
    Tensor[] start =
        graph.inputs().stream()
            .map(input -> RandomKey.of(3).uniform(input.type().dtype(), input.shape()))
            .toArray(Tensor[]::new);
    RandomKeys.write(5, 1, start[1]);
    try (Program program = CpuDevice.common().with(provider).compile(graph)) {
      return program.call(start).stream().map(Tensor::toDoubles).toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void trainsAsTheVectorisedKernelsDo(DType dtype) {
    List<double[]> scalar = trained(KernelProvider.SCALAR, dtype);
    List<double[]> selected = trained(KernelProvider.selected(), dtype);
    double rounding = dtype == DType.F32 ? 1e-5 : 1e-13;
    for (int i = 0; i < scalar.size(); i++) {
      assertThat(scalar.get(i)).containsExactly(selected.get(i), within(rounding));
    }
    assertThat(scalar.getLast()[0]).isPositive();
  }

  /** In a process of its own, where nothing else can have loaded a class of the Vector API. */
  @Test
  void neverTouchesTheVectorApi() throws IOException, InterruptedException {
    assertThat(loadedFor(KernelProvider.SCALAR)).noneMatch(line -> line.contains(VECTOR_API));
    assertThat(loadedFor(KernelProvider.SIMD)).anyMatch(line -> line.contains(VECTOR_API));
  }

  private static List<String> loadedFor(KernelProvider provider)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-Xlog:class+load",
            "-cp",
            System.getProperty("java.class.path"),
            ScalarDeviceTest.class.getName(),
            provider.name()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return Arrays.asList(output.split("\n"));
  }

  /** Trains a step in each precision with the kernels of the provider named. */
  public static void main(String[] arguments) {
    for (DType dtype : DType.values()) {
      trained(KernelProvider.valueOf(arguments[0]), dtype);
    }
  }
}
