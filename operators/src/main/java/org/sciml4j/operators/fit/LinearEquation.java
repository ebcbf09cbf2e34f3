package org.sciml4j.operators.fit;

import org.sciml4j.core.correlation.DoubleDouble;

/**
 * {@code sum_i weights[i] * coefficient[i] = value}.
 *
 * @param weights one per unknown
 * @param reason the constraint it comes from, in words
 */
record LinearEquation(DoubleDouble[] weights, DoubleDouble value, String reason) {}
