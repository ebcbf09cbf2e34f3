/**
 * Computations as graphs: a closed set of primitive operations, each with its shape rule and its
 * forward and reverse derivative, from which every network is composed.
 */
package org.sciml4j.core.graph;
