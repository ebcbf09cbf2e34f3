package org.sciml4j.operators.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.field.Axis;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.notation.Estimate;
import org.sciml4j.operators.notation.ShortNumber;

/** A kernel with error bars as a table: rows along the axis before the last, columns along it. */
final class KernelTable {
  private static final double DETERMINED = 1e-9;

  private KernelTable() {}

  static String of(Stencil stencil, double[] errors, List<Axis> axes, String units) {
    int[] extents = stencil.extents();
    int dims = extents.length;
    int columns = extents[dims - 1];
    int rows = dims > 1 ? extents[dims - 2] : 1;
    int planes = dims > 2 ? extents[0] : 1;
    String[][][] cells = new String[planes][rows][columns];
    int[][] offsets = stencil.offsets();
    double[] coefficients = stencil.coefficients();
    double largest = stencil.largestCoefficient();
    for (int k = 0; k < offsets.length; k++) {
      int[] o = offsets[k];
      int plane = dims > 2 ? o[0] + extents[0] / 2 : 0;
      int row = dims > 1 ? o[dims - 2] + rows / 2 : 0;
      cells[plane][row][o[dims - 1] + columns / 2] = cell(coefficients[k], errors[k], largest);
    }
    int width =
        Arrays.stream(cells)
            .flatMap(Arrays::stream)
            .flatMap(Arrays::stream)
            .mapToInt(cell -> cell == null ? 1 : cell.length())
            .max()
            .orElse(1);
    StringBuilder text = new StringBuilder();
    for (int plane = 0; plane < planes; plane++) {
      if (planes > 1) {
        text.append("  ").append(label(axes.getFirst(), plane - planes / 2)).append('\n');
      }
      for (String[] row : cells[plane]) {
        List<String> padded = new ArrayList<>();
        for (String cell : row) {
          String shown = cell == null ? "." : cell;
          padded.add(" ".repeat(width - shown.length()) + shown);
        }
        text.append("  ").append(String.join("  ", padded)).append('\n');
      }
    }
    return text.append(smallErrors(errors, largest, units)).toString();
  }

  /** Coefficients that are rounding beside the largest one show as zero. */
  private static String cell(double value, double error, double largest) {
    if (error > DETERMINED * largest) {
      return new Estimate(value, error).toString();
    }
    return Math.abs(value) <= DETERMINED * largest ? "0" : ShortNumber.decimal(value, 9);
  }

  /** The errors in one line where they are too small for the cells; else nothing. */
  private static String smallErrors(double[] errors, double largest, String units) {
    double worst = Arrays.stream(errors).max().orElse(0);
    return worst > DETERMINED * largest
        ? ""
        : "  standard errors at most "
            + ShortNumber.decimal(worst, 2)
            + (units.isEmpty() ? "" : " " + units)
            + "\n";
  }

  private static String label(Axis axis, int offset) {
    return axis.name() + (offset == 0 ? "" : offset > 0 ? "+" + offset : String.valueOf(offset));
  }
}
