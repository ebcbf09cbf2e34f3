/**
 * The reference device: graphs run operation by operation on ND4J arrays. Slow, but shares no
 * kernel with the others.
 */
package org.sciml4j.core.device.nd4j;
