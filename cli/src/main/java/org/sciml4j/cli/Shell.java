package org.sciml4j.cli;

/** Command lines that a reader can paste into a shell. */
final class Shell {
  /** The launcher sets this to the name that it was called by. */
  static final String PROGRAM = "sciml.program";

  private Shell() {}

  /** The name that this program was called by. */
  static String program() {
    return word(System.getProperty(PROGRAM, "sciml"));
  }

  /** Text as one word of a command line, in quotes where the shell would not leave it alone. */
  static String word(String text) {
    return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
