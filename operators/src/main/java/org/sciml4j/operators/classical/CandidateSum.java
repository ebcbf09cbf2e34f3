package org.sciml4j.operators.classical;

import java.util.List;

/**
 * A form a stencil may have: a sum of classical stencils with unknown factors, on top of the
 * identity or not.
 *
 * @param onIdentity whether the identity is added with factor one, as in the kernel of a time step
 * @param entries stencils with unknown factors
 */
record CandidateSum(boolean onIdentity, List<ClassicalStencil> entries) {
  /** Whether it is an averaging or image filter alone, which is what it is only unscaled. */
  boolean isFilter() {
    return entries.size() == 1 && !onIdentity && entries.getFirst().spacingPower() == 0;
  }

  /** Number of unknown factors. */
  int unknowns() {
    return entries.size();
  }
}
