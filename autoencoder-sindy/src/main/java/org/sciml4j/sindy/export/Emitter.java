package org.sciml4j.sindy.export;

/** Writes a right-hand side in one language. */
interface Emitter {
  String emit(RightHandSide equations, Names names);
}
