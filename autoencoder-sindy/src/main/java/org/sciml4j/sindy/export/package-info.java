/** Right-hand sides of discovered equations as source text without dependencies. */
package org.sciml4j.sindy.export;
