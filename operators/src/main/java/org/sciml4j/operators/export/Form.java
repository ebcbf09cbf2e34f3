package org.sciml4j.operators.export;

/** The two functions that every source has. */
enum Form {
  /** {@code out = K*u + bias}. */
  APPLY("", "K*u + bias", "out = K*u + bias."),
  /** {@code out = a*base + b*(K*u + bias)}. */
  STEP(
      "_step",
      "a*base + b*(K*u + bias)",
      "out = a*base + b*(K*u + bias); base has the shape of u and may be u.");

  private final String suffix;
  private final String formula;
  private final String sentence;

  Form(String suffix, String formula, String sentence) {
    this.suffix = suffix;
    this.formula = formula;
    this.sentence = sentence;
  }

  /** What the function's name ends in. */
  String suffix() {
    return suffix;
  }

  /** What a value of the result is. */
  String formula() {
    return formula;
  }

  /** What the function does. */
  String sentence() {
    return sentence;
  }

  /** The text where this is the step form, otherwise nothing. */
  String ifStep(String text) {
    return this == STEP ? text : "";
  }
}
