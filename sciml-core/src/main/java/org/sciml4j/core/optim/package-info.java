/** Rules by which parameters follow gradients, gradient clipping and learning-rate schedules. */
package org.sciml4j.core.optim;
