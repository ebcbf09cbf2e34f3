package org.sciml4j.pde.rhs;

import java.util.List;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.pde.symbolic.FieldPolynomial;

/**
 * A layer that computes the same polynomials of its channels at every point, {@code [n, channels,
 * space...]} to {@code [n, variables, space...]}.
 */
public sealed interface ClosedForm extends NamedLayer
    permits Polynomial, SelectedTerms, SymbolicNetwork {
  /** Number of polynomials. */
  int variables();

  /**
   * The terms up to some degree of the polynomials that parameters stand for. Each is exact; those
   * of higher degrees, of which nested products have very many, are left out.
   *
   * @param path the layer's own path, for example {@code symbolic_network}
   * @param channels number of channels of its input
   * @param highest degree of a term
   */
  List<FieldPolynomial> expand(Parameters parameters, String path, int channels, int highest);
}
