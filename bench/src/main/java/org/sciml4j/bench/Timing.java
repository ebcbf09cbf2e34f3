package org.sciml4j.bench;

/**
 * Milliseconds per call.
 *
 * @param median of several blocks of calls
 * @param minimum of the blocks
 */
public record Timing(double median, double minimum) {}
