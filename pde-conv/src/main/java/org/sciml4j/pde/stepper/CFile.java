package org.sciml4j.pde.stepper;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.tensor.DType;

/** What the functions of a C file share: tables of numbers and the modes of edges. */
final class CFile {
  private final String name;
  private final DType dtype;
  private final Map<DoubleBuffer, String> tables = new LinkedHashMap<>();
  private final Set<BoundaryMode> modes = new TreeSet<>();

  CFile(String name, DType dtype) {
    this.name = name;
    this.dtype = dtype;
  }

  String name() {
    return name;
  }

  DType dtype() {
    return dtype;
  }

  String real() {
    return dtype == DType.F64 ? "double" : "float";
  }

  String number(double x) {
    double stored = dtype == DType.F64 ? x : (float) x;
    if (Double.isNaN(stored)) {
      return "NAN";
    }
    if (Double.isInfinite(stored)) {
      return stored > 0 ? "INFINITY" : "-INFINITY";
    }
    return dtype == DType.F64 ? Double.toString(x) : Float.toString((float) x) + "f";
  }

  /** The name of an array of these numbers. */
  String table(double... numbers) {
    return tables.computeIfAbsent(
        DoubleBuffer.wrap(numbers.clone()), _ -> name + "_table_" + tables.size());
  }

  /** The name of the function from any index along an axis to one on it, or -1 for a zero. */
  String indexFunction(BoundaryMode mode) {
    modes.add(mode);
    return functionOf(mode);
  }

  private String functionOf(BoundaryMode mode) {
    return name + "_" + mode.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The whole source file.
   *
   * @param description what it says first
   * @param functions the functions of one step
   * @param work numbers that they need to work with
   */
  String text(String description, List<String> functions, long work) {
    StringBuilder text = new StringBuilder();
    description.lines().forEach(line -> text.append("// " + line + "\n"));
    String constant = name.toUpperCase(Locale.ROOT) + "_WORK";
    text.append("\n#include <math.h>\n\n");
    text.append("#define " + constant + " " + Math.max(1, work) + "L\n\n");
    modes.forEach(mode -> text.append(indexFunctionText(mode)));
    String all = String.join("\n", functions);
    tables.forEach(
        (numbers, table) -> {
          if (all.contains(table + "[")) {
            text.append(tableText(table, numbers.array()));
          }
        });
    return text.append(all).toString();
  }

  private String indexFunctionText(BoundaryMode mode) {
    String body =
        switch (mode) {
          case PERIODIC -> "  i %= n;\n  return i < 0 ? i + n : i;\n";
          case REPLICATE -> "  return i < 0 ? 0 : i >= n ? n - 1 : i;\n";
          case REFLECT ->
              """
                const long period = n > 1 ? 2 * (n - 1) : 1;
                i %= period;
                if (i < 0) i += period;
                return i < n ? i : period - i;
              """;
          case ZERO, VALID -> "  return i < 0 || i >= n ? -1 : i;\n";
        };
    return "static long " + functionOf(mode) + "(long i, long n) {\n" + body + "}\n\n";
  }

  private String tableText(String table, double[] numbers) {
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < numbers.length; from += 6) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = from; i < Math.min(from + 6, numbers.length); i++) {
        line.append(number(numbers[i])).append(i + 1 < numbers.length ? ", " : "");
      }
      lines.add(line.toString().stripTrailing());
    }
    return "static const "
        + real()
        + " "
        + table
        + "["
        + numbers.length
        + "] = {\n"
        + String.join("\n", lines)
        + "\n};\n\n";
  }
}
