/** What fields are beyond the ends of their axes, for each axis and side. */
package org.sciml4j.pde.boundary;
