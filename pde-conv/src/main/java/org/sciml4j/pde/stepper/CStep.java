package org.sciml4j.pde.stepper;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.pde.stepper.PointExpression.Combined;
import org.sciml4j.pde.stepper.PointExpression.Element;
import org.sciml4j.pde.stepper.PointExpression.Literal;

/** A C function in the making: loops over all points of a grid, one after the other. */
final class CStep {
  private final String name;
  private final DType dtype;
  private final long[] space;
  private final long points;
  private final StringBuilder body = new StringBuilder();
  private final StringBuilder tables = new StringBuilder();
  private final Set<BoundaryMode> modes = new TreeSet<>();
  private final Map<PointExpression, Element> arrays = new HashMap<>();
  private long workspace;
  private int count;

  CStep(String name, DType dtype, long[] space) {
    this.name = name;
    this.dtype = dtype;
    this.space = space.clone();
    points = Arrays.stream(space).reduce(1, (a, b) -> a * b);
  }

  private String real() {
    return dtype == DType.F64 ? "double" : "float";
  }

  private String number(double x) {
    return dtype == DType.F64 ? Double.toString(x) : Float.toString((float) x) + "f";
  }

  /** Numbers of the grid's points. */
  PointExpression table(double[] numbers, int from) {
    String table = "table_" + count++;
    tables.append("static const " + real() + " " + table + "[" + points + "] = {");
    for (int i = 0; i < points; i++) {
      tables.append(i % 6 == 0 ? "\n  " : " ").append(number(numbers[from + i])).append(',');
    }
    tables.append("\n};\n\n");
    return new Element(table, 0);
  }

  /** An array that holds an expression. */
  Element stored(PointExpression expression) {
    if (expression instanceof Element element) {
      return element;
    }
    Element known = arrays.get(expression);
    if (known != null) {
      return known;
    }
    Element target = new Element("work", workspace);
    workspace += points;
    store(List.of(target), List.of(expression));
    arrays.put(expression, target);
    return target;
  }

  /** A loop that writes expressions to arrays. */
  void store(List<Element> targets, List<PointExpression> expressions) {
    Map<PointExpression, String> names = new HashMap<>();
    body.append("  for (long p = 0; p < " + points + "L; ++p) {\n");
    for (int i = 0; i < targets.size(); i++) {
      String value = written(expressions.get(i), names);
      body.append("    " + text(targets.get(i)) + " = " + value + ";\n");
    }
    body.append("  }\n");
  }

  private String text(Element element) {
    return element.array() + "[" + (element.offset() == 0 ? "" : element.offset() + "L + ") + "p]";
  }

  private String written(PointExpression expression, Map<PointExpression, String> names) {
    return switch (expression) {
      case Element element -> text(element);
      case Literal(double value) -> value < 0 ? "(" + number(value) + ")" : number(value);
      case Combined combined -> {
        String known = names.get(combined);
        if (known == null) {
          Object[] operands =
              combined.operands().stream().map(one -> written(one, names)).toArray();
          known = "x" + names.size();
          names.put(combined, known);
          String value = String.format(combined.format(), operands);
          body.append("    const " + real() + " " + known + " = " + value + ";\n");
        }
        yield known;
      }
    };
  }

  /**
   * A sum of stencils, one for each array, in a new array.
   *
   * @param kernels row-major
   * @param extents of all kernels
   */
  Element stencil(
      List<Element> sources, List<double[]> kernels, long[] extents, List<Padding> padding) {
    Element target = new Element("work", workspace);
    workspace += points;
    String indent = "  ";
    for (int axis = 0; axis < space.length; axis++) {
      body.append(
          indent
              + "for (long i"
              + axis
              + " = 0; i"
              + axis
              + " < "
              + space[axis]
              + "L; ++i"
              + axis
              + ") {\n");
      indent += "  ";
      for (int k = 0; k < extents[axis]; k++) {
        body.append(
            indent
                + "const long "
                + index(axis, k)
                + " = "
                + source(axis, k, padding.get(axis))
                + ";\n");
      }
    }
    body.append(indent + real() + " sum = 0;\n");
    boolean zeros =
        padding.stream()
            .anyMatch(
                one -> one.lowMode() == BoundaryMode.ZERO || one.highMode() == BoundaryMode.ZERO);
    for (int i = 0; i < sources.size(); i++) {
      double[] kernel = kernels.get(i);
      for (int point = 0; point < kernel.length; point++) {
        if (kernel[point] != 0) {
          int[] at = at(point, extents);
          String guard =
              zeros
                  ? IntStream.range(0, at.length)
                      .mapToObj(axis -> index(axis, at[axis]) + " >= 0")
                      .collect(Collectors.joining(" && ", "if (", ") "))
                  : "";
          body.append(
              indent
                  + guard
                  + "sum += "
                  + number(kernel[point])
                  + " * "
                  + sources.get(i).array()
                  + "["
                  + sources.get(i).offset()
                  + "L + "
                  + flat(axis -> index(axis, at[axis]))
                  + "];\n");
        }
      }
    }
    body.append(
        indent + "work[" + target.offset() + "L + " + flat(axis -> "i" + axis) + "] = sum;\n");
    for (int axis = space.length - 1; axis >= 0; axis--) {
      body.append("  ".repeat(axis + 1) + "}\n");
    }
    return target;
  }

  private static int[] at(int point, long[] extents) {
    int[] at = new int[extents.length];
    int rest = point;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      at[axis] = (int) (rest % extents[axis]);
      rest /= (int) extents[axis];
    }
    return at;
  }

  private static String index(int axis, int k) {
    return "j" + axis + "_" + k;
  }

  private String flat(IntFunction<String> index) {
    String flat = index.apply(0);
    for (int axis = 1; axis < space.length; axis++) {
      flat = "(" + flat + ") * " + space[axis] + "L + " + index.apply(axis);
    }
    return flat;
  }

  private String source(int axis, int k, Padding padding) {
    long offset = k - padding.low();
    if (offset == 0) {
      return "i" + axis;
    }
    BoundaryMode mode = offset < 0 ? padding.lowMode() : padding.highMode();
    modes.add(mode);
    return name
        + "_"
        + mode.name().toLowerCase(Locale.ROOT)
        + "(i"
        + axis
        + (offset < 0 ? " - " : " + ")
        + Math.abs(offset)
        + ", "
        + space[axis]
        + "L)";
  }

  /** The whole source file. */
  String file(String description) {
    StringBuilder text = new StringBuilder();
    text.append("// " + description + "\n");
    text.append(
        "// Arrays are row-major, the last axis fastest; u, next and work share no memory.\n");
    text.append(
        "// work holds "
            + name.toUpperCase(Locale.ROOT)
            + "_WORK numbers.\n\n#include <math.h>\n\n");
    text.append(
        "#define " + name.toUpperCase(Locale.ROOT) + "_WORK " + Math.max(1, workspace) + "L\n\n");
    for (BoundaryMode mode : modes) {
      text.append(
          "static long "
              + name
              + "_"
              + mode.name().toLowerCase(Locale.ROOT)
              + "(long i, long n) {\n");
      text.append(
          switch (mode) {
            case PERIODIC -> "  i %= n;\n  return i < 0 ? i + n : i;\n";
            case REPLICATE -> "  return i < 0 ? 0 : i >= n ? n - 1 : i;\n";
            case REFLECT ->
                "  const long period = n > 1 ? 2 * (n - 1) : 1;\n  i %= period;\n  if (i < 0) i += period;\n  return i < n ? i : period - i;\n";
            case ZERO, VALID -> "  return i < 0 || i >= n ? -1 : i;\n";
          });
      text.append("}\n\n");
    }
    text.append(tables);
    text.append(
        "void "
            + name
            + "(const "
            + real()
            + " *restrict u, "
            + real()
            + " *restrict next, "
            + real()
            + " *restrict work) {\n");
    text.append("  (void) work;\n").append(body).append("}\n");
    return text.toString();
  }
}
