/** Timings of whole calls, in one line each, beside other systems in the same run. */
package org.sciml4j.bench;
