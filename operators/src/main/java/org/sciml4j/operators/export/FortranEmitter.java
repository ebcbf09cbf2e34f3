package org.sciml4j.operators.export;

import static org.sciml4j.operators.export.StencilProgram.perDim;
import static org.sciml4j.operators.export.StencilProgram.plus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
  private static final int WIDTH = 110;

  @Override
  public String emit(StencilProgram program) {
    return new Unit(program, new Code("  ")).emit();
  }

  private record Unit(StencilProgram p, Code code) {

    String emit() {
      code.set("name", p.name())
          .set("kind", p.dtype() == DType.F64 ? "15, 307" : "6, 37")
          .set("bias", number(p.bias()))
          .set("u", p.perInput(""))
          .set("n", perDim(p.dims(), ""))
          .set("indices", Words.join(p.dims(), ", ", Dim::index))
          .set("outer", Words.each(p.outer(), ", "))
          .set("here", reversed("i"))
          .set("shape", reversed("n"))
          .set("outShape", Words.join(p.dims().reversed(), ", ", FortranEmitter::outSize))
          .set("row", p.last().size())
          .set("outRow", outSize(p.last()))
          .set("i", p.last().index())
          .set("first", 1 + p.last().margin())
          .set("to", "to(" + plus(p.last().index(), -p.last().margin()) + ")");
      code.comment("! ", p.description());
      code.write(
          """
          !
          ! Dimensions stand in reverse, so that memory is as in a row-major file: u($here).
          ! out shares no memory with others.
          """);
      code.open("module $name_stencil");
      code.write(
          """
          implicit none
          private
          public :: $name, $name_step
          integer, parameter :: wp = selected_real_kind($kind)
          """);
      if (p.hasEdges()) {
        tables();
      }
      code.turn("contains");
      for (Form form : Form.values()) {
        loop(form);
      }
      for (Form form : Form.values()) {
        row(form);
      }
      if (p.hasEdges()) {
        nearEdge();
      }
      p.modes().forEach(this::source);
      return code.close("end module $name_stencil").toString();
    }

    private void tables() {
      code.set("count", p.terms().size()).set("rank", p.rank());
      code.open("integer, parameter :: offset($rank, $count) = reshape([ &");
      p.offsetLines("", "").forEach(line -> code.write(line + " &"));
      code.close("], [$rank, $count])");
      code.open("real(wp), parameter :: weight($count) = [ &");
      p.weightLines("_wp").forEach(line -> code.write(line + " &"));
      code.close("]");
    }

    private void loop(Form form) {
      set(form);
      code.gap().write("! " + form.sentence());
      statement("subroutine $name$form(${stepArguments}$u, out, $n)");
      code.open().write("integer, intent(in) :: $n");
      if (form == Form.STEP) {
        code.write("real(wp), intent(in) :: a, base($shape), b");
      }
      declareInputs();
      code.write("real(wp), intent(out) :: out($outShape)");
      if (p.rank() > 1) {
        code.set("k", Words.join(p.outer(), ", ", Dim::index)).write("integer :: $k");
      }
      for (Dim dim : p.outer()) {
        code.set("k", dim.index())
            .set("begin", 1 + dim.margin())
            .set("end", plus(dim.size(), -dim.margin()));
        code.open("do $k = $begin, $end");
      }
      code.set("baseRow", "base" + column(Dim::index))
          .set("outColumn", "out" + column(dim -> plus(dim.index(), -dim.margin())))
          .set("stepArguments", form.ifStep("a, $baseRow, b, "));
      statement("call $name$form_row(${stepArguments}$u, $outColumn, $n$outer)");
      p.outer().forEach(_ -> code.close("end do"));
      code.close("end subroutine $name$form");
    }

    /** The part of an array that one row fills. */
    private String column(Function<Dim, String> index) {
      return p.rank() == 1 ? "" : "(:, " + Words.join(p.outer().reversed(), ", ", index) + ")";
    }

    private void row(Form form) {
      set(form);
      code.gap();
      statement("subroutine $name$form_row(${stepArguments}$u, to, $n$outer)");
      code.open().write("integer, intent(in) :: $n$outer");
      if (form == Form.STEP) {
        code.write("real(wp), intent(in) :: a, base($row), b");
      }
      declareInputs();
      List<String> neighbours = neighbours();
      code.write("real(wp), intent(out) :: to($outRow)");
      code.write("real(wp) :: total");
      statement(
          "integer :: $i, from, to_end"
              + (p.hasEdges() ? ", final" : "")
              + neighbours.stream()
                  .map(definition -> ", " + definition.substring(0, definition.indexOf(' ')))
                  .collect(Collectors.joining()));
      code.write(neighbours).write(range());
      if (p.hasEdges()) {
        edgeLoop("$first", "from - 1");
      }
      code.open("do $i = from, to_end").write("total = $bias");
      for (Term term : p.terms()) {
        String sign = term.weight() < 0 ? " - " : " + ";
        String weight = number(Math.abs(term.weight()));
        code.write("total = total" + sign + weight + " * " + p.input(term) + point(term));
      }
      code.write("$to = ${scaled}total").close("end do");
      if (p.last().reachesOut()) {
        edgeLoop("to_end + 1", "final");
      }
      code.close("end subroutine $name$form_row");
    }

    /** Definitions of the row indices beyond the present one, which may lie beyond an edge. */
    private List<String> neighbours() {
      List<String> definitions = new ArrayList<>();
      for (Dim dim : p.outer()) {
        if (dim.reachesOut()) {
          for (int offset : p.offsetsAlong(dim)) {
            definitions.add(dim.neighbour(offset) + " = " + sourceCall(dim, dim.shifted(offset)));
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
        return List.of("from = $first", "to_end = " + end);
      }
      List<String> lines = new ArrayList<>();
      lines.add("final = " + end);
      lines.add(
          last.reachesOut() ? "from = min(" + (1 + last.low()) + ", final + 1)" : "from = $first");
      lines.add("to_end = " + plus("final", -last.high() * (last.reachesOut() ? 1 : 0)));
      for (Dim dim : p.outer()) {
        if (dim.reachesNothing()) {
          String below = dim.index() + " <= " + dim.low();
          String above = dim.index() + " > " + plus(dim.size(), -dim.high());
          lines.add("if (" + below + " .or. " + above + ") from = final + 1");
        }
      }
      lines.add("to_end = max(to_end, from - 1)");
      return lines;
    }

    private void edgeLoop(String begin, String end) {
      code.set("begin", begin).set("end", end).open("do $i = $begin, $end");
      statement("$to = ${scaled}$name_near_edge($u, $n, $indices)");
      code.close("end do");
    }

    private void nearEdge() {
      code.gap().write("! One value of K*u + bias anywhere in the field.");
      statement("pure function $name_near_edge($u, $n, $indices) result(total)");
      code.open().write("integer, intent(in) :: $n, $indices");
      declareInputs();
      code.set("j", Words.join(p.dims(), ", ", dim -> "j" + dim.axis()));
      code.write("real(wp) :: total").write("integer :: k, $j").write("total = $bias");
      for (int input = 0; input < p.inputs().size(); input++) {
        int[] range = p.range(input);
        code.set("begin", range[0] + 1).set("end", range[1]);
        code.open("do k = $begin, $end");
        for (Dim dim : p.dims()) {
          String index = dim.index() + " + offset(" + (dim.axis() + 1) + ", k)";
          String from = dim.reachesOut() ? sourceCall(dim, index) : index;
          code.write("j" + dim.axis() + " = " + from);
          if (dim.reachesNothing()) {
            code.write("if (j" + dim.axis() + " == 0) cycle");
          }
        }
        code.set("field", p.inputs().get(input)).set("point", reversed("j"));
        code.write("total = total + weight(k) * $field($point)").close("end do");
      }
      code.close("end function $name_near_edge");
    }

    private void source(BoundaryMode mode) {
      code.set("mode", Words.of(mode)).gap();
      code.write(
          "! Index of the value that stands at i, which may lie beyond the n points; 0 for none.");
      code.write("elemental integer function $name_$mode(i, n) result(j)");
      code.open().write("integer, intent(in) :: i, n");
      code.write(
          switch (mode) {
            case PERIODIC ->
                """
                j = i
                if (i < 1 .or. i > n) j = modulo(i - 1, n) + 1
                """;
            case ZERO ->
                """
                j = i
                if (i < 1 .or. i > n) j = 0
                """;
            case REFLECT ->
                """
                j = i
                if (i < 1 .or. i > n) then
                  j = modulo(i - 1, max(2 * (n - 1), 1)) + 1
                  if (j > n) j = 2 * n - j
                end if
                """;
            case REPLICATE -> "j = max(1, min(i, n))";
            case VALID -> throw new IllegalArgumentException("nothing stands beyond a VALID edge");
          });
      code.close("end function $name_$mode");
    }

    private void declareInputs() {
      p.inputs().forEach(input -> code.write("real(wp), intent(in) :: " + input + "($shape)"));
    }

    private void set(Form form) {
      code.set("form", form.suffix())
          .set("stepArguments", form.ifStep("a, base, b, "))
          .set("scaled", form.ifStep("a * base($i) + b * "));
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
      return "(" + String.join(", ", indices.reversed()) + ")";
    }

    private String reversed(String letter) {
      return Words.join(p.dims().reversed(), ", ", dim -> letter + dim.axis());
    }

    /** A statement, continued on further lines after commas where it is long. */
    private void statement(String statement) {
      String rest = code.expand(statement);
      while (rest.length() > WIDTH) {
        int cut = rest.lastIndexOf(", ", WIDTH) + 1;
        code.write(rest.substring(0, cut) + " &");
        rest = "    " + rest.substring(cut).strip();
      }
      code.write(rest);
    }

    private String number(double value) {
      return p.number(value) + "_wp";
    }
  }

  private static String outSize(Dim dim) {
    return plus(dim.size(), -2 * dim.margin());
  }
}
