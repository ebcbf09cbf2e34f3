/**
 * Networks that forecast fields without knowing an equation: convolutional and recurrent ones, and
 * the normalisation of their data.
 */
package org.sciml4j.pde.surrogate;
