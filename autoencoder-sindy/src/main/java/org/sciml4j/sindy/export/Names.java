package org.sciml4j.sindy.export;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.expression.Variable;

/**
 * Names that are legal in every language, the same in all of them.
 *
 * @param function name of the function
 * @param variables the name of each variable
 */
record Names(String function, Map<Variable, String> variables) {
  private static final int LONGEST_FUNCTION = 48;
  private static final int LONGEST_VARIABLE = 24;

  /** Words that at least one of the languages, or the text we write, keeps for itself. */
  private static final Set<String> RESERVED =
      Set.of(
          """
          abs abstract acos and as asin assert associate async atan auto await block boolean break
          byte call case catch char class complex const contains continue cos cosh cycle def
          default del dble dimension do double elif else elseif end endif enum except exit exp
          extends extern final finally float for from function global goto if implements implicit
          import in inline input instanceof int integer interface intent is lambda log logical long
          main math merge module native new none nonlocal not np null only or out package pass pow
          print private program protected public pure raise rate real real64 record register
          restrict result return save short sign signed signum sin sinh sizeof sqrt state static
          stop strictfp struct subroutine super switch synchronized tan tanh target then this
          throw throws to transient true try type typedef union unsigned use value var void
          volatile where while with yield
          """
              .strip()
              .split("\\s+"));

  static Names of(RightHandSide equations, String function) {
    if (!function.matches("[A-Za-z][A-Za-z0-9_]{0," + (LONGEST_FUNCTION - 1) + "}")
        || RESERVED.contains(function.toLowerCase(Locale.ROOT))) {
      throw new InvalidInputException(
          "function name",
          "'" + function + "'",
          "1 to " + LONGEST_FUNCTION + " letters, digits and underscores that are no keyword",
          "choose one like 'lorenz'");
    }
    Map<Variable, String> names = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    String own = function.toLowerCase(Locale.ROOT);
    taken.addAll(List.of(own, own + "_sign", own + "_equations"));
    List<Variable> all =
        Stream.concat(equations.states().stream(), equations.inputs().stream()).toList();
    for (Variable variable : all) {
      String legal = legal(variable.name());
      String name = legal;
      for (int copy = 2; !taken.add(name.toLowerCase(Locale.ROOT)); copy++) {
        name = legal + "_" + copy;
      }
      names.put(variable, name);
    }
    return new Names(function, names);
  }

  private static String legal(String name) {
    StringBuilder legal = new StringBuilder();
    name.codePoints().forEach(c -> legal.append(legal(c)));
    if (!legal.substring(0, 1).matches("[A-Za-z]")) {
      legal.insert(0, 'v');
    }
    legal.setLength(Math.min(legal.length(), LONGEST_VARIABLE));
    return RESERVED.contains(legal.toString().toLowerCase(Locale.ROOT))
        ? legal + "_"
        : legal.toString();
  }

  private static String legal(int c) {
    if (c < 128 && Character.isLetterOrDigit(c)) {
      return Character.toString(c);
    }
    if (c == '\'') {
      return "_dot";
    }
    if (Character.UnicodeScript.of(c) == Character.UnicodeScript.GREEK && Character.isLetter(c)) {
      String[] words = Character.getName(c).toLowerCase(Locale.ROOT).split(" ");
      return words.length > 3 ? words[3] : "_";
    }
    return "_";
  }
}
