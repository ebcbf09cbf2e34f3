/** Short programs to copy, and the programs that made the sample data of {@code examples/data}. */
package org.sciml4j.examples;
