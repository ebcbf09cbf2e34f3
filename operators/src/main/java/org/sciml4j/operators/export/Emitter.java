package org.sciml4j.operators.export;

/** Writes a stencil program in one language. */
sealed interface Emitter permits CEmitter, FortranEmitter, CudaEmitter, PythonEmitter, JavaEmitter {

  /** The source text, ending in a line feed. */
  String emit(StencilProgram program);
}
