/**
 * Reference solvers that make data for networks: published schemes for time-dependent partial
 * differential equations, each held to an exact solution or to its order.
 */
package org.sciml4j.validation.solver;
