/** Polynomials of fields and their derivatives: what trained right-hand sides are written as. */
package org.sciml4j.pde.symbolic;
