/** Trajectories of equations: ordinary differential equations solved, maps iterated. */
package org.sciml4j.sindy.simulation;
