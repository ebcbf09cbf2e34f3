/**
 * The standard layers. Builders return changed copies: {@code Dense.of(64).activation(RELU)}.
 * Arrays are {@code [n, features]}, {@code [n, channels, spatial...]} or {@code [n, time,
 * features]}.
 */
package org.sciml4j.core.nn.layer;
