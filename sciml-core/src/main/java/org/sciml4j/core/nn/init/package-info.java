/** Initial values of parameters. */
package org.sciml4j.core.nn.init;
