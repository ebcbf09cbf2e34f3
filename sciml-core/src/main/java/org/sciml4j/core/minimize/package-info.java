/**
 * Minimisers that know a function only by its values and gradients, or by its residuals and their
 * Jacobian.
 */
package org.sciml4j.core.minimize;
