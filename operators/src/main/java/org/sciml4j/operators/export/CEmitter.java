package org.sciml4j.operators.export;

import static org.sciml4j.operators.export.StencilProgram.perDim;
import static org.sciml4j.operators.export.StencilProgram.plus;

import java.util.List;
import java.util.stream.Collectors;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.export.StencilProgram.Dim;
import org.sciml4j.operators.export.StencilProgram.Term;

/** C99: a function per row, whose interior the compiler turns into vector instructions. */
final class CEmitter implements Emitter {

  @Override
  public String emit(StencilProgram program) {
    return new Unit(program).emit();
  }

  private record Unit(StencilProgram p, Code code, String real, String suffix) {
    Unit(StencilProgram p) {
      this(
          p,
          new Code("  "),
          p.dtype() == DType.F64 ? "double" : "float",
          p.dtype() == DType.F64 ? "" : "f");
    }

    String emit() {
      code.lines("// ", p.description());
      code.line("//");
      code.line("// Arrays are row-major, the last axis fastest. out shares no memory with others.");
      code.line("").line("#include <stddef.h>").line("");
      p.modes().forEach(this::source);
      if (p.hasEdges()) {
        nearEdge();
      }
      row(false);
      row(true);
      loop(false);
      code.line("");
      loop(true);
      return code.toString();
    }

    private void source(BoundaryMode mode) {
      code.line("// Index of the value that stands at i, which may lie beyond the n points; -1 for none.");
      code.open("static ptrdiff_t " + sourceName(mode) + "(ptrdiff_t i, ptrdiff_t n) {");
      code.lines(Words.sourceBody(mode, "const ptrdiff_t"));
      code.close("}").line("");
    }

    private String sourceName(BoundaryMode mode) {
      return p.name() + "_" + Words.of(mode);
    }

    private void nearEdge() {
      int rank = p.rank();
      int count = p.terms().size();
      code.line("// One value of K*u + bias anywhere in the field.");
      code.open(
          "static " + real + " " + p.name() + "_near_edge(" + inputs() + ", "
          + perDim(p.sized(), "ptrdiff_t ") + ", " + indices(p.dims()) + ") {");
      code.open("static const signed char offset[" + count + "][" + rank + "] = {");
      code.lines(p.offsetLines("{", "}")).close("};");
      code.open("static const " + real + " weight[" + count + "] = {");
      code.lines(p.weightLines(suffix)).close("};");
      code.line(real + " sum = " + number(p.bias()) + ";");
      for (int input = 0; input < p.inputs().size(); input++) {
        int[] range = p.range(input);
        code.open("for (int k = " + range[0] + "; k < " + range[1] + "; ++k) {");
        edgeTerm(p.inputs().get(input));
        code.close("}");
      }
      code.line("return sum;").close("}").line("");
    }

    private void edgeTerm(String input) {
      for (Dim dim : p.dims()) {
        String index = dim.index() + " + offset[k][" + dim.axis() + "]";
        code.line(
            "const ptrdiff_t j" + dim.axis() + " = "
            + (dim.reachesOut()
                ? sourceName(dim.mode()) + "(" + index + ", " + dim.size() + ")"
                : index)
            + ";");
      }
      code.line(
          Words.ifInside(p, " && ") + "sum += weight[k] * " + input + "[" + Words.flat(p, "j")
          + "];");
    }

    private void row(boolean step) {
      code.line(
          "// One row of " + (step ? "a*base + b*(K*u + bias)" : "K*u + bias")
          + ": i" + p.last().axis() + " runs.");
      code.open(
          "static void " + p.name() + (step ? "_step_row(" : "_row(")
          + (step ? stepArguments("base") : inputs()) + ", " + real + " *restrict to, "
          + perDim(p.sized(), "ptrdiff_t ")
          + (p.rank() > 1 ? ", " + indices(p.outer()) : "") + ") {");
      List<String> rowStarts = Words.rowStarts(p, this::sourceCall);
      rowStarts.forEach(start -> code.line("const ptrdiff_t " + start + ";"));
      code.lines(Words.rowRange(p, "const ptrdiff_t "));
      if (p.hasEdges()) {
        edgeLoop("begin", "from", step);
      }
      String i = p.last().index();
      code.open("for (ptrdiff_t " + i + " = from; " + i + " < to_end; ++" + i + ") {");
      code.line(real + " sum = " + number(p.bias()) + ";");
      for (Term term : p.terms()) {
        code.line(
            "sum " + (term.weight() < 0 ? "-" : "+") + "= " + number(Math.abs(term.weight())) + " * "
            + p.input(term) + "[" + Words.rowStart(p, term) + plus(i, term.shift()) + "];");
      }
      store("sum", step);
      code.close("}");
      if (p.last().reachesOut()) {
        edgeLoop("to_end", "end", step);
      }
      code.close("}").line("");
    }

    private void edgeLoop(String from, String to, boolean step) {
      String i = p.last().index();
      code.open("for (ptrdiff_t " + i + " = " + from + "; " + i + " < " + to + "; ++" + i + ") {");
      store(
          p.name() + "_near_edge(" + p.perInput("") + ", " + perDim(p.sized(), "") + ", "
          + Words.indices(p.dims()) + ")",
          step);
      code.close("}");
    }

    private void store(String value, boolean step) {
      String i = p.last().index();
      code.line(
          "to[" + plus(i, -p.last().margin()) + "] = "
          + (step ? "a * base[" + i + "] + b * " : "") + value + ";");
    }

    private void loop(boolean step) {
      code.line(
          step
              ? "// out = a*base + b*(K*u + bias); base has the shape of u and may be u."
              : "// out = K*u + bias.");
      code.open(
          "void " + p.name() + (step ? "_step(" : "(")
          + (step ? stepArguments("base") : inputs()) + ", " + real + " *restrict out, "
          + perDim(p.dims(), "ptrdiff_t ") + ") {");
      for (Dim dim : p.outer()) {
        code.open(
            "for (ptrdiff_t " + dim.index() + " = " + dim.margin() + "; " + dim.index() + " < "
            + plus(dim.size(), -dim.margin()) + "; ++" + dim.index() + ") {");
      }
      String baseRow = p.rank() == 1 ? "base" : "base + " + Words.rowOf(p.dims());
      String outRow = p.rank() == 1 ? "out" : "out + " + Words.outRow(p);
      code.line(
          p.name() + (step ? "_step_row(a, " + baseRow + ", b, " : "_row(") + p.perInput("") + ", "
          + outRow + ", " + perDim(p.sized(), "")
          + (p.rank() > 1 ? ", " + Words.indices(p.outer()) : "") + ");");
      p.outer().forEach(dim -> code.close("}"));
      code.close("}");
    }

    private String sourceCall(Dim dim, String index) {
      return sourceName(dim.mode()) + "(" + index + ", " + dim.size() + ")";
    }

    private String inputs() {
      return p.perInput("const " + real + " *restrict ");
    }

    private String stepArguments(String base) {
      return real + " a, const " + real + " *" + base + ", " + real + " b, " + inputs();
    }

    private String number(double value) {
      return p.number(value) + suffix;
    }

    private static String indices(List<Dim> dims) {
      return dims.stream().map(dim -> "ptrdiff_t " + dim.index()).collect(Collectors.joining(", "));
    }
  }
}
