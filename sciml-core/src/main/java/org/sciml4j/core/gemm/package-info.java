/**
 * The matrix product on the CPU, single and double precision: {@link org.sciml4j.core.gemm.Gemm}.
 */
package org.sciml4j.core.gemm;
