/**
 * Time steps of {@code du/dt = F(u)} for a right-hand side that is a layer: with forward Euler a
 * residual block.
 */
package org.sciml4j.pde.scheme;
