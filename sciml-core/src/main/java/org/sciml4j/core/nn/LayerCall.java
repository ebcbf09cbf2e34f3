package org.sciml4j.core.nn;

import org.sciml4j.core.graph.TensorType;

/**
 * A layer that was applied: a row of a summary.
 *
 * @param name its path, for example {@code encoder/dense_1}
 * @param kind its kind, for example {@code Dense}
 * @param output what it returned first
 */
public record LayerCall(String name, String kind, TensorType output) {}
