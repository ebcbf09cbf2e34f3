/**
 * What a trained block is as a scheme: its linear part, limits of its step, what it conserves, the
 * spectrum of its Jacobian, the paths through it.
 */
package org.sciml4j.pde.analysis;
