/** How numbers, powers and estimates are written in what this library prints. */
package org.sciml4j.operators.notation;
