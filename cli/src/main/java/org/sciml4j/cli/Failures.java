package org.sciml4j.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.List;
import org.sciml4j.core.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns failures into one line on standard error: exit code 2 for input that cannot be worked with,
 * 1 for anything unforeseen.
 */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  static final int UNFORESEEN = 1;
  static final int BAD_INPUT = 2;

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String message = failure.getMessage().replaceFirst("^Error: ", "");
    if (failure instanceof UnmatchedArgumentException unmatched) {
      if (!command.getSubcommands().isEmpty() && !unmatched.isUnknownOption()) {
        message =
            "command '"
                + unmatched.getUnmatched().getFirst()
                + "' is unknown, expected one of "
                + String.join(", ", command.getSubcommands().keySet());
      }
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        message += "; did you mean " + String.join(" or ", suggestions) + "?";
      }
    }
    if (List.of(arguments).contains("--stacktrace")) {
      failure.printStackTrace(command.getErr());
    }
    print(command.getErr(), message);
    return BAD_INPUT;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    return report(command, failure, parsed.originalArgs().toArray(String[]::new));
  }

  /** Prints one line about a failure and answers the exit code. */
  static int report(CommandLine command, Throwable failure, String... arguments) {
    boolean traced = List.of(arguments).contains("--stacktrace");
    if (traced) {
      failure.printStackTrace(command.getErr());
    }
    String where = traced ? "" : "; run again with --stacktrace to see where";
    return switch (failure) {
      case InvalidInputException _ -> {
        print(command.getErr(), failure.getMessage());
        yield BAD_INPUT;
      }
      case InvalidPathException path -> {
        print(
            command.getErr(),
            "file name '"
                + path.getInput()
                + "' cannot be used ("
                + path.getReason()
                + "), expected one that this system can write; where it holds letters beyond ASCII,"
                + " set LC_ALL=C.UTF-8");
        yield BAD_INPUT;
      }
      case OutOfMemoryError _ -> {
        print(
            command.getErr(),
            "out of memory ("
                + failure.getMessage()
                + "); set SCIML_JAVA_OPTIONS=-Xmx8g or work on a part with --slice"
                + where);
        yield UNFORESEEN;
      }
      default -> {
        print(command.getErr(), "unexpected " + failure + where);
        yield UNFORESEEN;
      }
    };
  }

  private static void print(PrintWriter err, String message) {
    err.println("sciml: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    err.flush();
  }
}
