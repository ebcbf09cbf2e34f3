package org.sciml4j.pde.stepper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.graph.Graph;
import org.sciml4j.core.graph.TensorType;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Layer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.pde.stepper.PointExpression.Element;

/**
 * A trained step as a C99 function without dependencies but {@code math.h}, for one grid:
 *
 * <pre>{@code
 * void name(const double *u, double *next, double *work);
 * void name(const double *u, double *next, double *carried, long taken, double *work);
 * }</pre>
 *
 * <p>The second is that of schemes that carry values from earlier steps. It may be called by
 * several threads, each with memory of its own.
 *
 * <p>It can say steps that are made of stencils and convolutions with any edges of a {@code
 * FieldBoundary}, of arithmetic at points and of products along axes: polynomials, symbolic
 * networks, piecewise functions, variable coefficients, masks, stiff linear parts, small
 * convolutional networks. Edge values, masks, forcing and coefficients are tables in the source;
 * fields that the caller may change are variables of the state ({@code Passive}), as in Java.
 * Networks that change the number of points (strides, pools) are refused.
 */
public final class StepSource {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> RESERVED =
      Set.of(
          ("auto break case char const continue default do double else enum extern float for goto if"
                  + " inline int long register restrict return short signed sizeof static struct"
                  + " switch typedef union unsigned void volatile while abs acos asin atan ceil cos"
                  + " cosh erf exp expm1 fabs floor fma fmax fmin fmod log log1p main max min pow"
                  + " rint round sin sinh sqrt tan tanh trunc")
              .split(" "));
  private static final String CARRIED = "carried";

  private final CFile file;
  private final TensorType state;

  private StepSource(CFile file, TensorType state) {
    this.file = file;
    this.state = state;
  }

  /**
   * The source file.
   *
   * @param step one time step
   * @param parameters its trained numbers
   * @param state type of a state, {@code [variables, space...]}
   * @param name of the function
   * @throws InvalidInputException if the step cannot be said in these terms, naming the layer that
   *     cannot
   */
  public static String c(Layer step, Parameters parameters, TensorType state, String name) {
    if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
      throw new InvalidInputException("name", "'" + name + "'", "a C identifier", "choose another");
    }
    long[] one = LongStream.concat(LongStream.of(1), LongStream.of(state.shape())).toArray();
    List<Graph> levels = StepGraphs.of(step, parameters, state.withShape(one), CpuDevice.common());
    return new StepSource(new CFile(name, state.dtype()), state).text(levels);
  }

  private String text(List<Graph> levels) {
    List<String> functions = new ArrayList<>();
    long work = 0;
    for (int level = 0; level < levels.size(); level++) {
      CFunction code = new CFunction(file);
      write(levels.get(level), code);
      work = Math.max(work, code.workspace());
      functions.add(
          head(levels.size(), level) + " {\n" + unused(levels.size()) + code.body() + "}\n");
    }
    if (levels.size() > 1) {
      functions.add(choice(levels.size()));
    }
    return file.text(description(levels.size()), functions, work);
  }

  private void write(Graph graph, CFunction code) {
    StepTranslation translation = new StepTranslation(file, code);
    for (int i = 0; i < graph.inputs().size(); i++) {
      List<Element> arrays = arrays(i == 0 ? "u" : CARRIED, i);
      translation.give(
          graph.inputs().get(i),
          new StepFields(new long[] {1, state.size(0)}, space(), List.copyOf(arrays)));
    }
    List<Element> targets = new ArrayList<>();
    List<PointExpression> values = new ArrayList<>();
    List<Value> known = ConstantParts.computed(graph.inputs(), graph.outputs(), CpuDevice.common());
    List<StepFields> results = translation.translate(new Graph(graph.inputs(), known));
    for (int i = 0; i < results.size(); i++) {
      targets.addAll(arrays(i == 0 ? "next" : CARRIED, i));
      values.addAll(results.get(i).channels());
    }
    code.store(targets, values);
  }

  private long[] space() {
    return Arrays.copyOfRange(state.shape(), 1, state.rank());
  }

  /** The variables of the state, or of what is carried behind it. */
  private List<Element> arrays(String name, int number) {
    List<Element> arrays = new ArrayList<>();
    StridedView points = StridedView.rowMajor(space());
    for (long variable = 0; variable < state.size(0); variable++) {
      long first = Math.max(0, number - 1) * state.count() + variable * points.count();
      arrays.add(new Element(name, points.from(first)));
    }
    return arrays;
  }

  private static String unused(int levels) {
    return "  (void) u;\n" + (levels == 1 ? "" : "  (void) carried;\n") + "  (void) work;\n";
  }

  private String head(int levels, int level) {
    return levels == 1
        ? "void " + signature(file.name())
        : "static void " + signature(file.name() + "_" + level, memory(CARRIED));
  }

  private String signature(String name, String... others) {
    List<String> all = new ArrayList<>(List.of("const " + memory("u"), memory("next")));
    all.addAll(List.of(others));
    all.add(memory("work"));
    return name + "(" + String.join(", ", all) + ")";
  }

  private String memory(String name) {
    return file.real() + " *restrict " + name;
  }

  /** The function that calls that of what is carried already. */
  private String choice(int levels) {
    StringBuilder text = new StringBuilder("void ");
    text.append(signature(file.name(), memory(CARRIED), "long taken")).append(" {\n");
    for (int level = 0; level < levels; level++) {
      text.append(level == 0 ? "  " : "  else ");
      text.append(level + 1 < levels ? "if (taken <= " + level + ") " : "");
      text.append(file.name() + "_" + level + "(u, next, carried, work);\n");
    }
    return text.append("}\n").toString();
  }

  private String description(int levels) {
    String constant = file.name().toUpperCase(Locale.ROOT);
    return "A step of "
        + state.size(0)
        + " variables on "
        + Arrays.toString(space())
        + " points.\n"
        + "Arrays are row-major, the last axis fastest, and share no memory.\n"
        + "work holds "
        + constant
        + "_WORK numbers."
        + (levels == 1
            ? ""
            : "\ncarried holds "
                + (levels - 1) * state.count()
                + " numbers, which the caller keeps from step to step;\n"
                + "taken is the number of steps since they began, 0 at first and after a jump.");
  }
}
