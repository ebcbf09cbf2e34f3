/** Derivatives of graphs, which are graphs again and can be differentiated to any order. */
package org.sciml4j.core.autodiff;
