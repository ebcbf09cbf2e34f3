package org.sciml4j.core.stencil;

/** What one call of a sweep works on; one object is reused so that a call allocates nothing. */
final class SweepArguments {
  Object u;
  Object out;
  long source;
  long result;
  boolean step;
  double a;
  double b;
}
