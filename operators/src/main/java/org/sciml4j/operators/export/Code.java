package org.sciml4j.operators.export;

import java.util.List;

/** Source text in the making, line by line. */
final class Code {
  private final String indent;
  private final StringBuilder text = new StringBuilder();
  private int level;

  Code(String indent) {
    this.indent = indent;
  }

  /** A line at the present level; empty lines stay empty. */
  Code line(String line) {
    if (!line.isEmpty()) {
      text.repeat(indent, level).append(line);
    }
    text.append('\n');
    return this;
  }

  /** Lines at the present level. */
  Code lines(List<String> lines) {
    lines.forEach(this::line);
    return this;
  }

  /** Lines at the present level, each after a prefix such as a comment sign. */
  Code lines(String prefix, List<String> lines) {
    lines.forEach(line -> line((prefix + line).stripTrailing()));
    return this;
  }

  /** A line that opens a level. */
  Code open(String line) {
    line(line);
    level++;
    return this;
  }

  /** A line that closes the present level. */
  Code close(String line) {
    level--;
    return line(line);
  }

  /** Closes the present level and opens another. */
  Code turn(String line) {
    return close(line).deeper();
  }

  /** Opens a level without a line. */
  Code deeper() {
    level++;
    return this;
  }

  /** Closes the present level without a line. */
  Code shallower() {
    level--;
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
