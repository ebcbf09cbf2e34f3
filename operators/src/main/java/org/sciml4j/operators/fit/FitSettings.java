package org.sciml4j.operators.fit;

import java.util.List;

/** How the coefficients were chosen, beyond the data. */
record FitSettings(List<Constraint> constraints, double ridge, double threshold) {}
