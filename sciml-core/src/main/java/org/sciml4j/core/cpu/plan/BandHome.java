package org.sciml4j.core.cpu.plan;

import java.util.List;

/**
 * A concatenation that is to be put over an input.
 *
 * @param parts what is joined
 * @param readers what reads the input
 * @param input where it lies
 * @param move lets the concatenation lie there
 */
record BandHome(List<Node> parts, List<Node> readers, Place input, Runnable move) {}
