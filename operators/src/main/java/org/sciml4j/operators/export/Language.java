package org.sciml4j.operators.export;

import org.sciml4j.core.EnumName;
import org.sciml4j.core.InvalidInputException;

/** A programming language that a stencil can be written in. */
public enum Language {
  /** C99, any compiler. */
  C("c", new CEmitter()),
  /** Fortran 2003, a module. */
  FORTRAN("f90", new FortranEmitter()),
  /** CUDA C++, a kernel and the host function that launches it. */
  CUDA("cu", new CudaEmitter()),
  /** Python 3 with NumPy. */
  PYTHON("py", new PythonEmitter()),
  /** Java 8 or newer, a final class of static methods. */
  JAVA("java", new JavaEmitter());

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
