package org.sciml4j.sindy.expression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sciml4j.core.InvalidInputException;

/** The numbers, names and signs of a text, one after the other. */
final class Tokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)"
              + "|(?<name>[\\p{L}_][\\p{L}\\p{N}_]*'*)|(?<quoted>`[^`]+`)"
              + "|(?<sign>\\*\\*|[-+*/^(),]))");

  private final String text;
  private final Matcher matcher;
  private int end;
  private boolean found;

  Tokens(String text) {
    this.text = text;
    this.matcher = TOKEN.matcher(text);
    next();
  }

  private void next() {
    matcher.region(end, text.length());
    found = matcher.lookingAt();
  }

  /** Where the present token starts, from 1. */
  int position() {
    int at = end;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at + 1;
  }

  private String token() {
    String token = matcher.group().strip();
    return token.equals("**") ? "^" : token;
  }

  /** Moves behind the present token and returns it. */
  String advance() {
    String token = token();
    end = matcher.end();
    next();
    return token;
  }

  boolean is(String sign) {
    return found && matcher.group("sign") != null && token().equals(sign);
  }

  boolean take(String sign) {
    boolean taken = is(sign);
    if (taken) {
      advance();
    }
    return taken;
  }

  boolean isNumber() {
    return found && matcher.group("number") != null;
  }

  boolean isName() {
    return found && matcher.group("name") != null;
  }

  boolean isQuoted() {
    return found && matcher.group("quoted") != null;
  }

  boolean startsFactor() {
    return isNumber() || isName() || isQuoted() || is("(");
  }

  boolean atEnd() {
    return position() > text.length();
  }

  /** The complaint that something else should stand here. */
  InvalidInputException expected(String what) {
    return expectedAt(position(), what);
  }

  /** The complaint that something else should stand at a position. */
  InvalidInputException expectedAt(int position, String what) {
    String there =
        position > text.length() ? "it ends" : "'" + text.substring(position - 1) + "' stands";
    return new InvalidInputException(
        "expression",
        "'" + text + "'",
        what + " at position " + position + " where " + there,
        "correct the text");
  }
}
