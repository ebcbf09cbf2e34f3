package org.sciml4j.sindy.differentiation;

/**
 * A differentiated run of samples.
 *
 * @param smoothed the values whose derivative it is: the samples themselves unless the method
 *     smooths
 * @param values of the derivative at the same times
 */
public record Derivative(double[] smoothed, double[] values) {}
