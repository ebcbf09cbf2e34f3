/**
 * Parts of right-hand sides {@code F(u)} as layers: derivatives by constrained stencils, what is
 * made of them, known terms, fields that do not change.
 */
package org.sciml4j.pde.rhs;
