/** The processor as a device: {@link org.sciml4j.core.cpu.CpuDevice} and what it compiles to. */
package org.sciml4j.core.cpu;
