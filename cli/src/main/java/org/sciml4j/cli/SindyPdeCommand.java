package org.sciml4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.sindy.export.RightHandSide;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.Sum;
import org.sciml4j.sindy.expression.Variable;
import org.sciml4j.sindy.library.Library;
import org.sciml4j.sindy.pde.PdeForm;
import org.sciml4j.sindy.pde.PdeModel;
import org.sciml4j.sindy.regression.Ensemble;
import org.sciml4j.sindy.regression.LeastSquaresProblem;
import org.sciml4j.sindy.regression.Samples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds evolution equations of fields. */
@Command(
    name = "pde",
    description = "Find the sparse partial differential equations that fields obey.",
    customSynopsis =
        "sciml sindy pde INPUT --variables u,v --library poly:3,derivatives:4 [--weak] [OPTIONS]",
    sortOptions = false)
final class SindyPdeCommand implements Runnable {
  private static final String METHOD = "mstls";

  @Mixin private FieldOptions input;

  @Option(
      names = "--library",
      defaultValue = "poly:3,derivatives:4",
      paramLabel = "TERMS",
      description =
          "Candidate terms, joined by commas: "
              + LibrarySyntax.FIELD_FORMS
              + ". Functions of the fields are multiplied with each derivative, with --weak"
              + " differentiated as a whole. Default: ${DEFAULT-VALUE}.")
  private String library;

  @Mixin private PdeFormOptions form;
  @Mixin private RegressionOptions regression;
  @Mixin private EquationOutput output;
  @Mixin CommonOptions common;
  @Spec private CommandSpec spec;

  /** A model with what it was fitted by; standard errors where they are known. */
  private record Fitted(
      PdeModel model,
      PdeForm form,
      LeastSquaresProblem problem,
      String settings,
      Optional<double[][]> errors) {
    String json() {
      return SindyJson.text(model, settings, errors);
    }
  }

  @Override
  public void run() {
    output.check();
    try (GridSource data = input.open(!form.weak)) {
      Fitted fitted = fit(data);
      data.pause();
      output.write(
          spec.commandLine().getOut(),
          print -> report(fitted, data, print),
          fitted.json(),
          rightHandSide(fitted.model),
          (folder, print) -> content(fitted, data, folder, print));
    }
  }

  private Fitted fit(GridSource data) {
    String axes = String.join("", data.grid().names().stream().sorted().toList());
    Library candidates = LibrarySyntax.ofFields(library, axes, form.weak);
    List<Expression> terms = candidates.terms(data.names().stream().map(Variable::new).toList());
    PdeForm rows = form.form(data, terms, regression.key());
    String settings = candidates + ", " + regression.method(METHOD) + ", " + rows;
    Optional<Ensemble> ensemble = regression.ensemble(METHOD);
    if (ensemble.isPresent()) {
      Samples samples = rows.samples(data, terms);
      requireEnough(samples.rows(), terms.size());
      PdeModel model = PdeModel.of(data.names(), terms, samples, ensemble.get());
      return fitted(model, rows, data, samples.problem(), settings);
    }
    LeastSquaresProblem problem = rows.problem(data, terms);
    requireEnough(problem.rows(), terms.size());
    PdeModel model = PdeModel.of(data.names(), terms, problem, regression.method(METHOD));
    return fitted(model, rows, data, problem, settings);
  }

  private Fitted fitted(
      PdeModel model, PdeForm rows, GridSource data, LeastSquaresProblem problem, String settings) {
    return form.refine(rows, data, model)
        .map(
            better ->
                new Fitted(
                    better.model(),
                    rows,
                    problem,
                    settings + ", reweighted",
                    Optional.of(better.standardErrors())))
        .orElseGet(() -> new Fitted(model, rows, problem, settings, Optional.empty()));
  }

  private void requireEnough(long rows, int terms) {
    if (rows < terms) {
      throw new InvalidInputException(
          "number of rows",
          rows,
          "at least as many as the " + terms + " terms of the library",
          form.weak
              ? "make the test functions narrower with --half-width, take more of them with"
                  + " --subdomains, or a smaller library"
              : "give more data or a smaller library");
    }
  }

  private static void report(Fitted fitted, GridSource data, PrintWriter print) {
    PdeModel model = fitted.model;
    model.equations().forEach(print::println);
    print.println();
    fitted.errors.ifPresent(errors -> errors(model, errors, print));
    if (model.inclusion().length > 0) {
      InclusionText.print(leftSides(model), model.terms(), model.inclusion(), print);
    }
    print.printf(
        Locale.ROOT, "R²     %.6f%n", Arrays.stream(model.score()).average().orElseThrow());
    print.printf(Locale.ROOT, "rows   %,d%n", model.rows());
    print.println("grid   " + data.text());
    PdeFormOptions.describe(fitted.form, data, print::println);
  }

  private static void errors(PdeModel model, double[][] errors, PrintWriter print) {
    for (int field = 0; field < errors.length; field++) {
      double[] row = errors[field];
      String line =
          IntStream.range(0, row.length)
              .filter(term -> row[term] > 0)
              .mapToObj(
                  term ->
                      String.format(
                          Locale.ROOT, "%s %.1e", model.terms().get(term).text(), row[term]))
              .collect(Collectors.joining(", "));
      print.println(leftSides(model).get(field) + " standard errors: " + line);
    }
    print.println();
  }

  private static RightHandSide rightHandSide(PdeModel model) {
    return new RightHandSide(
        model.fields(),
        Arrays.stream(model.coefficients()).map(w -> Sum.of(w, model.terms())).toList());
  }

  private static List<String> leftSides(PdeModel model) {
    return model.fields().stream().map(field -> field.name() + "_t").toList();
  }

  private List<Path> content(Fitted fitted, GridSource data, OutputFolder folder, PrintWriter print)
      throws IOException {
    List<Path> files = new ArrayList<>();
    Path equations = folder.resolve("equations.json");
    Files.writeString(equations, fitted.json());
    files.add(equations);
    List<Figure> figures = new ArrayList<>(FieldComparison.figures(fitted.model, data, print));
    regression
        .path(
            METHOD,
            fitted.problem,
            leftSides(fitted.model),
            fitted.model.terms().stream().map(Expression::text).toList())
        .ifPresent(figures::add);
    for (Figure figure : figures) {
      files.addAll(figure.write(folder.staging()));
    }
    return files;
  }
}
