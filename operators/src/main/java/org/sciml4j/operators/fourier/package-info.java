/** Discrete Fourier transforms of periodic fields in one to three dimensions, of any size. */
package org.sciml4j.operators.fourier;
