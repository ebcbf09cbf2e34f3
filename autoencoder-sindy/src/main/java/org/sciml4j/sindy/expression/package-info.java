/** Symbolic terms: printed, evaluated over many samples, differentiated, written as source code. */
package org.sciml4j.sindy.expression;
