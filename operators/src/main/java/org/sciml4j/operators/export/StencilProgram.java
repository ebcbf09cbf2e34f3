package org.sciml4j.operators.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

/**
 * What every emitter writes: loops over the rows of the output (all axes but the last), each row a
 * straight-line interior between two edges.
 *
 * @param name name of the function
 * @param dtype element type
 * @param dims the axes, slowest first
 * @param inputs names of the arguments that hold the input fields; each has terms
 * @param terms the points with weights other than zero, grouped by input
 * @param bias what is added to every value
 * @param description lines that say what this is
 */
record StencilProgram(
    String name,
    DType dtype,
    List<Dim> dims,
    List<String> inputs,
    List<Term> terms,
    double bias,
    List<String> description) {

  /**
   * One axis.
   *
   * @param axis its number
   * @param radius how much is lost at either end of a VALID axis
   * @param low farthest reach towards smaller indices, zero or more
   * @param high farthest reach towards larger indices, zero or more
   * @param mode what stands beyond the edge
   */
  record Dim(int axis, int radius, int low, int high, BoundaryMode mode) {
    /** Name of the number of points. */
    String size() {
      return "n" + axis;
    }

    /** Name of the running index. */
    String index() {
      return "i" + axis;
    }

    boolean valid() {
      return mode == BoundaryMode.VALID;
    }

    /** Whether the stencil looks beyond the edge. */
    boolean reachesOut() {
      return !valid() && low + high > 0;
    }

    /** Whether values beyond the edge are zeros that stand nowhere in the field. */
    boolean reachesNothing() {
      return reachesOut() && mode == BoundaryMode.ZERO;
    }

    /** Points lost at either end of the output. */
    int margin() {
      return valid() ? radius : 0;
    }

    /** The index at an offset, as an expression in the running index. */
    String shifted(int offset) {
      return plus(index(), offset);
    }

    /** Name of the index of the point that stands at an offset. */
    String neighbour(int offset) {
      return reachesOut() && offset != 0
          ? "j" + axis + (offset < 0 ? "m" : "p") + Math.abs(offset)
          : shifted(offset);
    }
  }

  /**
   * One weighted point.
   *
   * @param input number of the input field
   * @param offset from the output point, one number per axis
   * @param weight not zero
   */
  record Term(int input, int[] offset, double weight) {
    int shift() {
      return offset[offset.length - 1];
    }

    List<Integer> row() {
      return Arrays.stream(offset, 0, offset.length - 1).boxed().toList();
    }
  }

  /** {@code expression + amount}, written without a double sign. */
  static String plus(String expression, int amount) {
    if (amount == 0) {
      return expression;
    }
    return expression + (amount < 0 ? " - " : " + ") + Math.abs(amount);
  }

  int rank() {
    return dims.size();
  }

  Dim last() {
    return dims.getLast();
  }

  List<Dim> outer() {
    return dims.subList(0, rank() - 1);
  }

  String input(Term term) {
    return inputs.get(term.input());
  }

  /** Whether some output points need values from beyond the edge one by one. */
  boolean hasEdges() {
    return last().reachesOut() || outer().stream().anyMatch(Dim::reachesNothing);
  }

  /** Boundary modes that occur beyond an edge. */
  List<BoundaryMode> modes() {
    return dims.stream().filter(Dim::reachesOut).map(Dim::mode).distinct().sorted().toList();
  }

  /** Offsets along the outer axes of the input rows that an output row needs, each once. */
  List<List<Integer>> rows() {
    return terms.stream().map(Term::row).distinct().toList();
  }

  /** Offsets other than zero that occur along one outer axis, each once. */
  List<Integer> offsetsAlong(Dim dim) {
    return terms.stream()
        .map(term -> term.offset()[dim.axis()])
        .filter(offset -> offset != 0)
        .distinct()
        .sorted()
        .toList();
  }

  /** Numbers of the first term and of that after the last term of one input. */
  int[] range(int input) {
    int[] own =
        IntStream.range(0, terms.size()).filter(k -> terms.get(k).input() == input).toArray();
    return new int[] {own[0], own[own.length - 1] + 1};
  }

  /** Text for each input, joined by commas. */
  String perInput(String prefix) {
    return inputs.stream().map(input -> prefix + input).collect(Collectors.joining(", "));
  }

  /** Text for each axis, joined by commas. */
  static String perDim(List<Dim> dims, String prefix) {
    return dims.stream().map(dim -> prefix + dim.size()).collect(Collectors.joining(", "));
  }

  /**
   * The axes whose sizes are needed to find points of the input: for strides, or to know where an
   * edge is.
   */
  List<Dim> sized() {
    return dims.stream().filter(dim -> dim.axis() > 0 || dim.reachesOut() || rank() == 1).toList();
  }

  /** Shortest decimal that reads back as the same number of the element type. */
  String number(double value) {
    return dtype == DType.F64 ? Double.toString(value) : Float.toString((float) value);
  }

  /** The weights in lines of a few, separated by commas. */
  List<String> weightLines(String suffix) {
    return lines(terms.stream().map(term -> number(term.weight()) + suffix).toList(), 4);
  }

  /** The offsets in lines of a few, each between the given brackets, separated by commas. */
  List<String> offsetLines(String open, String close) {
    return lines(
        terms.stream()
            .map(
                term ->
                    Arrays.stream(term.offset())
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", ", open, close)))
            .toList(),
        6);
  }

  static List<String> lines(List<String> items, int perLine) {
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < items.size(); from += perLine) {
      int to = Math.min(from + perLine, items.size());
      lines.add(String.join(", ", items.subList(from, to)) + (to < items.size() ? "," : ""));
    }
    return lines;
  }
}
