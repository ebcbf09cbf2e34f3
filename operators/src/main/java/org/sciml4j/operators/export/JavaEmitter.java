package org.sciml4j.operators.export;

import static org.sciml4j.operators.export.StencilProgram.perDim;
import static org.sciml4j.operators.export.StencilProgram.plus;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.export.StencilProgram.Dim;
import org.sciml4j.operators.export.StencilProgram.Term;

/** Java: a final class with the static methods {@code apply} and {@code step}. */
final class JavaEmitter implements Emitter {
  /** HotSpot leaves methods of more than 8000 bytes uncompiled; a term takes about 16. */
  private static final int TERMS_PER_METHOD = 128;

  @Override
  public String emit(StencilProgram program) {
    return new Unit(program, new Code("  ")).emit();
  }

  /** The class of a function: {@code heat_step} becomes {@code HeatStep}. */
  static String className(String function) {
    return Arrays.stream(function.split("_"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private record Unit(StencilProgram p, Code code) {

    String emit() {
      code.set("class", className(p.name()))
          .set("real", p.dtype() == DType.F64 ? "double" : "float")
          .set("bias", p.number(p.bias()) + suffix())
          .set("parameters", p.perInput("$real[] "))
          .set("arguments", p.perInput(""))
          .set("sizes", perDim(p.sized(), "int "))
          .set("sizeArguments", perDim(p.sized(), ""))
          .set("outerIndices", Words.each(p.outer(), ", int "))
          .set("outerArguments", Words.each(p.outer(), ", "))
          .set("i", p.last().index())
          .set("to", "out[" + plus("to + $i", -p.last().margin()) + "]");
      code.comment("// ", p.description());
      code.write(
          """
          //
          // Arrays are row-major, the last axis fastest. out is none of the other arrays.
          """);
      code.gap().open("public final class $class {");
      if (p.hasEdges()) {
        tables();
      }
      code.write("private $class() {}");
      for (Form form : Form.values()) {
        loop(form);
      }
      for (Form form : Form.values()) {
        row(form);
      }
      for (int part = 0; part < parts(); part++) {
        inside(part, Form.APPLY);
      }
      inside(parts() - 1, Form.STEP);
      if (p.hasEdges()) {
        nearEdge();
      }
      p.modes().forEach(this::source);
      return code.close("}").toString();
    }

    private void tables() {
      code.open("private static final int[][] OFFSET = {");
      code.write(p.offsetLines("{", "}")).close("};");
      code.open("private static final $real[] WEIGHT = {");
      code.write(p.weightLines(suffix())).close("};").gap();
    }

    private void loop(Form form) {
      set(form);
      code.set("method", form == Form.STEP ? "step" : "apply")
          .set("row", form == Form.STEP ? "stepRow" : "row")
          .set("allSizes", perDim(p.dims(), "int "))
          .set("stepParameters", form.ifStep("$real a, $real[] base, $real b, "))
          .set("outRow", p.rank() == 1 ? "0" : Words.outRow(p))
          .set("baseRow", p.rank() == 1 ? "0" : Words.baseRow(p))
          .set("stepArguments", form.ifStep("a, base, $baseRow, b, "));
      code.gap().write("/** Sets " + form.sentence() + " */");
      code.open("public static void $method($stepParameters$parameters, $real[] out, $allSizes) {");
      for (Dim dim : p.outer()) {
        code.set("k", dim.index())
            .set("begin", dim.margin())
            .set("end", plus(dim.size(), -dim.margin()));
        code.open("for (int $k = $begin; $k < $end; $k++) {");
      }
      code.write("$row($stepArguments$arguments, out, $outRow, $sizeArguments$outerArguments);");
      p.outer().forEach(_ -> code.close("}"));
      code.close("}");
    }

    private void row(Form form) {
      set(form);
      code.set("row", form == Form.STEP ? "stepRow" : "row");
      code.gap();
      code.open(
          "private static void $row($stepParameters$parameters, $real[] out, int to,"
              + " $sizes$outerIndices) {");
      for (String start : Words.rowStarts(p, this::sourceCall)) {
        code.write("int " + start + ";");
      }
      code.write(Words.rowRange(p, "int "));
      if (p.hasEdges()) {
        edgeLoop("begin", "from");
      }
      for (int part = 0; part < parts(); part++) {
        setPart(part, part == parts() - 1 ? form : Form.APPLY);
        code.write("$inside($stepArguments$arguments, out, to, from, to_end$rows);");
      }
      if (p.last().reachesOut()) {
        edgeLoop("to_end", "end");
      }
      code.close("}");
    }

    /** The interior of a row, in parts that each add some terms. */
    private void inside(int part, Form form) {
      set(form);
      setPart(part, form);
      code.set("rowParameters", Words.rowNumbers(p, terms(part), ", int "))
          .set("start", part == 0 ? "$bias" : "$to");
      code.gap();
      code.open(
          "private static void $inside($stepParameters$parameters, $real[] out, int to,"
              + " int from, int to_end$rowParameters) {");
      code.open("for (int $i = from; $i < to_end; $i++) {");
      code.write("$real sum = $start;");
      for (Term term : terms(part)) {
        code.write(Words.add(p, term, suffix(), Words.inRow(p, term)));
      }
      code.write("$to = ${scaled}sum;").close("}").close("}");
    }

    private void edgeLoop(String from, String to) {
      code.set("from", from).set("end", to);
      code.write(
          """
          for (int $i = $from; $i < $end; $i++) {
            $to = ${scaled}nearEdge($arguments, $sizeArguments$outerArguments, $i);
          }
          """);
    }

    private void nearEdge() {
      code.gap().write("/** One value of K*u + bias anywhere in the field. */");
      code.open("private static $real nearEdge($parameters, $sizes$outerIndices, int $i) {");
      code.write("$real sum = $bias;");
      for (int input = 0; input < p.inputs().size(); input++) {
        int[] range = p.range(input);
        code.set("first", range[0]).set("end", range[1]).set("u", p.inputs().get(input));
        code.open("for (int k = $first; k < $end; k++) {");
        code.write(Words.edgePoint(p, "int ", "OFFSET", this::sourceCall));
        code.write(Words.ifInside(p) + "sum += WEIGHT[k] * $u[" + Words.flat(p, "j") + "];");
        code.close("}");
      }
      code.write("return sum;").close("}");
    }

    private void source(BoundaryMode mode) {
      code.set("mode", Words.of(mode));
      code.gap().write(Words.SOURCE_COMMENT);
      code.open("private static int $mode(int i, int n) {");
      code.write(Words.sourceBody(mode, "int")).close("}");
    }

    private void set(Form form) {
      code.set("stepParameters", form.ifStep("$real a, $real[] base, int at, $real b, "))
          .set("scaled", form.ifStep("a * base[at + $i] + b * "));
    }

    private void setPart(int part, Form form) {
      code.set("inside", (form == Form.STEP ? "stepInside" : "inside") + part)
          .set("stepArguments", form.ifStep("a, base, at, b, "))
          .set("rows", Words.rowNumbers(p, terms(part), ", "));
    }

    private String sourceCall(Dim dim, String index) {
      return Words.of(dim.mode()) + "(" + index + ", " + dim.size() + ")";
    }

    private int parts() {
      return (p.terms().size() + TERMS_PER_METHOD - 1) / TERMS_PER_METHOD;
    }

    private List<Term> terms(int part) {
      int from = part * TERMS_PER_METHOD;
      return p.terms().subList(from, Math.min(from + TERMS_PER_METHOD, p.terms().size()));
    }

    private String suffix() {
      return p.dtype() == DType.F64 ? "" : "f";
    }
  }
}
