package org.sciml4j.operators.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.operators.export.StencilProgram.Dim;
import org.sciml4j.operators.export.StencilProgram.Term;

/** Phrases that read the same in C, CUDA C++ and Java. */
final class Words {
  static final String SOURCE_COMMENT =
      "// Index of the value that stands at i, which may lie beyond the n points; -1 for none.";

  private Words() {}

  static String of(BoundaryMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  static String join(List<Dim> dims, String separator, Function<Dim, String> text) {
    return dims.stream().map(text).collect(Collectors.joining(separator));
  }

  /** The index of each axis after a prefix. */
  static String each(List<Dim> dims, String prefix) {
    return join(dims, "", dim -> prefix + dim.index());
  }

  /**
   * Statements that return {@link BoundaryMode#source} of {@code i} among {@code n} points.
   *
   * @param integer the type of an index that does not change
   */
  static String sourceBody(BoundaryMode mode, String integer) {
    return switch (mode) {
      case PERIODIC ->
          """
          if (i >= 0 && i < n) return i;
          i %= n;
          return i < 0 ? i + n : i;
          """;
      case ZERO -> "return i >= 0 && i < n ? i : -1;";
      case REFLECT ->
          """
          if (i >= 0 && i < n) return i;
          if (n == 1) return 0;
          INTEGER period = 2 * (n - 1);
          i %= period;
          if (i < 0) i += period;
          return i < n ? i : period - i;
          """
              .replace("INTEGER", integer);
      case REPLICATE -> "return i < 0 ? 0 : i < n ? i : n - 1;";
      case VALID -> throw new IllegalArgumentException("nothing stands beyond a VALID edge");
    };
  }

  /** Row-major position of the point whose indices are named by a letter and the axis. */
  static String flat(StencilProgram p, String letter) {
    String position = letter + "0";
    for (int axis = 1; axis < p.rank(); axis++) {
      String row = axis > 1 ? "(" + position + ")" : position;
      position = row + " * n" + axis + " + " + letter + axis;
    }
    return position;
  }

  /** Position of the first point of the row of {@code u} at the outer indices; empty in 1-D. */
  static String baseRow(StencilProgram p) {
    return switch (p.rank()) {
      case 1 -> "";
      case 2 -> "i0 * n1";
      default -> "(i0 * n1 + i1) * n2";
    };
  }

  /** Position of the first point of the row of {@code out} at the outer indices; empty in 1-D. */
  static String outRow(StencilProgram p) {
    if (p.rank() == 1) {
      return "";
    }
    Dim first = p.dims().getFirst();
    String position = reduced(first.index(), first.margin());
    for (Dim dim : p.dims().subList(1, p.rank())) {
      position = position + " * " + reduced(dim.size(), 2 * dim.margin());
      if (dim != p.last()) {
        position = "(" + position + " + " + StencilProgram.plus(dim.index(), -dim.margin()) + ")";
      }
    }
    return position;
  }

  /** A pointer to a position in an array. */
  static String pointer(String array, String position) {
    return position.isEmpty() ? array : array + " + " + position;
  }

  /** Statements for the indices of the input point that term {@code k} of a table reads. */
  static List<String> edgePoint(
      StencilProgram p, String integer, String table, BiFunction<Dim, String, String> source) {
    return p.dims().stream()
        .map(
            dim -> {
              String index = dim.index() + " + " + table + "[k][" + dim.axis() + "]";
              String point = dim.reachesOut() ? source.apply(dim, index) : index;
              return integer + "j" + dim.axis() + " = " + point + ";";
            })
        .toList();
  }

  /** A condition on the input point of all axes that may have none; empty if none may. */
  static String ifInside(StencilProgram p) {
    String condition =
        p.dims().stream()
            .filter(Dim::reachesNothing)
            .map(dim -> "j" + dim.axis() + " >= 0")
            .collect(Collectors.joining(" && "));
    return condition.isEmpty() ? "" : "if (" + condition + ") ";
  }

  /** The statement that adds one term to {@code sum}. */
  static String add(StencilProgram p, Term term, String suffix, String position) {
    String weight = p.number(Math.abs(term.weight())) + suffix;
    String sign = term.weight() < 0 ? "-" : "+";
    return "sum " + sign + "= " + weight + " * " + p.input(term) + "[" + position + "];";
  }

  /** Definitions of the indices and of the starts of all input rows of an output row. */
  static List<String> rowStarts(StencilProgram p, BiFunction<Dim, String, String> source) {
    List<String> definitions = new ArrayList<>();
    for (Dim dim : p.outer()) {
      if (dim.reachesOut()) {
        for (int offset : p.offsetsAlong(dim)) {
          definitions.add(dim.neighbour(offset) + " = " + source.apply(dim, dim.shifted(offset)));
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

  /** Position of a term's point at the running index of a row: {@code r3 + i1 - 1}. */
  static String inRow(StencilProgram p, Term term) {
    String index = p.last().shifted(term.shift());
    return p.rank() == 1 ? index : "r" + p.rows().indexOf(term.row()) + " + " + index;
  }

  /** Names of the starts of the rows that some terms read, each after a prefix; none in 1-D. */
  static String rowNumbers(StencilProgram p, List<Term> terms, String prefix) {
    return p.rank() == 1
        ? ""
        : terms.stream()
            .map(term -> p.rows().indexOf(term.row()))
            .distinct()
            .map(row -> prefix + "r" + row)
            .collect(Collectors.joining());
  }

  /**
   * Definitions of {@code begin}, {@code from}, {@code to_end}, {@code end}: a row's output runs
   * from {@code begin} to {@code end}, its interior from {@code from} to {@code to_end}.
   */
  static List<String> rowRange(StencilProgram p, String integer) {
    Dim last = p.last();
    String end = StencilProgram.plus(last.size(), -last.margin());
    if (!p.hasEdges()) {
      return List.of(integer + "from = " + last.margin() + ";", integer + "to_end = " + end + ";");
    }
    List<String> definitions = new ArrayList<>();
    definitions.add(integer + "begin = " + last.margin() + ";");
    definitions.add(integer + "end = " + end + ";");
    String from = "begin";
    String toEnd = "end";
    if (last.reachesOut()) {
      String most = StencilProgram.plus("end", -last.high());
      definitions.add(integer + "low = " + last.low() + " < end ? " + last.low() + " : end;");
      definitions.add(integer + "high = low < " + most + " ? " + most + " : low;");
      from = "low";
      toEnd = "high";
    }
    String whole = whole(p);
    String condition = whole.isEmpty() ? "" : whole + " ? ";
    String otherwise = whole.isEmpty() ? "" : " : end";
    definitions.add(integer + "from = " + condition + from + otherwise + ";");
    definitions.add(integer + "to_end = " + condition + toEnd + otherwise + ";");
    return definitions;
  }

  /** A condition that the stencil does not look beyond the edge along one axis. */
  static String inside(Dim dim) {
    String end = StencilProgram.plus(dim.size(), -dim.high());
    return dim.index() + " >= " + dim.low() + " && " + dim.index() + " < " + end;
  }

  /** A condition that no input row is missing; empty where none can be. */
  private static String whole(StencilProgram p) {
    return p.outer().stream()
        .filter(Dim::reachesNothing)
        .map(Words::inside)
        .collect(Collectors.joining(" && "));
  }

  private static String start(StencilProgram p, List<Integer> row) {
    String first = p.dims().getFirst().neighbour(row.getFirst());
    String factor = first.contains(" ") ? "(" + first + ")" : first;
    return p.rank() == 2
        ? factor + " * n1"
        : "(" + factor + " * n1 + " + p.dims().get(1).neighbour(row.get(1)) + ") * n2";
  }

  private static String reduced(String size, int amount) {
    return amount == 0 ? size : "(" + size + " - " + amount + ")";
  }
}
