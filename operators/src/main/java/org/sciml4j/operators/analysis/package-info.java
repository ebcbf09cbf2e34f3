/** What a stencil does to waves and polynomials: moments, accuracy, symbol, stability. */
package org.sciml4j.operators.analysis;
