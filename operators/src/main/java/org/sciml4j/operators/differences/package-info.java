/** Finite differences with exact coefficients, and Fornberg's recurrence that makes them. */
package org.sciml4j.operators.differences;
