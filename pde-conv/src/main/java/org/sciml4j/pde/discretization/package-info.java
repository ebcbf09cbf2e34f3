/**
 * Learned discretisations: stencils whose coefficients a small network chooses point by point among
 * those of a given accuracy, inside plain, conservative and Godunov forms.
 */
package org.sciml4j.pde.discretization;
