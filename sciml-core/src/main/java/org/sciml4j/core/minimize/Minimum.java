package org.sciml4j.core.minimize;

/**
 * How a minimisation ended.
 *
 * @param reason why it stopped
 * @param value the function where it stopped
 * @param gradientNorm largest magnitude of a component of the gradient there
 * @param iterations steps taken
 * @param evaluations evaluations of value and gradient
 */
public record Minimum(
    StopReason reason, double value, double gradientNorm, long iterations, long evaluations) {}
