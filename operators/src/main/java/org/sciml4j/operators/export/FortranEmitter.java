package org.sciml4j.operators.export;

import static org.sciml4j.operators.export.StencilProgram.plus;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.export.StencilProgram.Dim;
import org.sciml4j.operators.export.StencilProgram.Term;

/**
 * Fortran 2003: a module. Fortran's first index runs fastest, so dimensions stand in reverse and
 * {@code u(i1, i0)} is the same memory as {@code u[i0][i1]} in C; indices count from one.
 */
final class FortranEmitter implements Emitter {
  private static final int WIDTH = 100;

  @Override
  public String emit(StencilProgram program) {
    return new Unit(program, new Code("  ")).emit();
  }

  private record Unit(StencilProgram p, Code code) {

    String emit() {
      code.lines("! ", p.description());
      code.line("!");
      code.line("! Dimensions stand in reverse, so that memory is as in a row-major file: u("
          + reversed(p.dims(), "i") + ").");
      code.line("! out shares no memory with others.");
      code.open("module " + p.name() + "_stencil");
      code.line("implicit none").line("private");
      code.line("public :: " + p.name() + ", " + p.name() + "_step");
      code.line(
          "integer, parameter :: wp = selected_real_kind("
          + (p.dtype() == DType.F64 ? "15, 307" : "6, 37") + ")");
      if (p.hasEdges()) {
        tables();
      }
      code.turn("contains");
      loop(false);
      loop(true);
      row(false);
      row(true);
      if (p.hasEdges()) {
        nearEdge();
      }
      p.modes().forEach(this::source);
      code.close("end module " + p.name() + "_stencil");
      return code.toString();
    }

    private void tables() {
      int count = p.terms().size();
      table(
          "integer, parameter :: offset(" + p.rank() + ", " + count + ") = reshape([ &",
          p.offsetLines("", ""),
          "], [" + p.rank() + ", " + count + "])");
      table(
          "real(wp), parameter :: weight(" + count + ") = [ &", p.weightLines("_wp"), "]");
    }

    private void table(String open, List<String> lines, String close) {
      code.open(open);
      lines.forEach(line -> code.line(line + " &"));
      code.close(close);
    }

    private void loop(boolean step) {
      code.line("");
      code.line(
          step
              ? "! out = a*base + b*(K*u + bias); base has the shape of u and may be u."
              : "! out = K*u + bias.");
      List<String> arguments = new ArrayList<>(step ? List.of("a", "base", "b") : List.of());
      arguments.addAll(p.inputs());
      arguments.add("out");
      p.dims().forEach(dim -> arguments.add(dim.size()));
      String name = p.name() + (step ? "_step" : "");
      open("subroutine " + name, arguments);
      code.line("integer, intent(in) :: " + sizes(p.dims()));
      declareFields(step, reversedSizes(p.dims()));
      code.line("real(wp), intent(out) :: out(" + reversed(outSizes()) + ")");
      if (p.rank() > 1) {
        code.line("integer :: " + Words.indices(p.outer()));
      }
      for (Dim dim : p.outer()) {
        code.open(
            "do " + dim.index() + " = " + (1 + dim.margin()) + ", "
            + plus(dim.size(), -dim.margin()));
      }
      List<String> row = new ArrayList<>(step ? List.of("a", "base" + column(false), "b") : List.of());
      row.addAll(p.inputs());
      row.add("out" + column(true));
      p.dims().forEach(dim -> row.add(dim.size()));
      p.outer().forEach(dim -> row.add(dim.index()));
      wrapped("call " + name + "_row(", row);
      p.outer().forEach(dim -> code.close("end do"));
      code.close("end subroutine " + name);
    }

    /** The part of an array that one row fills. */
    private String column(boolean output) {
      List<String> indices = new ArrayList<>(List.of(":"));
      for (Dim dim : p.outer().reversed()) {
        indices.add(output ? plus(dim.index(), -dim.margin()) : dim.index());
      }
      return p.rank() == 1 ? "" : "(" + String.join(", ", indices) + ")";
    }

    private void row(boolean step) {
      code.line("");
      List<String> arguments = new ArrayList<>(step ? List.of("a", "base", "b") : List.of());
      arguments.addAll(p.inputs());
      arguments.add("to");
      p.dims().forEach(dim -> arguments.add(dim.size()));
      p.outer().forEach(dim -> arguments.add(dim.index()));
      String name = p.name() + (step ? "_step_row" : "_row");
      Dim last = p.last();
      String i = last.index();
      open("subroutine " + name, arguments);
      code.line(
          "integer, intent(in) :: " + sizes(p.dims())
          + (p.rank() > 1 ? ", " + Words.indices(p.outer()) : ""));
      declareFields(step, last.size());
      code.line("real(wp), intent(out) :: to(" + plus(last.size(), -2 * last.margin()) + ")");
      List<String> locals = new ArrayList<>(List.of(i, "from", "to_end"));
      if (p.hasEdges()) {
        locals.add("final");
      }
      List<String> neighbours = neighbours();
      neighbours.forEach(text -> locals.add(text.substring(0, text.indexOf(' '))));
      wrappedList("integer :: ", locals);
      code.line("real(wp) :: total");
      code.lines(neighbours);
      code.lines(range());
      if (p.hasEdges()) {
        edgeLoop(Integer.toString(1 + last.margin()), "from - 1", step);
      }
      code.open("do " + i + " = from, to_end");
      code.line("total = " + number(p.bias()));
      for (Term term : p.terms()) {
        code.line(
            "total = total " + (term.weight() < 0 ? "- " : "+ ")
            + number(Math.abs(term.weight())) + " * " + p.input(term) + "(" + point(term) + ")");
      }
      store("total", step);
      code.close("end do");
      if (last.reachesOut()) {
        edgeLoop("to_end + 1", "final", step);
      }
      code.close("end subroutine " + name);
    }

    private List<String> neighbours() {
      List<String> definitions = new ArrayList<>();
      for (Dim dim : p.outer()) {
        if (dim.reachesOut()) {
          for (int offset : p.offsetsAlong(dim)) {
            definitions.add(
                dim.neighbour(offset) + " = " + sourceCall(dim, dim.shifted(offset)));
          }
        }
      }
      return definitions;
    }

    /** The interior runs from {@code from} to {@code to_end}, the row to {@code final}. */
    private List<String> range() {
      Dim last = p.last();
      String end = plus(last.size(), -last.margin());
      if (!p.hasEdges()) {
        return List.of("from = " + (1 + last.margin()), "to_end = " + end);
      }
      List<String> lines = new ArrayList<>(List.of("final = " + end));
      if (last.reachesOut()) {
        lines.add("from = min(" + (1 + last.low()) + ", final + 1)");
        lines.add("to_end = max(" + plus("final", -last.high()) + ", from - 1)");
      } else {
        lines.add("from = " + (1 + last.margin()));
        lines.add("to_end = final");
      }
      for (Dim dim : p.outer()) {
        if (dim.reachesNothing()) {
          lines.add(
              "if (" + dim.index() + " <= " + dim.low() + " .or. " + dim.index() + " > "
              + plus(dim.size(), -dim.high()) + ") from = final + 1");
        }
      }
      lines.add("to_end = max(to_end, from - 1)");
      return lines;
    }

    private void edgeLoop(String from, String to, boolean step) {
      String i = p.last().index();
      code.open("do " + i + " = " + from + ", " + to);
      List<String> arguments = new ArrayList<>(p.inputs());
      p.dims().forEach(dim -> arguments.add(dim.size()));
      p.dims().forEach(dim -> arguments.add(dim.index()));
      store(p.name() + "_near_edge(" + String.join(", ", arguments) + ")", step);
      code.close("end do");
    }

    private void store(String value, boolean step) {
      String i = p.last().index();
      breakLines(
          "to(" + plus(i, -p.last().margin()) + ") = " + (step ? "a * base(" + i + ") + b * " : "")
          + value);
    }

    private void nearEdge() {
      code.line("").line("! One value of K*u + bias anywhere in the field.");
      List<String> arguments = new ArrayList<>(p.inputs());
      p.dims().forEach(dim -> arguments.add(dim.size()));
      p.dims().forEach(dim -> arguments.add(dim.index()));
      open("pure function " + p.name() + "_near_edge", arguments, " result(total)");
      code.line("integer, intent(in) :: " + sizes(p.dims()) + ", " + Words.indices(p.dims()));
      declareInputs();
      code.line("real(wp) :: total");
      code.line(
          "integer :: k, "
          + p.dims().stream().map(dim -> "j" + dim.axis()).collect(Collectors.joining(", ")));
      code.line("total = " + number(p.bias()));
      for (int input = 0; input < p.inputs().size(); input++) {
        int[] range = p.range(input);
        code.open("do k = " + (range[0] + 1) + ", " + range[1]);
        for (Dim dim : p.dims()) {
          String index = dim.index() + " + offset(" + (dim.axis() + 1) + ", k)";
          code.line(
              "j" + dim.axis() + " = " + (dim.reachesOut() ? sourceCall(dim, index) : index));
          if (dim.reachesNothing()) {
            code.line("if (j" + dim.axis() + " == 0) cycle");
          }
        }
        code.line(
            "total = total + weight(k) * " + p.inputs().get(input) + "("
            + reversed(p.dims(), "j") + ")");
        code.close("end do");
      }
      code.close("end function " + p.name() + "_near_edge");
    }

    private void source(BoundaryMode mode) {
      String name = p.name() + "_" + Words.of(mode);
      code.line("").line("! Index of the value that stands at i, which may lie beyond the n points; 0 for none.");
      code.open("elemental integer function " + name + "(i, n) result(j)");
      code.line("integer, intent(in) :: i, n");
      switch (mode) {
        case PERIODIC -> {
          code.line("j = i");
          code.line("if (i < 1 .or. i > n) j = modulo(i - 1, n) + 1");
        }
        case ZERO -> {
          code.line("j = i");
          code.line("if (i < 1 .or. i > n) j = 0");
        }
        case REFLECT -> {
          code.line("j = i");
          code.open("if (i < 1 .or. i > n) then");
          code.line("j = modulo(i - 1, max(2 * (n - 1), 1)) + 1");
          code.line("if (j > n) j = 2 * n - j");
          code.close("end if");
        }
        case REPLICATE -> code.line("j = max(1, min(i, n))");
        case VALID -> throw new IllegalArgumentException("nothing stands beyond a VALID edge");
      }
      code.close("end function " + name);
    }

    private void declareFields(boolean step, String baseShape) {
      if (step) {
        code.line("real(wp), intent(in) :: a, b, base(" + baseShape + ")");
      }
      declareInputs();
    }

    private void declareInputs() {
      for (String input : p.inputs()) {
        code.line("real(wp), intent(in) :: " + input + "(" + reversedSizes(p.dims()) + ")");
      }
    }

    private String sourceCall(Dim dim, String index) {
      return p.name() + "_" + Words.of(dim.mode()) + "(" + index + ", " + dim.size() + ")";
    }

    private String point(Term term) {
      List<String> indices = new ArrayList<>();
      for (Dim dim : p.dims()) {
        int offset = term.offset()[dim.axis()];
        indices.add(dim == p.last() ? dim.shifted(offset) : dim.neighbour(offset));
      }
      return String.join(", ", indices.reversed());
    }

    private List<String> outSizes() {
      return p.dims().stream().map(dim -> plus(dim.size(), -2 * dim.margin())).toList();
    }

    private static String sizes(List<Dim> dims) {
      return StencilProgram.perDim(dims, "");
    }

    private static String reversedSizes(List<Dim> dims) {
      return reversed(dims, "n");
    }

    private static String reversed(List<Dim> dims, String letter) {
      return reversed(dims.stream().map(dim -> letter + dim.axis()).toList());
    }

    private static String reversed(List<String> names) {
      return String.join(", ", names.reversed());
    }

    private void open(String lead, List<String> arguments) {
      open(lead, arguments, "");
    }

    private void open(String lead, List<String> arguments, String result) {
      wrapped(lead + "(", arguments, result);
      code.deeper();
    }

    private void wrapped(String lead, List<String> items) {
      wrapped(lead, items, "");
    }

    private void wrapped(String lead, List<String> items, String tail) {
      breakLines(lead + String.join(", ", items) + ")" + tail);
    }

    private void wrappedList(String lead, List<String> items) {
      breakLines(lead + String.join(", ", items));
    }

    /** Breaks a long statement after commas. */
    private void breakLines(String statement) {
      String rest = statement;
      while (rest.length() > WIDTH) {
        int cut = rest.lastIndexOf(", ", WIDTH) + 1;
        code.line(rest.substring(0, cut) + " &");
        rest = "    " + rest.substring(cut).strip();
      }
      code.line(rest);
    }

    private String number(double value) {
      return p.number(value) + "_wp";
    }
  }
}
