package org.sciml4j.core.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sciml4j.core.cpu.plan.Plans.kernels;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sciml4j.core.graph.Checkpointing;
import org.sciml4j.core.graph.ConvolutionGeometry;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.Loop;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

/** How the operands of products and convolutions lie, and which are copied or packed. */
class PackingTest {
  private final Value x = Value.input("x", DType.F32, 6, 6);
  private final Value y = Value.input("y", DType.F32, 6, 6);

  @Test
  void productsReadTransposesSlicesAndRowsOfTheirOperandsWhereTheyLie() {
    assertThat(kernels(Plans.of(List.of(x, y), x.transpose().matmul(y.slice(1, 2, 5)))))
        .containsExactly("gemm");
    assertThat(kernels(Plans.of(List.of(x, y), x.reshape(2, 3, 6).matmul(y))))
        .containsExactly("gemm");
  }

  @Test
  void whatRunsBackwardsIsCopiedOnceForAllProducts() {
    Value backwards = x.reverse(0);
    Plan plan = Plans.of(List.of(x, y), backwards.matmul(y), y.matmul(backwards));
    assertThat(kernels(plan)).containsExactly("copy", "gemm", "gemm");
  }

  private Plan looped(Value carried, Value... constants) {
    Value h = Value.input("h", carried.type());
    Value w = Value.input("w", DType.F32, 6, 6);
    boolean stays = constants.length > 0;
    Value next = h.matmul(stays ? w : h).tanh();
    Graph body = stays ? Graph.of(List.of(h, w), next) : Graph.of(List.of(h), next);
    List<Value> operands = stays ? List.of(carried, constants[0]) : List.of(carried);
    Loop loop = new Loop(body, 5, 1, 0, false, Checkpointing.NONE);
    return Plans.of(List.of(x, y), loop.on(operands).getFirst());
  }

  @Test
  void aFactorThatStaysTheSameIsPackedOnceBeforeTheLoop() {
    Plan plan = looped(x, y);
    assertThat(kernels(plan)).containsExactly("pack", "loop");
    assertThat(Plans.texts(plan.loops().getFirst().plan())).first().asString().contains(" packed ");
  }

  @Test
  void aFactorThatChangesIsNotPackedAhead() {
    Plan plan = looped(x);
    assertThat(kernels(plan)).containsExactly("loop");
    assertThat(plan.loops().getFirst().plan().packs()).isEmpty();
  }

  @Test
  void convolutionsTakeTheirBoundaryConditionsIn() {
    Value image = Value.input("image", DType.F32, 1, 2, 8);
    Value kernel = Value.input("kernel", DType.F32, 3, 2, 3);
    Padding periodic = Padding.both(1, BoundaryMode.PERIODIC);
    Value padded = image.pad(List.of(Padding.NONE, Padding.NONE, periodic));
    Value convolved = padded.crossCorrelate(kernel, ConvolutionGeometry.dense(1));
    List<Value> inputs = List.of(image, kernel);
    assertThat(kernels(Plans.of(inputs, convolved))).containsExactly("convolution");
    assertThat(kernels(Plans.of(inputs, convolved, padded.sin())))
        .containsExactlyInAnyOrder("convolution", "pad", "elementwise");
    Value channels = image.slice(1, 0, 1).pad(List.of(Padding.NONE, periodic, Padding.NONE));
    Value others = channels.slice(1, 0, 2).crossCorrelate(kernel, ConvolutionGeometry.dense(1));
    assertThat(kernels(Plans.of(inputs, others))).containsSequence("pad", "convolution");
  }

  @Test
  void partsOfAConcatenationAreComputedWhereTheyLieInIt() {
    Value wide = Value.concat(1, x.sin(), y.cos());
    assertThat(kernels(Plans.of(List.of(x, y), wide.transpose().matmul(x))))
        .containsExactly("elementwise", "gemm");
    assertThat(kernels(Plans.of(List.of(x, y), Value.concat(1, x.matmul(y), y).transpose())))
        .contains("copy");
  }
}
