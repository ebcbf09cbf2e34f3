/** The figures {@code sciml} writes: kernels, Fourier symbols and residual maps as PNG and SVG. */
package org.sciml4j.cli.figure;
