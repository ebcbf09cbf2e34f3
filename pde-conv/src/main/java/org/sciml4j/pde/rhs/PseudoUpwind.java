package org.sciml4j.pde.rhs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sciml4j.core.autodiff.Autodiff;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.operators.MultiIndex;

/**
 * Stencils and what is made of them, where the kernels of first derivatives are mirrored by the
 * direction of transport (Long, Lu, Dong 2019, Journal of Computational Physics 399:108925, section
 * 2.4): the one learned stands where {@code ∂F_i/∂(∂u_i)} is positive, so that what is seen of
 * {@code u_t = c u_x} comes from the right, its mirror image elsewhere. Kernels that are odd anyway
 * are their own mirror images.
 *
 * @param stencils derivatives of all variables
 * @param terms what is made of them, one value for each variable
 */
public record PseudoUpwind(ConstrainedStencils stencils, Layer terms) implements Layer {
  @Override
  public Value apply(Value input, Scope scope) {
    Scope own = scope.of(stencils);
    Value kernels = stencils.kernels(own);
    Value given = stencils.apply(input, kernels);
    scope.called(stencils, given);
    Value mirrored = stencils.apply(input, mirrored(kernels));
    Value middle = given.plus(mirrored).times(0.5).stopGradient();
    Value tendencies = terms.apply(middle, scope);
    List<Value> channels = new ArrayList<>();
    int derivatives = stencils.derivatives().size();
    for (int variable = 0; variable < input.type().size(1); variable++) {
      Value speed =
          Autodiff.grad(tendencies.slice(1, variable, variable + 1).sum(), middle).stopGradient();
      for (int d = 0; d < derivatives; d++) {
        int channel = variable * derivatives + d;
        Value ahead = given.slice(1, channel, channel + 1);
        Value choice =
            speed
                .slice(1, channel, channel + 1)
                .greaterThan(0)
                .select(ahead, mirrored.slice(1, channel, channel + 1));
        channels.add(stencils.derivatives().get(d).order() == 1 ? choice : ahead);
      }
    }
    return terms.apply(Value.concat(1, channels.toArray(Value[]::new)), scope);
  }

  /** {@code q(-k)}, of the opposite sign for odd derivatives. */
  private Value mirrored(Value kernels) {
    int[] axes = IntStream.range(2, kernels.rank()).toArray();
    Value reversed = kernels.reverse(axes);
    Value[] rows = new Value[stencils.derivatives().size()];
    for (int d = 0; d < rows.length; d++) {
      MultiIndex alpha = stencils.derivatives().get(d);
      Value row = reversed.slice(0, d, d + 1);
      rows[d] = alpha.order() % 2 == 1 ? row.negate() : row;
    }
    return Value.concat(0, rows);
  }
}
