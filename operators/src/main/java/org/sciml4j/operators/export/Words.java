package org.sciml4j.operators.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.operators.export.StencilProgram.Dim;
import org.sciml4j.operators.export.StencilProgram.Term;

/** Phrases that read the same in C, CUDA C++ and Java. */
final class Words {
  private Words() {}

  static String of(BoundaryMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Statements that return {@link BoundaryMode#source} of {@code i} among {@code n} points.
   *
   * @param integer the type of an index that does not change
   */
  static List<String> sourceBody(BoundaryMode mode, String integer) {
    return switch (mode) {
      case PERIODIC ->
          List.of(
              "if (i >= 0 && i < n) return i;",
              "i %= n;",
              "return i < 0 ? i + n : i;");
      case ZERO -> List.of("return i >= 0 && i < n ? i : -1;");
      case REFLECT ->
          List.of(
              "if (i >= 0 && i < n) return i;",
              "if (n == 1) return 0;",
              integer + " period = 2 * (n - 1);",
              "i %= period;",
              "if (i < 0) i += period;",
              "return i < n ? i : period - i;");
      case REPLICATE -> List.of("return i < 0 ? 0 : i < n ? i : n - 1;");
      case VALID -> throw new IllegalArgumentException("nothing stands beyond a VALID edge");
    };
  }

  /** {@code i0, i1, i2}. */
  static String indices(List<Dim> dims) {
    return dims.stream().map(Dim::index).collect(Collectors.joining(", "));
  }

  /** Row-major position of the point whose indices are named by a letter and the axis. */
  static String flat(StencilProgram p, String letter) {
    String position = letter + "0";
    for (int axis = 1; axis < p.rank(); axis++) {
      position = (axis > 1 ? "(" + position + ")" : position) + " * n" + axis + " + " + letter + axis;
    }
    return position;
  }

  /** Position of the first point of the row of {@code u} at the outer indices. */
  static String rowOf(List<Dim> dims) {
    return dims.size() == 2 ? "i0 * n1" : "(i0 * n1 + i1) * n2";
  }

  /** Position of the first point of the row of {@code out} at the outer indices. */
  static String outRow(StencilProgram p) {
    String position = inner(p.dims().get(0).index(), p.dims().get(0).margin());
    for (Dim dim : p.dims().subList(1, p.rank())) {
      String size = inner(dim.size(), 2 * dim.margin());
      position = position + " * " + size;
      if (dim.axis() < p.rank() - 1) {
        position = "(" + position + " + " + StencilProgram.plus(dim.index(), -dim.margin()) + ")";
      }
    }
    return position;
  }

  /** A condition on the source indices of all axes that may have none; empty if none may. */
  static String ifInside(StencilProgram p, String and) {
    String condition =
        p.dims().stream()
            .filter(Dim::reachesNothing)
            .map(dim -> "j" + dim.axis() + " >= 0")
            .collect(Collectors.joining(and));
    return condition.isEmpty() ? "" : "if (" + condition + ") ";
  }

  /** Definitions of the indices and of the starts of all input rows of an output row. */
  static List<String> rowStarts(StencilProgram p, BiFunction<Dim, String, String> source) {
    List<String> definitions = new ArrayList<>();
    for (Dim dim : p.outer()) {
      if (dim.reachesOut()) {
        for (int offset : p.offsetsAlong(dim)) {
          definitions.add(
              dim.neighbour(offset) + " = " + source.apply(dim, dim.shifted(offset)));
        }
      }
    }
    if (p.rank() > 1) {
      List<List<Integer>> rows = p.rows();
      for (int row = 0; row < rows.size(); row++) {
        definitions.add("r" + row + " = " + start(p, rows.get(row)));
      }
    }
    return definitions;
  }

  /** {@code r3 + } for a term in the fourth input row; empty in one dimension. */
  static String rowStart(StencilProgram p, Term term) {
    return p.rank() == 1 ? "" : "r" + p.rows().indexOf(term.row()) + " + ";
  }

  /**
   * Definitions of {@code begin}, {@code from}, {@code to_end}, {@code end}: a row's output runs
   * from {@code begin} to {@code end}, its interior from {@code from} to {@code to_end}.
   */
  static List<String> rowRange(StencilProgram p, String integer) {
    Dim last = p.last();
    List<String> definitions = new ArrayList<>();
    String end = StencilProgram.plus(last.size(), -last.margin());
    if (!p.hasEdges()) {
      return List.of(
          integer + "from = " + last.margin() + ";", integer + "to_end = " + end + ";");
    }
    definitions.add(integer + "begin = " + last.margin() + ";");
    definitions.add(integer + "end = " + end + ";");
    String from = "begin";
    String toEnd = "end";
    if (last.reachesOut()) {
      definitions.add(integer + "low = " + last.low() + " < end ? " + last.low() + " : end;");
      definitions.add(
          integer + "high = low < " + StencilProgram.plus("end", -last.high()) + " ? "
          + StencilProgram.plus("end", -last.high()) + " : low;");
      from = "low";
      toEnd = "high";
    }
    String whole = whole(p);
    definitions.add(integer + "from = " + (whole.isEmpty() ? from : whole + " ? " + from + " : end") + ";");
    definitions.add(integer + "to_end = " + (whole.isEmpty() ? toEnd : whole + " ? " + toEnd + " : end") + ";");
    return definitions;
  }

  /** A condition that no input row is missing; empty where none can be. */
  static String whole(StencilProgram p) {
    return p.outer().stream()
        .filter(Dim::reachesNothing)
        .map(dim -> inside(dim, " && "))
        .collect(Collectors.joining(" && "));
  }

  /** A condition that the stencil does not look beyond the edge along one axis. */
  static String inside(Dim dim, String and) {
    return dim.index() + " >= " + dim.low() + and + dim.index() + " < "
        + StencilProgram.plus(dim.size(), -dim.high());
  }

  private static String start(StencilProgram p, List<Integer> row) {
    String first = p.dims().get(0).neighbour(row.get(0));
    if (p.rank() == 2) {
      return inParentheses(first) + " * n1";
    }
    return "(" + inParentheses(first) + " * n1 + " + p.dims().get(1).neighbour(row.get(1)) + ") * n2";
  }

  private static String inner(String size, int amount) {
    return amount == 0 ? size : "(" + size + " - " + amount + ")";
  }

  private static String inParentheses(String expression) {
    return expression.contains(" ") ? "(" + expression + ")" : expression;
  }
}
