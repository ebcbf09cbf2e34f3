package org.sciml4j.pde.discretization;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.operators.AxisNames;
import org.sciml4j.pde.discretization.FieldEquation.Factor;
import org.sciml4j.pde.discretization.FieldEquation.Term;

/** Reads the text of equations, one token after the other. */
final class EquationReader {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)|(?<name>[A-Za-z]\\w*)"
              + "|(?<sign>[-+*/^()=;]))");
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final Pattern POWER = Pattern.compile("[" + SUPERSCRIPTS + "]+");
  private static final int HIGHEST_POWER = 9;

  private final String text;
  private final List<String> variables;
  private final List<String> axes;
  private final List<String> tokens = new ArrayList<>();
  private int next;

  EquationReader(String text, List<String> variables, int dims) {
    this.text = text;
    this.variables = variables;
    axes = AxisNames.standard(dims);
    String plain =
        POWER
            .matcher(text.strip().replace('−', '-'))
            .replaceAll(
                power ->
                    "^"
                        + power
                            .group()
                            .chars()
                            .map(c -> SUPERSCRIPTS.indexOf(c))
                            .mapToObj(Integer::toString)
                            .reduce("", String::concat))
            .replaceAll("\\s*\\R\\s*", ";");
    Matcher matcher = TOKEN.matcher(plain);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
    if (end < plain.length()) {
      throw wrong("'" + plain.substring(end).strip() + "'", "numbers, names and + - * / ^ ( )");
    }
  }

  FieldEquation read() {
    List<List<Term>> rates = new ArrayList<>(Collections.nCopies(variables.size(), null));
    do {
      if (next == tokens.size() && next > 0) {
        break;
      }
      String left = take();
      int variable =
          left.endsWith("_t") ? variables.indexOf(left.substring(0, left.length() - 2)) : -1;
      if (variable < 0 || rates.get(variable) != null) {
        throw wrong("'" + left + "' on the left", "each of " + leftSides() + " once");
      }
      require("=");
      rates.set(variable, sum(-1));
    } while (accept(";"));
    if (next < tokens.size()) {
      throw wrong("'" + tokens.get(next) + "'", "a sign between terms");
    }
    if (rates.contains(null)) {
      throw wrong(
          "nothing about " + leftSides().get(rates.indexOf(null)), "each of " + leftSides());
    }
    return new FieldEquation(variables, axes.size(), rates);
  }

  private List<String> leftSides() {
    return variables.stream().map(name -> name + "_t").toList();
  }

  /** Terms with their signs, of a flux along an axis where that is not -1. */
  private List<Term> sum(int along) {
    List<Term> terms = new ArrayList<>();
    double sign = accept("-") ? -1 : 1;
    if (sign > 0) {
      accept("+");
    }
    while (true) {
      terms.addAll(term(sign, along));
      if (accept("+")) {
        sign = 1;
      } else if (accept("-")) {
        sign = -1;
      } else {
        return terms.stream().filter(term -> term.coefficient() != 0).toList();
      }
    }
  }

  private List<Term> term(double sign, int along) {
    double coefficient = sign;
    List<Factor> product = new ArrayList<>();
    List<Term> flux = null;
    int from = next;
    boolean divides = false;
    boolean multiplies = false;
    while (next < tokens.size()) {
      String token = tokens.get(next);
      if (Character.isDigit(token.charAt(0)) || token.charAt(0) == '.') {
        double number = Double.parseDouble(take());
        coefficient *= divides ? 1 / number : number;
      } else if (Character.isLetter(token.charAt(0)) && !divides) {
        int axis = divergence(token);
        if (axis < 0) {
          Factor factor = factor(take());
          product.addAll(Collections.nCopies(power(), factor));
        } else if (along < 0 && flux == null && product.isEmpty()) {
          next += 2;
          flux = sum(axis);
          require(")");
        } else {
          throw wrong(
              "'" + token + "(' within a product", "d_" + axes.getLast() + "(...) times a number");
        }
      } else {
        break;
      }
      divides = accept("/");
      multiplies = !divides && accept("*");
    }
    if (next == from || divides || multiplies || (flux != null && !product.isEmpty())) {
      throw wrong(
          next < tokens.size() ? "'" + tokens.get(next) + "'" : "the end",
          "a term, as in 0.1 u_xx");
    }
    if (!Double.isFinite(coefficient)) {
      throw wrong("a coefficient of " + coefficient, "finite numbers");
    }
    double all = coefficient;
    return flux == null
        ? List.of(new Term(all, product, along))
        : flux.stream().map(t -> new Term(all * t.coefficient(), t.product(), t.along())).toList();
  }

  /** The axis of {@code d_x(}, or -1 where the tokens are something else. */
  private int divergence(String token) {
    boolean isOne =
        token.startsWith("d_")
            && !variables.contains(token)
            && next + 1 < tokens.size()
            && tokens.get(next + 1).equals("(");
    return isOne ? axes.indexOf(token.substring(2)) : -1;
  }

  private Factor factor(String name) {
    if (variables.contains(name)) {
      return new Factor(variables.indexOf(name), 0, 0);
    }
    int at = name.lastIndexOf('_');
    int variable = at < 0 ? -1 : variables.indexOf(name.substring(0, at));
    String letters = name.substring(at + 1);
    if (variable < 0 || !letters.chars().allMatch(c -> axes.contains("" + (char) c))) {
      throw wrong("'" + name + "'", "one of " + variables + " or a derivative along " + axes);
    }
    if (letters.chars().distinct().count() > 1) {
      throw wrong("'" + name + "'", "derivatives along one axis, such as u_xx");
    }
    return new Factor(variable, letters.length(), axes.indexOf(letters.substring(0, 1)));
  }

  private int power() {
    if (!accept("^")) {
      return 1;
    }
    String number = take();
    if (!number.matches("[1-" + HIGHEST_POWER + "]")) {
      throw wrong("'^" + number + "'", "a whole power of 1 to " + HIGHEST_POWER);
    }
    return Integer.parseInt(number);
  }

  private boolean accept(String token) {
    boolean isNext = next < tokens.size() && tokens.get(next).equals(token);
    next += isNext ? 1 : 0;
    return isNext;
  }

  private void require(String token) {
    if (!accept(token)) {
      throw wrong(
          next < tokens.size() ? "'" + tokens.get(next) + "'" : "the end", "'" + token + "'");
    }
  }

  private String take() {
    if (next == tokens.size()) {
      throw wrong("the end", "an equation such as u_t = -u u_x + 0.1 u_xx");
    }
    return tokens.get(next++);
  }

  private InvalidInputException wrong(String found, String expected) {
    return new InvalidInputException(
        "equation '" + text.strip().replaceAll("\\s*\\R\\s*", "; ") + "'",
        "with " + found,
        expected,
        "write for example u_t = -u u_x + 0.1 u_xx");
  }
}
