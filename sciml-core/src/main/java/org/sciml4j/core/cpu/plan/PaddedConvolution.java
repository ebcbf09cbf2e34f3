package org.sciml4j.core.cpu.plan;

import java.util.List;
import java.util.stream.Stream;
import org.sciml4j.core.graph.Convolution;
import org.sciml4j.core.graph.ConvolutionInputAdjoint;
import org.sciml4j.core.graph.ConvolutionKernelAdjoint;
import org.sciml4j.core.graph.Fold;
import org.sciml4j.core.graph.Pad;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.graph.Primitive;
import org.sciml4j.core.graph.Value;

/**
 * A convolution, or an adjoint of one, together with the boundary conditions around it, which its
 * kernel applies without the padded array in memory.
 *
 * @param convolution the convolution or adjoint
 * @param padding what is added along each spatial axis; empty for nothing
 * @param sources what it reads
 */
record PaddedConvolution(Value convolution, List<Padding> padding, List<Source> sources) {
  private static final int SPATIAL = 2;

  /** What the value computes, if it is one; {@code null} if not. */
  static PaddedConvolution of(Value value, Views views) {
    return switch (value.primitive()) {
      case Convolution _, ConvolutionKernelAdjoint _ -> padded(value, views);
      case ConvolutionInputAdjoint _ ->
          new PaddedConvolution(value, List.of(), sources(value, views));
      case Fold fold -> folded(fold, value, views);
      default -> null;
    };
  }

  private static PaddedConvolution padded(Value value, Views views) {
    Source input = views.of(value.operand(0));
    if (input.root().primitive() instanceof Pad pad
        && input.isWhole()
        && input.root().type().equals(value.operand(0).type())
        && isSpatial(pad.padding())) {
      List<Source> sources = List.of(views.of(input.root().operand(0)), views.of(value.operand(1)));
      return new PaddedConvolution(value, spatial(pad.padding()), sources);
    }
    return new PaddedConvolution(value, List.of(), sources(value, views));
  }

  private static PaddedConvolution folded(Fold fold, Value value, Views views) {
    Source folded = views.of(value.operand(0));
    Primitive primitive = folded.root().primitive();
    return primitive instanceof ConvolutionInputAdjoint
            && folded.isWhole()
            && folded.root().type().equals(value.operand(0).type())
            && isSpatial(fold.padding())
        ? new PaddedConvolution(
            folded.root(), spatial(fold.padding()), sources(folded.root(), views))
        : null;
  }

  private static List<Source> sources(Value value, Views views) {
    return Stream.of(value.operand(0), value.operand(1)).map(views::of).toList();
  }

  private static boolean isSpatial(List<Padding> padding) {
    return padding.stream().limit(SPATIAL).allMatch(one -> one.low() == 0 && one.high() == 0);
  }

  private static List<Padding> spatial(List<Padding> padding) {
    return padding.stream().skip(SPATIAL).toList();
  }
}
