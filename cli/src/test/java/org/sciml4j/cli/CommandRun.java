package org.sciml4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One command line run in this process, with what it printed. */
record CommandRun(int exitCode, String out, String err) {
  /** Of a line without spaces in its arguments. */
  static CommandRun line(String line) {
    return of((Object[]) line.split(" "));
  }

  static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    CommandLine command =
        Sciml.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = Sciml.run(command, texts);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
