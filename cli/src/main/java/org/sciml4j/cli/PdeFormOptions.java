package org.sciml4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.random.RandomKey;
import org.sciml4j.sindy.expression.Expression;
import org.sciml4j.sindy.expression.SpaceDerivative;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSource;
import org.sciml4j.sindy.pde.CentralDifference;
import org.sciml4j.sindy.pde.LocalDerivative;
import org.sciml4j.sindy.pde.LocalPolynomial;
import org.sciml4j.sindy.pde.PdeForm;
import org.sciml4j.sindy.pde.PdeModel;
import org.sciml4j.sindy.pde.StrongForm;
import org.sciml4j.sindy.weak.Reweighting;
import org.sciml4j.sindy.weak.TestFunction;
import org.sciml4j.sindy.weak.WeakForm;
import picocli.CommandLine.Option;

/** How fields become rows of the regression. */
final class PdeFormOptions {
  @Option(
      names = "--weak",
      description = "Integrate against test functions instead of differentiating data.")
  boolean weak;

  @Option(
      names = "--reweight",
      description =
          "Once terms are found with --weak, weight rows by the covariance of their noise: better"
              + " coefficients, and standard errors.")
  private boolean reweight;

  @Option(
      names = "--differentiate",
      paramLabel = "METHOD",
      description =
          "fd:ACCURACY or savgol:WINDOW:DEGREE, or two of them, for space and for time, joined by a"
              + " comma. Default: fd:2.")
  private String differentiate;

  @Option(
      names = "--sample",
      paramLabel = "FRACTION",
      description = "Part of the points that is used, drawn at random. Default: all.")
  private Double sample;

  @Option(
      names = "--half-width",
      split = ",",
      paramLabel = "AXIS=M",
      description =
          "Half-widths of the test functions of --weak in points, t for time. Default: from the"
              + " spectrum of the data.")
  private Map<String, Integer> halfWidth = Map.of();

  @Option(
      names = "--subdomains",
      split = ",",
      paramLabel = "AXIS=N",
      description =
          "Most test functions of --weak along each axis, t for time. Default: about 50 on a"
              + " line, 20 in a plane.")
  private Map<String, Integer> subdomains = Map.of();

  /** Better coefficients of the terms found, where they are asked for. */
  Optional<Reweighting.Result> refine(PdeForm form, FieldSource data, PdeModel found) {
    return reweight
        ? Optional.of(Reweighting.usual().refine((WeakForm) form, data, found))
        : Optional.empty();
  }

  PdeForm form(FieldSource data, List<Expression> terms, RandomKey key) {
    if (!weak) {
      requireNone("--half-width", halfWidth);
      requireNone("--subdomains", subdomains);
      if (reweight) {
        throw withoutWeak("--reweight");
      }
      return strong(key);
    }
    if (differentiate != null || sample != null) {
      throw new InvalidInputException(
          differentiate != null ? "--differentiate" : "--sample",
          "given with --weak",
          "the strong form, which differentiates at points",
          "leave one of them out");
    }
    int order = order(terms);
    WeakForm automatic = WeakForm.automatic(data, order);
    List<FieldAxis> axes = data.grid().axes();
    List<String> known = new ArrayList<>(data.grid().names());
    known.add(data.time().name());
    requireKnown("--half-width", halfWidth, known);
    requireKnown("--subdomains", subdomains, known);
    List<TestFunction> space = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      space.add(chosen(automatic.space().get(axis), axes.get(axis), order));
    }
    return new WeakForm(space, chosen(automatic.time(), data.time(), 1));
  }

  /** What a reader wants to know of the form. */
  static void describe(PdeForm form, FieldSource data, Consumer<String> print) {
    if (form instanceof WeakForm weakForm) {
      List<FieldAxis> axes = data.grid().axes();
      for (int axis = 0; axis < axes.size(); axis++) {
        print.accept(text(axes.get(axis), weakForm.space().get(axis)));
      }
      print.accept(text(data.time(), weakForm.time()));
    }
  }

  private static String text(FieldAxis axis, TestFunction function) {
    return "test functions along "
        + axis.name()
        + ": half-width "
        + function.halfWidth()
        + " points, degree "
        + function.degree()
        + ", every "
        + (function.stride() == 1 ? "point" : function.stride() + " points");
  }

  private PdeForm strong(RandomKey key) {
    String text = differentiate == null ? "fd:2" : differentiate;
    String[] parts = text.split(",", -1);
    if (parts.length > 2) {
      throw MethodText.parse("--differentiate", text)
          .bad("one method, or one for space and one for time");
    }
    LocalDerivative space = derivative(parts[0]);
    LocalDerivative time = derivative(parts[parts.length - 1]);
    return sample == null
        ? StrongForm.of(space, time)
        : StrongForm.of(space, time).sampled(sample, key);
  }

  private static LocalDerivative derivative(String text) {
    MethodText method = MethodText.parse("--differentiate", text);
    return switch (method.name()) {
      case "fd" -> new CentralDifference(method.atMost(1).whole(0, 2), Integer.MAX_VALUE);
      case "savgol" -> {
        int window = method.atMost(2).whole(0, 11);
        if (window % 2 == 0) {
          throw method.bad("an odd number of points after 'savgol:'");
        }
        yield new LocalPolynomial(window / 2, method.whole(1, 5));
      }
      default -> throw method.bad("fd:ACCURACY or savgol:WINDOW:DEGREE, or --weak");
    };
  }

  private TestFunction chosen(TestFunction automatic, FieldAxis axis, int order) {
    int width = halfWidth.getOrDefault(axis.name(), automatic.halfWidth());
    Integer count = subdomains.get(axis.name());
    if (count != null && count < 1) {
      throw new InvalidInputException(
          "--subdomains", axis.name() + "=" + count, "1 or more", "give about 50");
    }
    int room = axis.periodic() ? axis.points() : axis.points() - 2 * width;
    int stride =
        count == null
            ? Math.min(automatic.stride(), Math.max(1, width))
            : Math.max(1, Math.ceilDiv(room, count));
    return TestFunction.vanishing(width, order, stride);
  }

  private static int order(List<Expression> terms) {
    return terms.stream()
        .mapToInt(term -> term instanceof SpaceDerivative whole ? whole.axes().length() : 0)
        .max()
        .orElse(0);
  }

  private static void requireNone(String option, Map<String, Integer> given) {
    if (!given.isEmpty()) {
      throw withoutWeak(option);
    }
  }

  private static InvalidInputException withoutWeak(String option) {
    return new InvalidInputException(option, "given without --weak", "the weak form", "add --weak");
  }

  private static void requireKnown(String option, Map<String, Integer> given, List<String> axes) {
    for (String name : given.keySet()) {
      if (!axes.contains(name)) {
        throw new InvalidInputException(
            option,
            "'" + name + "'",
            "one of the axes " + String.join(", ", axes),
            "write for example " + option + " " + axes.getFirst() + "=20");
      }
    }
  }
}
