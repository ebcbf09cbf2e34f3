/** Losses: a single number, the mean over the batch. */
package org.sciml4j.core.nn.loss;
