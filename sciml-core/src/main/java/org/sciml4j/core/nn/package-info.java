/**
 * Networks as functions of values: layers declare their parameters on a scope while they are
 * applied, tracing turns them into a graph.
 */
package org.sciml4j.core.nn;
