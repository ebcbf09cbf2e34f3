package org.sciml4j.pde.stepper;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.sciml4j.core.graph.Padding;
import org.sciml4j.pde.stepper.PointExpression.Combined;
import org.sciml4j.pde.stepper.PointExpression.Element;
import org.sciml4j.pde.stepper.PointExpression.Literal;

/** The body of a C function in the making: loops over points, one after the other. */
final class CFunction {
  private static final String WORK = "work";

  private final CFile file;
  private final StringBuilder body = new StringBuilder();
  private final Map<PointExpression, Element> arrays = new HashMap<>();
  private long workspace;

  CFunction(CFile file) {
    this.file = file;
  }

  /** Numbers of working memory so far. */
  long workspace() {
    return workspace;
  }

  String body() {
    return body.toString();
  }

  /** A new array for the points of a box. */
  Element allocate(long... box) {
    StridedView view = StridedView.rowMajor(box).from(workspace);
    workspace += view.count();
    return new Element(WORK, view);
  }

  /** An array that holds an expression; of zeros and the like one number. */
  Element stored(PointExpression expression, long... box) {
    return switch (expression) {
      case Element element -> element;
      case Literal(double value) ->
          new Element(file.table(value), StridedView.rowMajor().broadcastTo(box));
      case Combined combined -> {
        Element known = arrays.get(combined);
        if (known == null) {
          known = allocate(box);
          store(List.of(known), List.of(combined));
          arrays.put(combined, known);
        }
        yield known;
      }
    };
  }

  /**
   * A loop that writes expressions to arrays of one box. All are computed before one is written.
   */
  void store(List<Element> targets, List<PointExpression> expressions) {
    Set<Element> elements = Collections.newSetFromMap(new IdentityHashMap<>());
    elements.addAll(targets);
    Set<PointExpression> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    expressions.forEach(expression -> collect(expression, visited, elements));
    long[] box = targets.getFirst().view().extents();
    boolean flat = elements.stream().allMatch(element -> element.view().isRowMajor());
    String indent = flat ? "    " : open(box);
    if (flat) {
      body.append("  " + loop("p", StridedView.count(box)));
    }
    Map<PointExpression, String> names = new HashMap<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      String value = written(expressions.get(i), indent, flat, names);
      if (targets.size() > 1 && expressions.get(i) instanceof Element) {
        String kept = "y" + i;
        body.append(indent + "const " + file.real() + " " + kept + " = " + value + ";\n");
        value = kept;
      }
      values.add(value);
    }
    for (int i = 0; i < targets.size(); i++) {
      body.append(indent + text(targets.get(i), flat) + " = " + values.get(i) + ";\n");
    }
    close(flat ? 1 : box.length);
  }

  private void collect(
      PointExpression expression, Set<PointExpression> visited, Set<Element> elements) {
    if (expression instanceof Element element) {
      elements.add(element);
    } else if (expression instanceof Combined combined && visited.add(combined)) {
      Element known = arrays.get(combined);
      if (known != null) {
        elements.add(known);
      } else {
        combined.operands().forEach(operand -> collect(operand, visited, elements));
      }
    }
  }

  private String written(
      PointExpression expression, String indent, boolean flat, Map<PointExpression, String> names) {
    return switch (expression) {
      case Element element -> text(element, flat);
      case Literal(double value) -> value < 0 ? "(" + file.number(value) + ")" : file.number(value);
      case Combined combined when arrays.containsKey(combined) -> text(arrays.get(combined), flat);
      case Combined combined -> {
        String known = names.get(combined);
        if (known == null) {
          Object[] operands =
              combined.operands().stream().map(one -> written(one, indent, flat, names)).toArray();
          known = "x" + names.size();
          names.put(combined, known);
          String value = String.format(combined.format(), operands);
          body.append(indent + "const " + file.real() + " " + known + " = " + value + ";\n");
        }
        yield known;
      }
    };
  }

  private static String text(Element element, boolean flat) {
    StridedView view = element.view();
    String position =
        flat
            ? (view.first() == 0 ? "" : view.first() + "L + ") + "p"
            : position(view, axis -> "i" + axis);
    return element.array() + "[" + position + "]";
  }

  private static String position(StridedView view, IntFunction<String> index) {
    StringBuilder text = new StringBuilder(view.first() == 0 ? "" : view.first() + "L");
    for (int axis = 0; axis < view.rank(); axis++) {
      long stride = view.strides()[axis];
      if (stride != 0 && view.extents()[axis] != 1) {
        text.append(stride < 0 ? " - " : text.isEmpty() ? "" : " + ");
        text.append(Math.abs(stride) == 1 ? "" : Math.abs(stride) + "L * ");
        text.append(index.apply(axis));
      }
    }
    return text.isEmpty() ? "0" : text.toString();
  }

  /** Loops over a box; gives the indent within. */
  private String open(long... box) {
    String indent = "  ";
    for (int axis = 0; axis < box.length; axis++) {
      body.append(indent + loop("i" + axis, box[axis]));
      indent += "  ";
    }
    return indent;
  }

  private static String loop(String index, long count) {
    return "for (long %s = 0; %s < %dL; ++%s) {\n".formatted(index, index, count, index);
  }

  private void close(int loops) {
    for (int loop = loops; loop > 0; loop--) {
      body.append("  ".repeat(loop) + "}\n");
    }
  }

  /**
   * A sum of stencils, one for each array, in a new array: at point i the elements at {@code i +
   * origin + k} of the padded arrays times the kernels' numbers at k.
   *
   * @param kernels row-major, all of these extents
   * @param padding of the arrays
   * @param box of the result
   */
  Element stencil(
      List<Element> sources,
      List<double[]> kernels,
      long[] extents,
      long[] origin,
      List<Padding> padding,
      long[] box) {
    Element target = allocate(box);
    List<PaddedAxis> axes = new ArrayList<>();
    for (int axis = 0; axis < box.length; axis++) {
      long from = sources.getFirst().view().extents()[axis];
      axes.add(new PaddedAxis(axis, origin[axis], padding.get(axis), from, box[axis]));
    }
    List<long[]> taps = taps(extents);
    for (int axis = 0; axis < box.length; axis++) {
      body.append("  ".repeat(axis + 1)).append(loop("i" + axis, box[axis]));
      Set<Long> used = new TreeSet<>();
      for (int tap = 0; tap < taps.size(); tap++) {
        int at = tap;
        if (kernels.stream().anyMatch(kernel -> kernel[at] != 0)) {
          used.add(taps.get(tap)[axis]);
        }
      }
      for (long k : used) {
        String index = axes.get(axis).index(k) + " = " + axes.get(axis).source(k, file);
        body.append("  ".repeat(axis + 2) + "const long " + index + ";\n");
      }
    }
    String indent = "  ".repeat(box.length + 1);
    body.append(indent + file.real() + " sum = 0;\n");
    for (int i = 0; i < sources.size(); i++) {
      for (int tap = 0; tap < taps.size(); tap++) {
        if (kernels.get(i)[tap] != 0) {
          body.append(indent + term(sources.get(i), kernels.get(i)[tap], taps.get(tap), axes));
        }
      }
    }
    body.append(indent + text(target, false) + " = sum;\n");
    close(box.length);
    return target;
  }

  private String term(Element source, double weight, long[] tap, List<PaddedAxis> axes) {
    String guard =
        axes.stream()
            .filter(axis -> axis.mayBeZero(tap[axis.axis()]))
            .map(axis -> axis.index(tap[axis.axis()]) + " >= 0")
            .collect(Collectors.joining(" && "));
    String element = position(source.view(), axis -> axes.get(axis).index(tap[axis]));
    return (guard.isEmpty() ? "" : "if (" + guard + ") ")
        + "sum += "
        + (weight == 1 ? "" : file.number(weight) + " * ")
        + source.array()
        + "["
        + element
        + "];\n";
  }

  private static List<long[]> taps(long[] extents) {
    List<long[]> taps = new ArrayList<>();
    for (int i = 0; i < StridedView.count(extents); i++) {
      long[] tap = new long[extents.length];
      long rest = i;
      for (int axis = extents.length - 1; axis >= 0; axis--) {
        tap[axis] = rest % extents[axis];
        rest /= extents[axis];
      }
      taps.add(tap);
    }
    return taps;
  }

  /**
   * Lines along the last axis times a matrix, in a new array.
   *
   * @param matrix row-major, as many rows as a line has points
   */
  Element product(Element source, double[] matrix, int columns) {
    StridedView lines = source.view();
    int last = lines.rank() - 1;
    long[] box = lines.extents().clone();
    box[last] = columns;
    Element target = allocate(box);
    String indent = open(box);
    String factor = file.table(matrix) + "[" + columns + "L * k + i" + last + "]";
    String element = position(lines, axis -> axis == last ? "k" : "i" + axis);
    body.append(indent + file.real() + " sum = 0;\n");
    body.append(indent + loop("k", lines.extents()[last]));
    body.append(indent + "  sum += " + source.array() + "[" + element + "] * " + factor + ";\n");
    body.append(indent + "}\n");
    body.append(indent + text(target, false) + " = sum;\n");
    close(box.length);
    return target;
  }
}
