package org.sciml4j.core.cpu.plan;

import java.util.List;
import org.sciml4j.core.elementwise.ElementwiseChain;

/**
 * A group of elementwise nodes as one chain.
 *
 * @param chain what is computed
 * @param operands where its operands lie, on its iteration space; {@code null} for numbers
 * @param stored the nodes whose results are written, one for each store
 * @param results where they are written
 */
record FusedChain(
    ElementwiseChain chain, List<Place> operands, List<Node> stored, List<Place> results) {}
