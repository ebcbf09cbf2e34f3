/** Whole training steps of small networks of the kinds this toolkit trains. */
package org.sciml4j.bench.step;
