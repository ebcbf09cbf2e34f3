/** Fields on grids in time, and evolution equations for them. */
package org.sciml4j.sindy.field;
