package org.sciml4j.sindy.field;

import org.sciml4j.sindy.expression.Expression;

/**
 * A term of an equation.
 *
 * @param coefficient what the expression is multiplied by
 * @param expression in the fields and their derivatives in space
 */
public record WeightedTerm(double coefficient, Expression expression) {}
