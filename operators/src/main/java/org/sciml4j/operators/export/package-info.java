/** Stencils as source text in other languages, for the time loops of simulation codes. */
package org.sciml4j.operators.export;
