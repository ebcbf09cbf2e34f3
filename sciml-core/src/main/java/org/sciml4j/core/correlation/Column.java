package org.sciml4j.core.correlation;

/**
 * One column of a data matrix whose rows are grid points: a channel seen at an offset.
 *
 * @param channel number of the channel
 * @param offset from the row's grid point, three whole numbers
 */
public record Column(int channel, int[] offset) {}
