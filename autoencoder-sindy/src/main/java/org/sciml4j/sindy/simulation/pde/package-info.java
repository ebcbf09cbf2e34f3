/** Solves evolution equations of fields on periodic grids by spectral methods. */
package org.sciml4j.sindy.simulation.pde;
