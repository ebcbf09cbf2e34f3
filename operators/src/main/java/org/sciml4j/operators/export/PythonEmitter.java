package org.sciml4j.operators.export;

import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.export.StencilProgram.Dim;

/**
 * Python with NumPy: the field is extended by its boundary modes, then shifted slices are added.
 */
final class PythonEmitter implements Emitter {

  @Override
  public String emit(StencilProgram program) {
    return new Unit(program, new Code("    ")).emit();
  }

  private record Unit(StencilProgram p, Code code) {

    String emit() {
      code.set("name", p.name())
          .set("bias", p.number(p.bias()))
          .set("type", p.dtype() == DType.F64 ? "float64" : "float32")
          .set("u", p.perInput(""));
      code.comment("# ", p.description());
      code.write(
          """
          #
          # Arrays have the axes in the order of the file. out shares no memory with others.

          import numpy as np

          _$name_TYPE = np.$type
          """);
      code.open("_$name_OFFSET = [");
      code.write(p.offsetLines("(", p.rank() == 1 ? ",)" : ")")).close("]");
      code.open("_$name_WEIGHT = np.array([");
      code.write(p.weightLines("")).close("], dtype=_$name_TYPE)");
      apply();
      step();
      extended();
      p.modes().forEach(this::source);
      return code.toString();
    }

    private void apply() {
      code.gap().gap().open("def $name($u, out=None):");
      code.write(
          "\"\"\"" + Form.APPLY.sentence() + " Returns out, a new array if none is given.\"\"\"");
      for (String input : p.inputs()) {
        code.set("field", input);
        code.write("wide_$field = _$name_extended(np.asarray($field, dtype=_$name_TYPE))");
      }
      code.set("field", p.inputs().getFirst()).write("shape = np.shape($field)");
      for (Dim dim : p.dims()) {
        String size = "shape[" + dim.axis() + "]";
        String left = dim.margin() == 0 ? size : "max(" + size + " - " + 2 * dim.margin() + ", 0)";
        code.write("m" + dim.axis() + " = " + left);
      }
      code.set("shape", tuple("m")).set("offsets", tuple("o"));
      code.set("window", Words.join(p.dims(), ", ", Unit::window));
      code.write(
          """
          if out is None:
              out = np.empty(($shape), dtype=_$name_TYPE)
          out[...] = $bias
          """);
      for (int input = 0; input < p.inputs().size(); input++) {
        int[] range = p.range(input);
        code.set("first", range[0]).set("end", range[1]).set("field", p.inputs().get(input));
        code.write(
            """
            for k in range($first, $end):
                $offsets = _$name_OFFSET[k]
                out += _$name_WEIGHT[k] * wide_$field[$window]
            """);
      }
      code.write("return out").close();
    }

    private static String window(Dim dim) {
      String start = (dim.radius() == 0 ? "" : dim.radius() + " + ") + "o" + dim.axis();
      return start + ":" + start + " + m" + dim.axis();
    }

    private void step() {
      code.set("inside", Words.join(p.dims(), ", ", Unit::inside))
          .set("sentence", Form.STEP.sentence());
      code.gap().gap().open("def $name_step(a, base, b, $u, out=None):");
      code.write(
          """
          \"""$sentence\"""
          out = $name($u, out=out)
          out *= _$name_TYPE(b)
          out += _$name_TYPE(a) * np.asarray(base, dtype=_$name_TYPE)[$inside]
          return out
          """);
      code.close();
    }

    private static String inside(Dim dim) {
      int margin = dim.margin();
      return margin == 0 ? ":" : margin + ":" + margin + " + out.shape[" + dim.axis() + "]";
    }

    private void extended() {
      code.gap().gap().open("def _$name_extended(u):");
      code.write("\"\"\"The field with what stands beyond its edges.\"\"\"");
      p.dims().stream().filter(dim -> !dim.valid() && dim.radius() > 0).forEach(this::extend);
      code.write("return u").close();
    }

    private void extend(Dim dim) {
      code.set("axis", dim.axis()).set("r", dim.radius()).set("mode", Words.of(dim.mode()));
      if (dim.mode() == BoundaryMode.ZERO) {
        code.set("pad", Words.join(p.dims(), ", ", other -> other == dim ? "($r, $r)" : "(0, 0)"))
            .set("comma", p.rank() == 1 ? "," : "")
            .write("u = np.pad(u, ($pad$comma))");
      } else {
        code.write(
            """
            n = u.shape[$axis]
            u = np.take(u, _$name_$mode(np.arange(-$r, n + $r), n), axis=$axis)
            """);
      }
    }

    private void source(BoundaryMode mode) {
      if (mode == BoundaryMode.ZERO) {
        return;
      }
      code.set("mode", Words.of(mode))
          .set(
              "index",
              switch (mode) {
                case PERIODIC -> "i % n";
                case REFLECT -> "(n - 1) - abs(i % max(2 * (n - 1), 1) - (n - 1))";
                case REPLICATE -> "np.clip(i, 0, n - 1)";
                case ZERO, VALID -> throw new IllegalArgumentException(mode + " needs no index");
              });
      code.gap().gap().open("def _$name_$mode(i, n):");
      code.write(
          "\"\"\"Indices of the values that stand at i, which may lie beyond the n points.\"\"\"");
      code.write("return $index").close();
    }

    /** Variables of a letter and each axis, as a tuple. */
    private String tuple(String letter) {
      String names = Words.join(p.dims(), ", ", dim -> letter + dim.axis());
      return p.rank() == 1 ? names + "," : names;
    }
  }
}
