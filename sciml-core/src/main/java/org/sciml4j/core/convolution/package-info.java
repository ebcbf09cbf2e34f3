/**
 * Convolutions, pools, padding and their adjoints on the CPU, single and double precision. Every
 * class here is planned once for its shapes and runs on memory given by absolute addresses.
 */
package org.sciml4j.core.convolution;
