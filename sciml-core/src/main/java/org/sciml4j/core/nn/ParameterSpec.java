package org.sciml4j.core.nn;

import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.nn.init.Initializer;

/**
 * A parameter or a state before it has numbers.
 *
 * @param name its path, for example {@code dense_1/kernel}
 * @param type element type and extents
 * @param initializer its initial numbers
 * @param trainable whether training changes it by its gradient
 */
public record ParameterSpec(
    String name, TensorType type, Initializer initializer, boolean trainable) {}
