package org.sciml4j.core.elementwise;

/**
 * A result of an {@link ElementwiseChain} that is written to memory.
 *
 * @param argument the operand or step, numbered as in {@link Step}
 * @param view where its numbers go; no two points share a place
 */
public record Store(int argument, View view) {}
