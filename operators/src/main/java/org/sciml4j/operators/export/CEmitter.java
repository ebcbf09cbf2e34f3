package org.sciml4j.operators.export;

import static org.sciml4j.operators.export.StencilProgram.perDim;
import static org.sciml4j.operators.export.StencilProgram.plus;

import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.export.StencilProgram.Dim;
import org.sciml4j.operators.export.StencilProgram.Term;

/** C99: a function per row, whose interior the compiler turns into vector instructions. */
final class CEmitter implements Emitter {

  @Override
  public String emit(StencilProgram program) {
    return new Unit(program, new Code("  ")).emit();
  }

  private record Unit(StencilProgram p, Code code) {

    String emit() {
      code.set("name", p.name())
          .set("real", p.dtype() == DType.F64 ? "double" : "float")
          .set("bias", number(p.bias()))
          .set("parameters", p.perInput("const $real *restrict "))
          .set("arguments", p.perInput(""))
          .set("sizes", perDim(p.sized(), "ptrdiff_t "))
          .set("sizeArguments", perDim(p.sized(), ""))
          .set("outerIndices", Words.each(p.outer(), ", ptrdiff_t "))
          .set("outerArguments", Words.each(p.outer(), ", "))
          .set("i", p.last().index())
          .set("to", "to[" + plus(p.last().index(), -p.last().margin()) + "]");
      code.comment("// ", p.description());
      code.write(
          """
          //
          // Arrays are row-major, the last axis fastest. out shares no memory with others.

          #include <stddef.h>
          """);
      p.modes().forEach(this::source);
      if (p.hasEdges()) {
        nearEdge();
      }
      for (Form form : Form.values()) {
        row(form);
      }
      for (Form form : Form.values()) {
        loop(form);
      }
      return code.toString();
    }

    private void source(BoundaryMode mode) {
      code.set("mode", Words.of(mode));
      code.gap().write(Words.SOURCE_COMMENT);
      code.open("static ptrdiff_t $name_$mode(ptrdiff_t i, ptrdiff_t n) {");
      code.write(Words.sourceBody(mode, "const ptrdiff_t"));
      code.close("}");
    }

    private void nearEdge() {
      code.set("count", p.terms().size()).set("rank", p.rank());
      code.gap().write("// One value of K*u + bias anywhere in the field.");
      code.open("static $real $name_near_edge($parameters, $sizes$outerIndices, ptrdiff_t $i) {");
      code.open("static const signed char offset[$count][$rank] = {");
      code.write(p.offsetLines("{", "}")).close("};");
      code.open("static const $real weight[$count] = {");
      code.write(p.weightLines(suffix())).close("};");
      code.write("$real sum = $bias;");
      for (int input = 0; input < p.inputs().size(); input++) {
        int[] range = p.range(input);
        code.set("first", range[0]).set("end", range[1]).set("u", p.inputs().get(input));
        code.open("for (int k = $first; k < $end; ++k) {");
        code.write(Words.edgePoint(p, "const ptrdiff_t ", "offset", this::sourceCall));
        code.write(Words.ifInside(p) + "sum += weight[k] * $u[" + Words.flat(p, "j") + "];");
        code.close("}");
      }
      code.write("return sum;").close("}");
    }

    private void row(Form form) {
      set(form);
      code.gap().write("// One row of $formula: $i runs.");
      code.open(
          "static void $name$form_row($stepParameters$parameters, $real *restrict to,"
              + " $sizes$outerIndices) {");
      for (String start : Words.rowStarts(p, this::sourceCall)) {
        code.write("const ptrdiff_t " + start + ";");
      }
      code.write(Words.rowRange(p, "const ptrdiff_t "));
      if (p.hasEdges()) {
        edgeLoop("begin", "from");
      }
      code.open("for (ptrdiff_t $i = from; $i < to_end; ++$i) {");
      code.write("$real sum = $bias;");
      for (Term term : p.terms()) {
        code.write(Words.add(p, term, suffix(), Words.inRow(p, term)));
      }
      code.write("$to = ${scaled}sum;").close("}");
      if (p.last().reachesOut()) {
        edgeLoop("to_end", "end");
      }
      code.close("}");
    }

    private void edgeLoop(String from, String to) {
      code.set("from", from).set("end", to);
      code.write(
          """
          for (ptrdiff_t $i = $from; $i < $end; ++$i) {
            $to = $scaled$name_near_edge($arguments, $sizeArguments$outerArguments, $i);
          }
          """);
    }

    private void loop(Form form) {
      set(form);
      code.set("allSizes", perDim(p.dims(), "ptrdiff_t "))
          .set("outRow", Words.pointer("out", Words.outRow(p)))
          .set("baseRow", Words.pointer("base", Words.baseRow(p)));
      code.gap().write("// " + form.sentence());
      code.open("void $name$form($stepParameters$parameters, $real *restrict out, $allSizes) {");
      for (Dim dim : p.outer()) {
        code.set("k", dim.index())
            .set("begin", dim.margin())
            .set("end", plus(dim.size(), -dim.margin()));
        code.open("for (ptrdiff_t $k = $begin; $k < $end; ++$k) {");
      }
      code.set("stepArguments", form.ifStep("a, $baseRow, b, "));
      code.write(
          "$name$form_row($stepArguments$arguments, $outRow, $sizeArguments$outerArguments);");
      p.outer().forEach(_ -> code.close("}"));
      code.close("}");
    }

    private void set(Form form) {
      code.set("form", form.suffix())
          .set("formula", form.formula())
          .set("stepParameters", form.ifStep("$real a, const $real *base, $real b, "))
          .set("scaled", form.ifStep("a * base[$i] + b * "));
    }

    private String sourceCall(Dim dim, String index) {
      return p.name() + "_" + Words.of(dim.mode()) + "(" + index + ", " + dim.size() + ")";
    }

    private String suffix() {
      return p.dtype() == DType.F64 ? "" : "f";
    }

    private String number(double value) {
      return p.number(value) + suffix();
    }
  }
}
