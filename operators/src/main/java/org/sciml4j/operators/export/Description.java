package org.sciml4j.operators.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.operators.StencilFile;
import org.sciml4j.operators.StencilFile.GridAxis;
import org.sciml4j.operators.StencilFile.Input;

/** The words at the head of exported source. */
final class Description {
  private static final int WIDTH = 90;

  private Description() {}

  /** Lines of at most {@value #WIDTH} characters that are safe in a line comment. */
  static List<String> lines(
      StencilFile file, List<Input> inputs, List<String> arguments, DType dtype) {
    List<String> lines = new ArrayList<>();
    String sum =
        arguments.stream()
            .map(input -> input.equals("u") ? "K*u" : "K_" + input.substring(2) + "*" + input)
            .collect(Collectors.joining(" + "));
    add(
        lines,
        "out = "
            + sum
            + (file.bias() == 0 ? "" : " + bias")
            + ", a finite-difference"
            + " stencil applied to a "
            + file.dims()
            + "-D field, "
            + precision(dtype)
            + ".");
    file.identified()
        .ifPresent(
            found ->
                add(
                    lines,
                    "Identified as "
                        + (found.text().isEmpty()
                            ? found.factor() + " x " + found.name()
                            : found.text())));
    for (int i = 0; i < arguments.size(); i++) {
      add(
          lines,
          "  "
              + arguments.get(i)
              + ": field '"
              + inputs.get(i).name()
              + "'"
              + units(", coefficients in", inputs.get(i).units()));
    }
    for (Input input : file.inputs()) {
      if (!inputs.contains(input)) {
        add(lines, "  field '" + input.name() + "' has no weight and is left out");
      }
    }
    for (int axis = 0; axis < file.dims(); axis++) {
      GridAxis grid = file.axes().get(axis);
      add(
          lines,
          "  n"
              + axis
              + ": points along '"
              + grid.name()
              + "', spacing "
              + grid.spacing()
              + units("", grid.units())
              + ", boundary "
              + grid.boundary().name().toLowerCase(Locale.ROOT)
              + (axis == file.dims() - 1 ? ", fastest in memory" : ""));
    }
    if (!file.origin().source().isEmpty()) {
      add(lines, "Source: " + file.origin().source());
    }
    String version = file.origin().version();
    add(lines, "Written by " + (version.isEmpty() ? "SciML4J" : version));
    return lines;
  }

  /** Wraps at spaces; characters that end or escape a comment in some language become a dot. */
  private static void add(List<String> lines, String text) {
    String safe = text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\\\\]|\\?(?=\\?)", ".");
    String rest = safe.stripTrailing();
    while (rest.length() > WIDTH) {
      int cut = rest.lastIndexOf(' ', WIDTH);
      int at = cut > WIDTH / 2 ? cut : WIDTH;
      lines.add(rest.substring(0, at));
      rest = "    " + rest.substring(at).strip();
    }
    lines.add(rest);
  }

  private static String units(String lead, String units) {
    return units.isEmpty() ? "" : lead + " " + units;
  }

  private static String precision(DType dtype) {
    return switch (dtype) {
      case F32 -> "single precision";
      case F64 -> "double precision";
    };
  }
}
