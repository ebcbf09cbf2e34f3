/** How samples over time become rows of a regression: derivatives, weak forms, steps of a map. */
package org.sciml4j.sindy.formulation;
