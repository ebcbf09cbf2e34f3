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
    return new Unit(program).emit();
  }

  /** The class of a function: {@code heat_step} becomes {@code HeatStep}. */
  static String className(String function) {
    return Arrays.stream(function.split("_"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
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
      code.line("// Arrays are row-major, the last axis fastest. out is none of the other arrays.");
      code.line("").open("public final class " + className(p.name()) + " {");
      if (p.hasEdges()) {
        tables();
      }
      code.line("private " + className(p.name()) + "() {}").line("");
      loop(false);
      code.line("");
      loop(true);
      row(false);
      row(true);
      for (int part = 0; part < parts(); part++) {
        inside(part, false);
        if (part == parts() - 1) {
          inside(part, true);
        }
      }
      if (p.hasEdges()) {
        nearEdge();
      }
      p.modes().forEach(this::source);
      return code.close("}").toString();
    }

    private void tables() {
      code.open("private static final int[][] OFFSET = {");
      code.lines(p.offsetLines("{", "}")).close("};");
      code.open("private static final " + real + "[] WEIGHT = {");
      code.lines(p.weightLines(suffix)).close("};").line("");
    }

    private void loop(boolean step) {
      code.line(
          step
              ? "/** Sets out = a*base + b*(K*u + bias); base has the shape of u and may be u. */"
              : "/** Sets out = K*u + bias. */");
      code.open(
          "public static void " + (step ? "step(" + stepArguments() : "apply(" + inputs()) + ", "
          + real + "[] out, " + perDim(p.dims(), "int ") + ") {");
      for (Dim dim : p.outer()) {
        code.open(
            "for (int " + dim.index() + " = " + dim.margin() + "; " + dim.index() + " < "
            + plus(dim.size(), -dim.margin()) + "; " + dim.index() + "++) {");
      }
      code.line(
          (step ? "stepRow(a, base, " + (p.rank() == 1 ? "0" : Words.rowOf(p.dims())) + ", b, "
              : "row(") + p.perInput("") + ", out, "
          + (p.rank() == 1 ? "0" : Words.outRow(p)) + ", " + perDim(p.sized(), "")
          + (p.rank() > 1 ? ", " + Words.indices(p.outer()) : "") + ");");
      p.outer().forEach(dim -> code.close("}"));
      code.close("}");
    }

    private void row(boolean step) {
      code.line("");
      code.open(
          "private static void " + (step ? "stepRow(" + stepRowArguments() : "row(" + inputs())
          + ", " + real + "[] out, int to, " + perDim(p.sized(), "int ")
          + (p.rank() > 1 ? ", " + indices(p.outer()) : "") + ") {");
      Words.rowStarts(p, this::sourceCall).forEach(start -> code.line("int " + start + ";"));
      code.lines(Words.rowRange(p, "int "));
      if (p.hasEdges()) {
        edgeLoop("begin", "from", step);
      }
      for (int part = 0; part < parts(); part++) {
        boolean last = step && part == parts() - 1;
        code.line(
            (last ? "stepInside" : "inside") + part + "(" + (last ? "a, base, at, b, " : "")
            + p.perInput("") + ", out, to, from, to_end"
            + rowsOf(part).stream().map(row -> ", r" + row).collect(Collectors.joining()) + ");");
      }
      if (p.last().reachesOut()) {
        edgeLoop("to_end", "end", step);
      }
      code.close("}");
    }

    /** The interior of a row, in parts that each add some terms. */
    private void inside(int part, boolean step) {
      code.line("");
      code.open(
          "private static void "
          + (step ? "stepInside" + part + "(" + stepRowArguments() : "inside" + part + "(" + inputs())
          + ", " + real + "[] out, int to, int from, int to_end"
          + rowsOf(part).stream().map(row -> ", int r" + row).collect(Collectors.joining()) + ") {");
      String i = p.last().index();
      String to = "out[" + plus("to + " + i, -p.last().margin()) + "]";
      code.open("for (int " + i + " = from; " + i + " < to_end; " + i + "++) {");
      code.line(real + " sum = " + (part == 0 ? number(p.bias()) : to) + ";");
      for (Term term : terms(part)) {
        code.line(
            "sum " + (term.weight() < 0 ? "-" : "+") + "= " + number(Math.abs(term.weight())) + " * "
            + p.input(term) + "[" + Words.rowStart(p, term) + plus(i, term.shift()) + "];");
      }
      store("sum", step);
      code.close("}").close("}");
    }

    private void edgeLoop(String from, String to, boolean step) {
      String i = p.last().index();
      code.open("for (int " + i + " = " + from + "; " + i + " < " + to + "; " + i + "++) {");
      store(
          "nearEdge(" + p.perInput("") + ", " + perDim(p.sized(), "") + ", "
          + Words.indices(p.dims()) + ")",
          step);
      code.close("}");
    }

    private void store(String value, boolean step) {
      String i = p.last().index();
      code.line(
          "out[" + plus("to + " + i, -p.last().margin()) + "] = "
          + (step ? "a * base[at + " + i + "] + b * " : "") + value + ";");
    }

    private void nearEdge() {
      code.line("").line("/** One value of K*u + bias anywhere in the field. */");
      code.open(
          "private static " + real + " nearEdge(" + inputs() + ", " + perDim(p.sized(), "int ")
          + ", " + indices(p.dims()) + ") {");
      code.line(real + " sum = " + number(p.bias()) + ";");
      for (int input = 0; input < p.inputs().size(); input++) {
        int[] range = p.range(input);
        code.open("for (int k = " + range[0] + "; k < " + range[1] + "; k++) {");
        for (Dim dim : p.dims()) {
          String index = dim.index() + " + OFFSET[k][" + dim.axis() + "]";
          code.line(
              "int j" + dim.axis() + " = " + (dim.reachesOut() ? sourceCall(dim, index) : index)
              + ";");
        }
        code.line(
            Words.ifInside(p, " && ") + "sum += WEIGHT[k] * " + p.inputs().get(input) + "["
            + Words.flat(p, "j") + "];");
        code.close("}");
      }
      code.line("return sum;").close("}");
    }

    private void source(BoundaryMode mode) {
      code.line("").line("/** Index of the value that stands at i, perhaps beyond the n points; -1 for none. */");
      code.open("private static int " + Words.of(mode) + "(int i, int n) {");
      code.lines(Words.sourceBody(mode, "int"));
      code.close("}");
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

    private List<Integer> rowsOf(int part) {
      return p.rank() == 1
          ? List.of()
          : terms(part).stream().map(term -> p.rows().indexOf(term.row())).distinct().toList();
    }

    private String inputs() {
      return p.perInput(real + "[] ");
    }

    private String stepArguments() {
      return real + " a, " + real + "[] base, " + real + " b, " + inputs();
    }

    private String stepRowArguments() {
      return real + " a, " + real + "[] base, int at, " + real + " b, " + inputs();
    }

    private static String indices(List<Dim> dims) {
      return dims.stream().map(dim -> "int " + dim.index()).collect(Collectors.joining(", "));
    }

    private String number(double value) {
      return p.number(value) + suffix;
    }
  }
}
