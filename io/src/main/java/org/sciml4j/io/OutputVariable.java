package org.sciml4j.io;

import java.util.Map;

/**
 * A variable to be written.
 *
 * @param name its name
 * @param type {@link RawType#FLOAT} or {@link RawType#DOUBLE}
 * @param axes positions of its axes in the schema, slowest first
 * @param attributes a String, a Number or a List of Numbers each
 */
record OutputVariable(String name, RawType type, int[] axes, Map<String, Object> attributes) {}
