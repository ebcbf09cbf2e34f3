package org.sciml4j.operators.export;

import java.util.List;
import java.util.stream.Collectors;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.export.StencilProgram.Dim;

/** Python with NumPy: the field is extended by its boundary modes, then shifted slices are added. */
final class PythonEmitter implements Emitter {

  @Override
  public String emit(StencilProgram program) {
    return new Unit(program, new Code("    ")).emit();
  }

  private record Unit(StencilProgram p, Code code) {

    String emit() {
      code.lines("# ", p.description());
      code.line("#");
      code.line("# Arrays have the axes in the order of the file. out shares no memory with others.");
      code.line("").line("import numpy as np").line("");
      tables();
      apply();
      step();
      extended();
      p.modes().forEach(this::source);
      return code.toString();
    }

    private void tables() {
      code.line(constant("TYPE") + " = np." + (p.dtype() == DType.F64 ? "float64" : "float32"));
      code.open(constant("OFFSET") + " = [");
      code.lines(p.offsetLines("(", p.rank() == 1 ? ",)" : ")")).close("]");
      code.open(constant("WEIGHT") + " = np.array([");
      code.lines(p.weightLines("")).close("], dtype=" + constant("TYPE") + ")");
    }

    private void apply() {
      code.line("").line("");
      code.open("def " + p.name() + "(" + p.perInput("") + ", out=None):");
      code.line("\"\"\"out = K*u + bias; returns out, a new array if none is given.\"\"\"");
      for (String input : p.inputs()) {
        code.line(
            "wide_" + input + " = _" + p.name() + "_extended(np.asarray(" + input + ", dtype="
            + constant("TYPE") + "))");
      }
      code.line("shape = np.shape(" + p.inputs().getFirst() + ")");
      for (Dim dim : p.dims()) {
        code.line(
            "m" + dim.axis() + " = "
            + (dim.margin() == 0
                ? "shape[" + dim.axis() + "]"
                : "max(shape[" + dim.axis() + "] - " + 2 * dim.margin() + ", 0)"));
      }
      code.open("if out is None:");
      code.line("out = np.empty((" + perDim("m", ",") + "), dtype=" + constant("TYPE") + ")");
      code.shallower();
      code.line("out[...] = " + p.number(p.bias()));
      for (int input = 0; input < p.inputs().size(); input++) {
        int[] range = p.range(input);
        code.open("for k in range(" + range[0] + ", " + range[1] + "):");
        code.line(perDim("o", ",") + " = " + constant("OFFSET") + "[k]");
        String window =
            p.dims().stream()
                .map(dim -> window(dim, "o" + dim.axis()))
                .collect(Collectors.joining(", "));
        code.line("out += " + constant("WEIGHT") + "[k] * wide_" + p.inputs().get(input) + "["
            + window + "]");
        code.shallower();
      }
      code.line("return out").shallower().line("").line("");
    }

    private static String window(Dim dim, String offset) {
      String start = dim.radius() == 0 ? offset : dim.radius() + " + " + offset;
      return start + ":" + start + " + m" + dim.axis();
    }

    private void step() {
      code.open("def " + p.name() + "_step(a, base, b, " + p.perInput("") + ", out=None):");
      code.line(
          "\"\"\"out = a*base + b*(K*u + bias); base has the shape of u and may be u.\"\"\"");
      code.line("out = " + p.name() + "(" + p.perInput("") + ", out=out)");
      code.line("out *= " + constant("TYPE") + "(b)");
      String window =
          p.dims().stream()
              .map(dim -> dim.margin() == 0 ? ":" : dim.margin() + ":" + dim.margin() + " + out.shape["
                  + dim.axis() + "]")
              .collect(Collectors.joining(", "));
      code.line(
          "out += " + constant("TYPE") + "(a) * np.asarray(base, dtype=" + constant("TYPE") + ")["
          + window + "]");
      code.line("return out").shallower().line("").line("");
    }

    private void extended() {
      code.open("def _" + p.name() + "_extended(u):");
      code.line("\"\"\"The field with what stands beyond its edges.\"\"\"");
      for (Dim dim : p.dims()) {
        if (!dim.valid() && dim.radius() > 0) {
          extend(dim);
        }
      }
      code.line("return u").shallower();
    }

    private void extend(Dim dim) {
      String n = "u.shape[" + dim.axis() + "]";
      int r = dim.radius();
      if (dim.mode() == BoundaryMode.ZERO) {
        String width =
            p.dims().stream()
                .map(other -> other == dim ? "(" + r + ", " + r + ")" : "(0, 0)")
                .collect(Collectors.joining(", ", "(", p.rank() == 1 ? ",)" : ")"));
        code.line("u = np.pad(u, " + width + ")");
      } else {
        code.line(
            "u = np.take(u, _" + p.name() + "_" + Words.of(dim.mode()) + "(np.arange(-" + r + ", " + n
            + " + " + r + "), " + n + "), axis=" + dim.axis() + ")");
      }
    }

    private void source(BoundaryMode mode) {
      if (mode == BoundaryMode.ZERO) {
        return;
      }
      code.line("").line("");
      code.open("def _" + p.name() + "_" + Words.of(mode) + "(i, n):");
      code.line("\"\"\"Indices of the values that stand at i beyond the edge of n points.\"\"\"");
      switch (mode) {
        case PERIODIC -> code.line("return i % n");
        case REFLECT ->
            code.line("return (n - 1) - abs(i % max(2 * (n - 1), 1) - (n - 1))");
        case REPLICATE -> code.line("return np.clip(i, 0, n - 1)");
        case ZERO, VALID -> throw new IllegalArgumentException(mode + " needs no index");
      }
      code.shallower();
    }

    private String perDim(String letter, String comma) {
      List<String> names = p.dims().stream().map(dim -> letter + dim.axis()).toList();
      return String.join(", ", names) + (names.size() == 1 ? comma : "");
    }

    private String constant(String what) {
      return "_" + p.name() + "_" + what;
    }
  }
}
