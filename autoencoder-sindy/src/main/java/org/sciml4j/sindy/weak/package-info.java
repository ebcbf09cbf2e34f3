/** The weak form of evolution equations: data are integrated against test functions. */
package org.sciml4j.sindy.weak;
