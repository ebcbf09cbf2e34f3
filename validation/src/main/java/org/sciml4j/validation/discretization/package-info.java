/** The study of learned discretisations: Burgers' equation on grids too coarse for its shocks. */
package org.sciml4j.validation.discretization;
