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
      code.line("// Arrays are row-major, the last axis fastest, in device memory. out shares no");
      code.line("// memory with others. The functions return once the kernel is in the stream.");
      code.line("").line("#include <cuda_runtime.h>").line("");
      p.modes().forEach(this::source);
      if (p.dims().stream().anyMatch(Dim::reachesOut)) {
        tables();
      }
      value();
      kernel(false);
      kernel(true);
      launcher(false);
      code.line("");
      launcher(true);
      return code.toString();
    }

    private void source(BoundaryMode mode) {
      code.line("// Index of the value that stands at i, which may lie beyond the n points; -1 for none.");
      code.open(
          "static __device__ __forceinline__ long long " + sourceName(mode)
          + "(long long i, long long n) {");
      code.lines(Words.sourceBody(mode, "const long long"));
      code.close("}").line("");
    }

    private String sourceName(BoundaryMode mode) {
      return p.name() + "_" + Words.of(mode);
    }

    private void tables() {
      int count = p.terms().size();
      code.open(
          "static __constant__ signed char " + p.name() + "_offset[" + count + "][" + p.rank()
          + "] = {");
      code.lines(p.offsetLines("{", "}")).close("};");
      code.open("static __constant__ " + real + " " + p.name() + "_weight[" + count + "] = {");
      code.lines(p.weightLines(suffix)).close("};").line("");
    }

    private void value() {
      code.line("// One value of K*u + bias.");
      code.open(
          "static __device__ __forceinline__ " + real + " " + p.name() + "_value(" + inputs() + ", "
          + perDim(p.dims(), "long long ") + ", " + indices() + ") {");
      code.line(real + " sum = " + number(p.bias()) + ";");
      String inside =
          p.dims().stream()
              .filter(Dim::reachesOut)
              .map(dim -> Words.inside(dim, " && "))
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
      code.line("return sum;").close("}").line("");
    }

    private void interior() {
      code.line("const long long here = " + Words.flat(p, "i") + ";");
      for (Term term : p.terms()) {
        code.line(
            "sum " + (term.weight() < 0 ? "-" : "+") + "= " + number(Math.abs(term.weight())) + " * "
            + p.input(term) + "[" + position(term.offset()) + "];");
      }
    }

    private void edge(String input, int[] range) {
      code.open("for (int k = " + range[0] + "; k < " + range[1] + "; ++k) {");
      for (Dim dim : p.dims()) {
        String index = dim.index() + " + " + p.name() + "_offset[k][" + dim.axis() + "]";
        code.line(
            "const long long j" + dim.axis() + " = "
            + (dim.reachesOut()
                ? sourceName(dim.mode()) + "(" + index + ", " + dim.size() + ")"
                : index)
            + ";");
      }
      code.line(
          Words.ifInside(p, " && ") + "sum += " + p.name() + "_weight[k] * " + input + "["
          + Words.flat(p, "j") + "];");
      code.close("}");
    }

    private void kernel(boolean step) {
      code.open(
          "static __global__ void " + p.name() + (step ? "_step_kernel(" : "_kernel(")
          + arguments(step) + ") {");
      for (Dim dim : p.dims()) {
        String thread = THREADS.get(p.rank() - 1 - dim.axis());
        code.open(
            "for (long long " + dim.index() + " = "
            + plus("blockIdx." + thread + " * (long long) blockDim." + thread + " + threadIdx."
                + thread, dim.margin())
            + "; " + dim.index() + " < " + plus(dim.size(), -dim.margin()) + "; " + dim.index()
            + " += (long long) blockDim." + thread + " * gridDim." + thread + ") {");
      }
      String value =
          p.name() + "_value(" + p.perInput("") + ", " + perDim(p.dims(), "") + ", "
          + Words.indices(p.dims()) + ")";
      code.line(
          "out[" + outPosition() + "] = "
          + (step ? "a * base[" + Words.flat(p, "i") + "] + b * " : "") + value + ";");
      p.dims().forEach(dim -> code.close("}"));
      code.close("}").line("");
    }

    private void launcher(boolean step) {
      code.line(
          step
              ? "// out = a*base + b*(K*u + bias); base has the shape of u and may be u."
              : "// out = K*u + bias.");
      code.open(
          "extern \"C\" cudaError_t " + p.name() + (step ? "_step(" : "(") + arguments(step)
          + ", cudaStream_t stream) {");
      for (Dim dim : p.dims()) {
        code.line(
            "const long long m" + dim.axis() + " = " + plus(dim.size(), -2 * dim.margin()) + ";");
      }
      code.line(
          "if (" + p.dims().stream().map(dim -> "m" + dim.axis() + " <= 0")
              .collect(Collectors.joining(" || ")) + ") return cudaSuccess;");
      int last = p.rank() - 1;
      int[] block = p.rank() == 1 ? new int[] {256, 1, 1} : new int[] {32, 8, 1};
      code.line("const dim3 block(" + block[0] + ", " + block[1] + ", " + block[2] + ");");
      code.line("const dim3 grid(" + blocks(last, block[0], 2147483647)
          + (p.rank() > 1 ? ", " + blocks(last - 1, block[1], 65535) : "")
          + (p.rank() > 2 ? ", " + blocks(last - 2, block[2], 65535) : "") + ");");
      code.line(
          p.name() + (step ? "_step_kernel" : "_kernel") + "<<<grid, block, 0, stream>>>("
          + (step ? "a, base, b, " : "") + p.perInput("") + ", out, " + perDim(p.dims(), "") + ");");
      code.line("return cudaGetLastError();").close("}");
    }

    private static String blocks(int axis, int size, int most) {
      String blocks = "(m" + axis + " + " + (size - 1) + ") / " + size;
      return "(unsigned) (" + blocks + " < " + most + " ? " + blocks + " : " + most + ")";
    }

    private String arguments(boolean step) {
      return (step ? real + " a, const " + real + " *base, " + real + " b, " : "") + inputs() + ", "
          + real + " *__restrict__ out, " + perDim(p.dims(), "long long ");
    }

    private String inputs() {
      return p.perInput("const " + real + " *__restrict__ ");
    }

    private String indices() {
      return p.dims().stream()
          .map(dim -> "long long " + dim.index())
          .collect(Collectors.joining(", "));
    }

    /** Position of a point of the input relative to {@code here}. */
    private String position(int[] offset) {
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
      Dim last = p.last();
      String index = plus(last.index(), -last.margin());
      return p.rank() == 1 ? index : Words.outRow(p) + " + " + index;
    }

    private String number(double value) {
      return p.number(value) + suffix;
    }
  }
}
