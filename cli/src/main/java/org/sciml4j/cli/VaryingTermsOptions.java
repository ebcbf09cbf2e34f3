package org.sciml4j.cli;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.tensor.Tensor;
import org.sciml4j.pde.model.StateGrid;
import org.sciml4j.pde.model.VaryingPdeNetDesign;
import org.sciml4j.pde.pdenet.DerivativeScales;
import picocli.CommandLine.Option;

/** What a pdenet whose coefficients vary in space has beyond others. */
final class VaryingTermsOptions {
  /** How {@code --terms} names it. */
  static final String NAME = "varying";

  private static final String SYNTAX = "varying:CELLS:DEGREE, as varying:8:2 or varying:8x16:2";
  private static final double SMOOTHNESS = 1e-7;

  @Option(
      names = "--source",
      paramLabel = "CELLS",
      description =
          "A function f(u) beside the terms of --terms varying, by quadratic polynomials on so many"
              + " cells between the least and the largest u; it takes the place of the coefficient"
              + " of u.")
  private Integer source;

  @Option(
      names = "--smoothness",
      paramLabel = "W",
      description =
          "Weight of the bends of coefficients of --terms varying; noisier data want more. Default:"
              + " 1e-7.")
  private Double smoothness;

  /** The weight of the bends. */
  double smoothness() {
    if (smoothness != null && !(smoothness >= 0 && smoothness < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          "--smoothness", smoothness, "a number of 0 or more", "give for example 1e-6");
    }
    return smoothness == null ? SMOOTHNESS : smoothness;
  }

  /** What was given of these options. */
  Map<String, Object> given() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("--source", source);
    given.put("--smoothness", smoothness);
    return given;
  }

  /**
   * The design, with scales learned from frames.
   *
   * @param form the text of {@code --terms}
   * @param order highest of the derivatives
   * @param kernel points along every axis
   */
  VaryingPdeNetDesign design(
      MethodText form,
      StateGrid grid,
      FieldSeries data,
      int order,
      int kernel,
      int accuracy,
      String scheme) {
    smoothness();
    if (grid.variables().size() > 1) {
      throw new InvalidInputException(
          "--terms",
          "'" + form.text() + "' with --variables " + String.join(",", grid.variables()),
          "one variable, whose coefficients vary",
          "name one, or take --terms poly:2 or symbolic:5");
    }
    VaryingPdeNetDesign usual = VaryingPdeNetDesign.of(grid, data.first().spaceAxes());
    VaryingPdeNetDesign plain =
        usual
            .mesh(cells(form.atMost(2), usual.cells()), form.whole(1, usual.degree()))
            .kernels(order, kernel, accuracy)
            .scheme(scheme);
    try (Tensor states = data.someStates()) {
      VaryingPdeNetDesign complete = source == null ? plain : withSource(plain, states);
      return complete.scales(
          DerivativeScales.of(complete.stencils(), states, CpuDevice.common()),
          data.rates().getFirst());
    }
  }

  private VaryingPdeNetDesign withSource(VaryingPdeNetDesign plain, Tensor states) {
    if (source < 1) {
      throw new InvalidInputException("--source", source, "1 cell or more", "give for example 8");
    }
    double[] u = states.toDoubles();
    return plain.source(
        source, Arrays.stream(u).min().orElseThrow(), Arrays.stream(u).max().orElseThrow());
  }

  private static List<Integer> cells(MethodText form, List<Integer> usual) {
    if (!form.has(0)) {
      return usual;
    }
    try {
      List<Integer> cells =
          Arrays.stream(form.numbers().getFirst().split("x", -1)).map(Integer::valueOf).toList();
      if (cells.size() != 1 && cells.size() != usual.size()) {
        throw form.bad("cells for all axes, or for each of the " + usual.size() + " axes");
      }
      return cells.size() == 1 ? Collections.nCopies(usual.size(), cells.getFirst()) : cells;
    } catch (NumberFormatException failure) {
      throw form.bad(SYNTAX);
    }
  }
}
