/** Plans: the instructions a graph becomes, the memory they share, and how they run. */
package org.sciml4j.core.cpu.plan;
