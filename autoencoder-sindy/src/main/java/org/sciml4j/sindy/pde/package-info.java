/** Partial differential equations from data of fields. */
package org.sciml4j.sindy.pde;
