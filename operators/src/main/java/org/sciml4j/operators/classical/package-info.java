/** The published stencils, and the recognition of them in unknown ones. */
package org.sciml4j.operators.classical;
