/** Stencils found in data: least squares over grid points, with error bars and diagnostics. */
package org.sciml4j.operators.fit;
