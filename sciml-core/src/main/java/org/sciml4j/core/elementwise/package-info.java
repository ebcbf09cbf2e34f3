/**
 * CPU kernels for everything that is neither a matrix product nor a convolution: fused elementwise
 * chains, reductions, strided copies, indexing and random numbers, on native memory.
 */
package org.sciml4j.core.elementwise;
