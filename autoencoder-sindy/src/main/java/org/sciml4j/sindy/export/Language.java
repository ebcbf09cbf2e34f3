package org.sciml4j.sindy.export;

import org.sciml4j.core.EnumName;
import org.sciml4j.core.InvalidInputException;

/** A language that right-hand sides can be written in. */
public enum Language {
  /** C99, a function. */
  C("c", new CEmitter()),
  /** Fortran 2008, a module with a pure subroutine. */
  FORTRAN("f90", new FortranEmitter()),
  /** Java 8 or newer, a final class with a static method. */
  JAVA("java", new JavaEmitter()),
  /** Python 3 with NumPy, a function of one state or of many at once. */
  PYTHON("py", new PythonEmitter()),
  /** LaTeX, an {@code align} environment. */
  LATEX("tex", new LatexEmitter());

  private final String extension;
  private final Emitter emitter;

  Language(String extension, Emitter emitter) {
    this.extension = extension;
    this.emitter = emitter;
  }

  /**
   * The language of a name, whatever its case.
   *
   * @throws InvalidInputException if there is none, naming those there are
   */
  public static Language named(String name) {
    return EnumName.find(Language.class, "language", name);
  }

  /** What its source files end in, without the dot. */
  public String extension() {
    return extension;
  }

  /** Name of the source file of a function: that of its class in Java. */
  public String fileName(String function) {
    return (this == JAVA ? JavaEmitter.className(function) : function) + "." + extension;
  }

  Emitter emitter() {
    return emitter;
  }
}
