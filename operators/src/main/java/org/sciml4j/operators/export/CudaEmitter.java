package org.sciml4j.operators.export;

import static org.sciml4j.operators.export.StencilProgram.perDim;
import static org.sciml4j.operators.export.StencilProgram.plus;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.export.StencilProgram.Dim;
import org.sciml4j.operators.export.StencilProgram.Term;

/** CUDA C++: a thread per value, straight-line code inside, a table at the edges. */
final class CudaEmitter implements Emitter {
  private static final List<String> THREADS = List.of("x", "y", "z");

  /** The most blocks along each direction of a grid. */
  private static final List<Integer> MOST_BLOCKS = List.of(Integer.MAX_VALUE, 65535, 65535);

  @Override
  public String emit(StencilProgram program) {
    return new Unit(program, new Code("  ")).emit();
  }

  private record Unit(StencilProgram p, Code code) {

    String emit() {
      code.set("name", p.name())
          .set("real", p.dtype() == DType.F64 ? "double" : "float")
          .set("bias", p.number(p.bias()) + suffix())
          .set("parameters", p.perInput("const $real *__restrict__ "))
          .set("arguments", p.perInput(""))
          .set("sizes", perDim(p.dims(), "long long "))
          .set("sizeArguments", perDim(p.dims(), ""))
          .set("indices", Words.each(p.dims(), ", long long "))
          .set("indexArguments", Words.each(p.dims(), ", "))
          .set("here", Words.flat(p, "i"));
      code.comment("// ", p.description());
      code.write(
          """
          //
          // Arrays are row-major, the last axis fastest, in device memory. out shares no
          // memory with others. The functions return once the kernel is in the stream.

          #include <cuda_runtime.h>
          """);
      p.modes().forEach(this::source);
      if (!p.modes().isEmpty()) {
        tables();
      }
      value();
      for (Form form : Form.values()) {
        kernel(form);
      }
      for (Form form : Form.values()) {
        launcher(form);
      }
      return code.toString();
    }

    private void source(BoundaryMode mode) {
      code.set("mode", Words.of(mode));
      code.gap().write(Words.SOURCE_COMMENT);
      code.open(
          "static __device__ __forceinline__ long long $name_$mode(long long i, long long n) {");
      code.write(Words.sourceBody(mode, "const long long")).close("}");
    }

    private void tables() {
      code.set("count", p.terms().size()).set("rank", p.rank());
      code.gap().open("static __constant__ signed char $name_offset[$count][$rank] = {");
      code.write(p.offsetLines("{", "}")).close("};");
      code.open("static __constant__ $real $name_weight[$count] = {");
      code.write(p.weightLines(suffix())).close("};");
    }

    private void value() {
      code.gap().write("// One value of K*u + bias.");
      code.open(
          "static __device__ __forceinline__ $real $name_value($parameters, $sizes$indices) {");
      code.write("$real sum = $bias;");
      String inside =
          p.dims().stream()
              .filter(Dim::reachesOut)
              .map(Words::inside)
              .collect(Collectors.joining(" && "));
      if (inside.isEmpty()) {
        interior();
      } else {
        code.open("if (" + inside + ") {");
        interior();
        code.turn("} else {");
        for (int input = 0; input < p.inputs().size(); input++) {
          edge(p.inputs().get(input), p.range(input));
        }
        code.close("}");
      }
      code.write("return sum;").close("}");
    }

    private void interior() {
      code.write("const long long here = $here;");
      for (Term term : p.terms()) {
        code.write(Words.add(p, term, suffix(), position(term.offset())));
      }
    }

    private void edge(String input, int[] range) {
      code.set("first", range[0]).set("end", range[1]).set("u", input);
      code.open("for (int k = $first; k < $end; ++k) {");
      code.write(Words.edgePoint(p, "const long long ", p.name() + "_offset", this::sourceCall));
      code.write(Words.ifInside(p) + "sum += $name_weight[k] * $u[" + Words.flat(p, "j") + "];");
      code.close("}");
    }

    private void kernel(Form form) {
      set(form);
      code.gap().open("static __global__ void $name$form_kernel($formParameters) {");
      for (Dim dim : p.dims()) {
        code.set("i", dim.index())
            .set("t", THREADS.get(p.rank() - 1 - dim.axis()))
            .set(
                "first", plus("blockIdx.$t * (long long) blockDim.$t + threadIdx.$t", dim.margin()))
            .set("end", plus(dim.size(), -dim.margin()));
        code.open(
            "for (long long $i = $first; $i < $end; $i += (long long) blockDim.$t * gridDim.$t) {");
      }
      code.set("out", outPosition()).set("scaled", form.ifStep("a * base[$here] + b * "));
      code.write("out[$out] = $scaled$name_value($arguments, $sizeArguments$indexArguments);");
      p.dims().forEach(_ -> code.close("}"));
      code.close("}");
    }

    private void launcher(Form form) {
      set(form);
      code.gap().write("// " + form.sentence());
      code.open("extern \"C\" cudaError_t $name$form($formParameters, cudaStream_t stream) {");
      for (Dim dim : p.dims()) {
        code.set("axis", dim.axis()).set("size", plus(dim.size(), -2 * dim.margin()));
        code.write("const long long m$axis = $size;");
      }
      code.set("empty", Words.join(p.dims(), " || ", dim -> "m" + dim.axis() + " <= 0"))
          .set("block", p.rank() == 1 ? "256, 1, 1" : "32, 8, 1")
          .set("grid", Words.join(p.dims().reversed(), ", ", this::blocks))
          .set("stepArguments", form.ifStep("a, base, b, "));
      code.write(
          """
          if ($empty) return cudaSuccess;
          const dim3 block($block);
          const dim3 grid($grid);
          $name$form_kernel<<<grid, block, 0, stream>>>($stepArguments$arguments, out, $sizeArguments);
          return cudaGetLastError();
          """);
      code.close("}");
    }

    /** Blocks that cover an axis, or as many as there may be: the kernel strides. */
    private String blocks(Dim dim) {
      int direction = p.rank() - 1 - dim.axis();
      int size = p.rank() == 1 ? 256 : List.of(32, 8, 1).get(direction);
      int most = MOST_BLOCKS.get(direction);
      String blocks = "(m" + dim.axis() + " + " + (size - 1) + ") / " + size;
      return "(unsigned) (" + blocks + " < " + most + " ? " + blocks + " : " + most + ")";
    }

    private void set(Form form) {
      code.set("form", form.suffix())
          .set("stepParameters", form.ifStep("$real a, const $real *base, $real b, "))
          .set("formParameters", "$stepParameters$parameters, $real *__restrict__ out, $sizes");
    }

    private String sourceCall(Dim dim, String index) {
      return p.name() + "_" + Words.of(dim.mode()) + "(" + index + ", " + dim.size() + ")";
    }

    /** Position of a point of the input relative to {@code here}. */
    private static String position(int[] offset) {
      StringBuilder position = new StringBuilder("here");
      for (int axis = 0; axis < offset.length; axis++) {
        if (offset[axis] != 0) {
          List<String> factors = new ArrayList<>();
          if (Math.abs(offset[axis]) != 1 || axis == offset.length - 1) {
            factors.add(Integer.toString(Math.abs(offset[axis])));
          }
          IntStream.range(axis + 1, offset.length).forEach(inner -> factors.add("n" + inner));
          position.append(offset[axis] < 0 ? " - " : " + ").append(String.join(" * ", factors));
        }
      }
      return position.toString();
    }

    private String outPosition() {
      String index = plus(p.last().index(), -p.last().margin());
      return p.rank() == 1 ? index : Words.outRow(p) + " + " + index;
    }

    private String suffix() {
      return p.dtype() == DType.F64 ? "" : "f";
    }
  }
}
