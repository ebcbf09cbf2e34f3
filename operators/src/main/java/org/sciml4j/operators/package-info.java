/** Stencils: finite-difference operators on regular grids, classical and learned. */
package org.sciml4j.operators;
