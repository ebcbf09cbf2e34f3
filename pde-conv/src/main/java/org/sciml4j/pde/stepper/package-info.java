/** Trained time steps in the loop of a simulation code, and as source code. */
package org.sciml4j.pde.stepper;
