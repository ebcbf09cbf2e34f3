/** Trajectories: samples of named variables over time, what equations are found from. */
package org.sciml4j.sindy.data;
