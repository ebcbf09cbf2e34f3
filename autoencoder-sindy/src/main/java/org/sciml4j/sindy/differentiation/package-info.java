/** Time derivatives of samples: differences, smoothers, splines and spectra. */
package org.sciml4j.sindy.differentiation;
