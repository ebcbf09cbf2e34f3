/** Activation functions, each a layer too. */
package org.sciml4j.core.nn.activation;
