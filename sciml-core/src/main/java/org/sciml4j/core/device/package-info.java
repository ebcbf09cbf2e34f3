/** What runs graphs: devices, their memory and the programs they make. */
package org.sciml4j.core.device;
