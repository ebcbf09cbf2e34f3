package org.sciml4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sciml4j.core.field.Axis;
import org.sciml4j.operators.Kernel;
import org.sciml4j.operators.StencilFile;
import org.sciml4j.operators.StencilFile.GridAxis;
import org.sciml4j.operators.StencilFile.Identified;
import org.sciml4j.operators.StencilFile.Input;
import org.sciml4j.operators.StencilFile.Origin;
import org.sciml4j.operators.analysis.TimeScheme;
import org.sciml4j.operators.classical.Identification;
import org.sciml4j.operators.classical.IdentifiedTerm;
import org.sciml4j.operators.fit.Combination;
import org.sciml4j.operators.fit.StencilFit;

/** A fit as {@code stencil.json}, and with its statistics as the answer of {@code --json}. */
final class FitJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FitJson() {}

  /** What {@code stencil.json} keeps of a fit. */
  static StencilFile stencilFile(
      StencilFit fit, Identification identification, String source, String version) {
    List<Input> inputs = new ArrayList<>();
    for (String name : fit.inputs()) {
      Kernel errors = Kernel.of(fit.stencil(name), fit.standardErrors(name));
      inputs.add(
          new Input(
              name, fit.coefficientUnits(name), Kernel.of(fit.stencil(name)), Optional.of(errors)));
    }
    List<GridAxis> axes = new ArrayList<>();
    for (int axis = 0; axis < fit.stencilAxes().size(); axis++) {
      Axis along = fit.stencilAxes().get(axis);
      axes.add(
          new GridAxis(along.name(), along.units(), along.spacing(), fit.boundary().get(axis)));
    }
    OptionalDouble timeStep =
        fit.timeDifference() == null ? OptionalDouble.empty() : OptionalDouble.of(fit.timeStep());
    return new StencilFile(
        inputs,
        axes,
        fit.bias(),
        fit.hasBias() ? OptionalDouble.of(fit.biasStandardError()) : OptionalDouble.empty(),
        identified(fit, identification),
        new Origin(source, version, timeStep, fit.timeUnits()));
  }

  /** Everything a fit knows, as JSON text. */
  static String text(StencilFit fit, String source, String version) {
    try {
      Identification identification = fit.identified();
      StencilFile file = stencilFile(fit, identification, source, version);
      ObjectNode all = (ObjectNode) JSON.readTree(file.toJson());
      all.put("target", fit.target());
      all.put("samples", fit.samples());
      all.put("leftOut", fit.leftOut());
      all.put("rSquared", fit.rSquared());
      all.put("residualStandardDeviation", fit.residualStandardDeviation());
      all.put("conditionNumber", fit.conditionNumber());
      all.put("rank", fit.rank());
      all.put("operator", identification.operator().toString());
      fit.accuracy(fit.inputs().getFirst()).order().ifPresent(order -> all.put("order", order));
      ObjectNode steps = all.putObject("largestStableStep");
      for (TimeScheme scheme : TimeScheme.values()) {
        steps.put(scheme.toString(), fit.largestStableStep(scheme).step());
      }
      ArrayNode undetermined = all.putArray("undetermined");
      fit.undetermined().stream().map(Combination::toString).forEach(undetermined::add);
      ArrayNode warnings = all.putArray("warnings");
      fit.warnings().forEach(warnings::add);
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Optional<Identified> identified(StencilFit fit, Identification found) {
    if (found.terms().isEmpty()) {
      return Optional.empty();
    }
    String[] lengths = fit.stencilAxes().stream().map(Axis::units).toArray(String[]::new);
    String[] names = fit.stencilAxes().stream().map(Axis::name).toArray(String[]::new);
    IdentifiedTerm leading = found.terms().getFirst();
    return Optional.of(
        new Identified(
            leading.stencil().name(),
            leading.scale().value(),
            leading.scale().standardError(),
            leading.units(fit.coefficientUnits(), lengths),
            found.sentence(fit.coefficientUnits(), lengths, names)));
  }
}
