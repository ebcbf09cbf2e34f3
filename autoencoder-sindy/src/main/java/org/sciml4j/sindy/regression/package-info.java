/** Sparse regression: which few columns of Θ explain the targets, and with what coefficients. */
package org.sciml4j.sindy.regression;
