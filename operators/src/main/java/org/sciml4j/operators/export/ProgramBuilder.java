package org.sciml4j.operators.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.Kernel;
import org.sciml4j.operators.StencilFile;
import org.sciml4j.operators.StencilFile.Input;
import org.sciml4j.operators.export.StencilProgram.Dim;
import org.sciml4j.operators.export.StencilProgram.Term;

/** Makes the program of a stencil, checking what languages would trip over. */
final class ProgramBuilder {
  /** Leaves room for our suffixes in the 63 characters of a Fortran 2003 name. */
  private static final int LONGEST_NAME = 48;

  /** Words that at least one of the languages, or the text we write, keeps for itself. */
  private static final Set<String> RESERVED =
      Set.of(
          """
          abstract alignas alignof and and_eq as asm assert async auto await base bitand bitor bool
          boolean break byte case catch char class compl concept const const_cast consteval
          constexpr constinit continue decltype def default del delete do double dynamic_cast elif
          else end enum except explicit export extends extern false final finally float for from
          friend function global goto if implements import in inline instanceof int interface is
          lambda long main module mutable namespace native new none nonlocal noexcept not not_eq np
          null nullptr offset operator or or_eq out package pass private program protected public
          raise record register reinterpret_cast requires restrict return sealed short signed sizeof
          static static_assert static_cast strictfp struct subroutine sum super switch synchronized
          template this thread_local throw throws to transient true try typedef typeid typename
          union unsigned use using var virtual void volatile wchar_t weight while with wp xor xor_eq
          yield
          """
              .strip()
              .split("\\s+"));

  private ProgramBuilder() {}

  static StencilProgram program(StencilFile file, DType dtype, String name) {
    requireName(name);
    requireFinite("bias", file.bias(), dtype);
    List<Input> inputs = file.inputs().stream().filter(ProgramBuilder::hasWeights).toList();
    List<Term> terms = terms(inputs, dtype);
    List<String> arguments = file.inputs().size() == 1 ? List.of("u") : arguments(inputs);
    return new StencilProgram(
        name,
        dtype,
        dims(file, terms),
        arguments,
        terms,
        file.bias(),
        Description.lines(file, inputs, arguments, dtype));
  }

  private static boolean hasWeights(Input input) {
    return Arrays.stream(input.kernel().values()).anyMatch(weight -> weight != 0);
  }

  private static List<Term> terms(List<Input> inputs, DType dtype) {
    List<Term> terms = new ArrayList<>();
    for (int input = 0; input < inputs.size(); input++) {
      Kernel kernel = inputs.get(input).kernel();
      double[] weights = kernel.values();
      for (int position = 0; position < weights.length; position++) {
        if (weights[position] != 0) {
          requireFinite("kernels." + inputs.get(input).name(), weights[position], dtype);
          terms.add(new Term(input, kernel.offset(position), weights[position]));
        }
      }
    }
    if (terms.isEmpty()) {
      throw new InvalidInputException(
          "kernel",
          "zero everywhere",
          "at least one weight other than zero",
          "export a stencil that does something");
    }
    return terms;
  }

  private static List<Dim> dims(StencilFile file, List<Term> terms) {
    return IntStream.range(0, file.dims())
        .mapToObj(
            axis ->
                new Dim(
                    axis,
                    file.inputs().stream()
                        .mapToInt(input -> input.kernel().radius(axis))
                        .max()
                        .orElseThrow(),
                    Math.max(0, terms.stream().mapToInt(t -> -t.offset()[axis]).max().orElse(0)),
                    Math.max(0, terms.stream().mapToInt(t -> t.offset()[axis]).max().orElse(0)),
                    file.axes().get(axis).boundary()))
        .toList();
  }

  /** {@code u_} and the name of each input, made legal and unique. */
  private static List<String> arguments(List<Input> inputs) {
    Set<String> taken = new HashSet<>();
    List<String> arguments = new ArrayList<>();
    for (Input input : inputs) {
      String legal = input.name().replaceAll("[^A-Za-z0-9]+", "_");
      String argument = "u_" + legal.substring(0, Math.min(legal.length(), LONGEST_NAME));
      for (int copy = 2; !taken.add(argument.toLowerCase(Locale.ROOT)); copy++) {
        argument += "_" + copy;
      }
      arguments.add(argument);
    }
    return arguments;
  }

  private static void requireName(String name) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_]{1," + (LONGEST_NAME - 1) + "}")
        || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      throw new InvalidInputException(
          "function name",
          "'" + name + "'",
          "2 to " + LONGEST_NAME + " letters, digits and underscores that are no keyword",
          "choose one like 'laplacian'");
    }
  }

  private static void requireFinite(String what, double value, DType dtype) {
    if (!Float.isFinite((float) value) && dtype == DType.F32) {
      throw new InvalidInputException(
          what, value, "a number within single precision", "export with double precision");
    }
  }
}
