package org.sciml4j.pde.discretization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.graph.Value;
import org.sciml4j.core.nn.Model;
import org.sciml4j.core.nn.NamedLayer;
import org.sciml4j.core.nn.Parameters;
import org.sciml4j.core.nn.Scope;
import org.sciml4j.core.tensor.Tensor;

/**
 * A layer with the parameters of a right-hand side that gives its coefficients, {@code [n, all
 * nodes, space...]}, in place of rates of change.
 */
record ChosenCoefficients(EquationForm form) implements NamedLayer {
  @Override
  public String kind() {
    return form.rate().kind();
  }

  @Override
  public Value compute(Value input, Scope own) {
    Value all = Value.concat(1, form.stencils().coefficients(input, own).toArray(Value[]::new));
    for (int axis = 2; axis < input.rank(); axis++) {
      all = all.slice(axis, 0, input.type().size(axis));
    }
    return all;
  }

  static List<double[][]> of(EquationForm form, Parameters parameters, Tensor state) {
    Model model = Model.of(new ChosenCoefficients(form), state.dtype(), state.shape());
    long[] batch = LongStream.concat(LongStream.of(1), LongStream.of(state.shape())).toArray();
    List<double[][]> chosen = new ArrayList<>();
    try (Tensor states = Tensor.of(state.toDoubles(), batch);
        Tensor all = model.predict(parameters, states, CpuDevice.common())) {
      double[] numbers = all.toDoubles();
      int points = Math.toIntExact(state.count() / state.size(0));
      int from = 0;
      for (LearnedStencil stencil : form.stencils().stencils()) {
        double[][] rows = new double[stencil.standard().size()][];
        for (int node = 0; node < rows.length; node++) {
          rows[node] = Arrays.copyOfRange(numbers, from, from + points);
          from += points;
        }
        chosen.add(rows);
      }
    }
    return List.copyOf(chosen);
  }
}
