package org.sciml4j.core.modelfile;

import java.io.IOException;
import java.nio.file.Path;
import org.sciml4j.core.InvalidInputException;

/** Words errors about one file; text that the file holds is shortened and kept on one line. */
record FileFault(Path path) {
  /** The cure for a file that breaks the rules of its format. */
  static final String WRITE_AGAIN = "the file is damaged: write it again";

  private static final int LONGEST = 80;

  /** Something is wrong with the file as a whole. */
  InvalidInputException of(String fact, String expected, String remedy) {
    return new InvalidInputException(
        "file '" + path + "' " + fact + ", expected " + expected + "; " + remedy);
  }

  /** Something is wrong with one of its tensors. */
  InvalidInputException of(String tensor, String fact, String expected, String remedy) {
    return new InvalidInputException(
        "tensor "
            + quote(tensor)
            + " in file '"
            + path
            + "' "
            + fact
            + ", expected "
            + expected
            + "; "
            + remedy);
  }

  /** The operating system cannot read the file. */
  InvalidInputException of(IOException failure) {
    String reason =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return new InvalidInputException(
        "file '" + path + "' cannot be read: " + reason + "; check that it is whole", failure);
  }

  /** Text from a file, fit for a message. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("'");
    text.codePoints()
        .limit(LONGEST)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                quoted.append("\\u%04x".formatted(c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append(text.codePointCount(0, text.length()) > LONGEST ? "…'" : "'").toString();
  }
}
