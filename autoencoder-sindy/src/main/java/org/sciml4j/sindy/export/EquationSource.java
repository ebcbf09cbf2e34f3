package org.sciml4j.sindy.export;

/**
 * Turns equations into source text without dependencies, for a simulation code in another language.
 *
 * <pre>{@code
 * String c = EquationSource.in(Language.C).of(new RightHandSide(states, rates), "lorenz");
 * }</pre>
 *
 * <p>The text defines one function, {@code lorenz(state, input, rate)} on arrays of double
 * precision in the order of {@link RightHandSide#states} and {@link RightHandSide#inputs}; without
 * inputs it is {@code lorenz(state, rate)}. It allocates nothing, and {@code rate} may be {@code
 * state}. In Java it is the static method {@code rate} of the class {@code Lorenz}, in Python
 * {@code lorenz(state, input)} returns the rates, of one state or of {@code [state, sample]} at
 * once, in Fortran it is a pure subroutine of the module {@code lorenz_equations}.
 *
 * <p>Variables keep their names where these are legal. Greek letters are spelt out, a prime becomes
 * {@code _dot}, any other character an underscore; a leading digit or underscore gets a {@code v}
 * before it, a word that one of the languages keeps for itself an underscore behind it, and a name
 * that is taken by then, in whatever case, {@code _2}, {@code _3} and so on.
 */
public final class EquationSource {
  private final Language language;

  private EquationSource(Language language) {
    this.language = language;
  }

  /** Source text in this language. */
  public static EquationSource in(Language language) {
    return new EquationSource(language);
  }

  /**
   * Source of the right-hand side.
   *
   * @param functionName a name that is legal in every language
   * @throws org.sciml4j.core.InvalidInputException if the name is not legal, or, but for LaTeX, a
   *     rate has space derivatives or functions of the user
   */
  public String of(RightHandSide equations, String functionName) {
    return language.emitter().emit(equations, Names.of(equations, functionName));
  }
}
