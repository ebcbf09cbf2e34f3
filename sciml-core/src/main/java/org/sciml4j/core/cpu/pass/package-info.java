/** Transformations of graphs into equal but cheaper ones, before a device compiles them. */
package org.sciml4j.core.cpu.pass;
