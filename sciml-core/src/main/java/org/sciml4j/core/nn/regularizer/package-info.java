/** Penalties on the size of weights and activities. */
package org.sciml4j.core.nn.regularizer;
