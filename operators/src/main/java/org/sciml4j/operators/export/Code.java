package org.sciml4j.operators.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Source text in the making. Lines may hold names, {@code $x} or {@code ${x}}, which stand for what
 * was last {@link #set}.
 */
final class Code {
  private static final Pattern NAME = Pattern.compile("\\$(?:\\{(\\w+)}|([A-Za-z]+))");

  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> values = new HashMap<>();
  private final String indent;
  private int level;

  Code(String indent) {
    this.indent = indent;
  }

  /** Says what a name stands for; the value may hold names in turn. */
  Code set(String name, Object value) {
    values.put(name, expand(value.toString()));
    return this;
  }

  /** Lines at the present level. */
  Code write(String lines) {
    lines.lines().forEach(line -> raw(expand(line)));
    return this;
  }

  /** Lines at the present level. */
  Code write(List<String> lines) {
    lines.forEach(this::write);
    return this;
  }

  /** Lines that are taken as they are, each after a comment sign. */
  Code comment(String sign, List<String> lines) {
    lines.forEach(line -> raw((sign + line).stripTrailing()));
    return this;
  }

  /** An empty line. */
  Code gap() {
    text.append('\n');
    return this;
  }

  /** Lines that open a level. */
  Code open(String lines) {
    return write(lines).open();
  }

  /** Opens a level without a line. */
  Code open() {
    level++;
    return this;
  }

  /** A line that closes the present level. */
  Code close(String line) {
    return close().write(line);
  }

  /** Closes the present level without a line. */
  Code close() {
    level--;
    return this;
  }

  /** A line that closes the present level and opens another. */
  Code turn(String line) {
    return close().open(line);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void raw(String line) {
    if (!line.isEmpty()) {
      text.repeat(indent, level).append(line);
    }
    text.append('\n');
  }

  /** The line with its names replaced. */
  String expand(String line) {
    return NAME.matcher(line)
        .replaceAll(
            match -> {
              String value = values.get(match.group(1) == null ? match.group(2) : match.group(1));
              if (value == null) {
                throw new IllegalStateException("nothing is set for " + match.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
