package org.sciml4j.operators.classical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sciml4j.operators.AxisNames;
import org.sciml4j.operators.Stencil;

/**
 * The forms a stencil is compared with: every entry of the catalogue alone, and the transport
 * equation's right-hand side in all its usual discretisations, {@code r u + Σ a_i ∂_i u + Σ D_ij
 * ∂_ij u + b ∇⁴ u}, with any of its parts missing. Simple ones come first.
 */
final class CandidateSums {
  private static final int HIGHEST_ORDER = 8;
  private static final List<String> UPWIND_SCHEMES = List.of("1", "2", "3", "5", "fromm", "quick");
  private static final Set<String> HIGHER_FAMILIES =
      Set.of("third-derivative", "fourth-derivative", "biharmonic");

  private final Stencil stencil;
  private final int dims;

  private CandidateSums(Stencil stencil) {
    this.stencil = stencil;
    this.dims = stencil.dims();
  }

  /** All forms that fit into the box of a stencil, those with fewer unknowns first. */
  static List<CandidateSum> of(Stencil stencil) {
    return new CandidateSums(stencil).make();
  }

  private List<CandidateSum> make() {
    Set<CandidateSum> all = new LinkedHashSet<>();
    ClassicalStencils.all(dims).stream()
        .filter(this::fits)
        .forEach(
            entry -> {
              all.add(new CandidateSum(false, List.of(entry)));
              if (!entry.family().equals("identity") && entry.operator().lowestOrder() > 0) {
                all.add(new CandidateSum(true, List.of(entry)));
              }
            });
    List<List<ClassicalStencil>> advections = advections();
    List<List<ClassicalStencil>> diffusions = diffusions();
    List<List<ClassicalStencil>> others = others();
    for (List<ClassicalStencil> advection : advections) {
      for (List<ClassicalStencil> diffusion : diffusions) {
        for (List<ClassicalStencil> other : others) {
          List<ClassicalStencil> sum =
              Stream.of(advection, diffusion, other).flatMap(List::stream).toList();
          if (!sum.isEmpty()) {
            all.add(new CandidateSum(false, sum));
            all.add(new CandidateSum(true, sum));
            all.add(new CandidateSum(false, withReaction(sum)));
          }
        }
      }
    }
    return all.stream().sorted(Comparator.comparingInt(CandidateSum::unknowns)).toList();
  }

  private List<ClassicalStencil> withReaction(List<ClassicalStencil> sum) {
    List<ClassicalStencil> all = new ArrayList<>(sum);
    all.add(named("identity"));
    return all;
  }

  /** Each scheme along every choice of axes, upwind according to the sign of the first moment. */
  private List<List<ClassicalStencil>> advections() {
    List<List<ClassicalStencil>> choices = new ArrayList<>();
    choices.add(List.of());
    for (int order = 2; order <= HIGHEST_ORDER; order += 2) {
      int accuracy = order;
      addSubsets(choices, axis -> named("gradient-" + x(axis) + "-" + accuracy));
    }
    if (dims > 1) {
      addSubsets(choices, axis -> named("gradient-" + x(axis) + "-isotropic"));
    }
    for (String scheme : UPWIND_SCHEMES) {
      addSubsets(
          choices,
          axis ->
              named("upwind-" + x(axis) + (firstMoment(axis) > 0 ? "-reverse-" : "-") + scheme));
    }
    return choices;
  }

  private List<List<ClassicalStencil>> diffusions() {
    List<List<ClassicalStencil>> choices = new ArrayList<>();
    choices.add(List.of());
    ClassicalStencils.all(dims).stream()
        .filter(entry -> entry.family().equals("laplacian") && fits(entry))
        .forEach(entry -> choices.add(List.of(entry)));
    if (dims > 1) {
      for (int order = 2; order <= HIGHEST_ORDER; order += 2) {
        int accuracy = order;
        addSubsets(choices, axis -> named("second-derivative-" + x(axis) + "-" + accuracy));
        if (order <= 4) {
          addFullTensor(choices, order);
        }
      }
    }
    return choices;
  }

  private void addFullTensor(List<List<ClassicalStencil>> choices, int order) {
    List<ClassicalStencil> tensor = new ArrayList<>();
    for (int axis = dims - 1; axis >= 0; axis--) {
      tensor.add(named("second-derivative-" + x(axis) + "-" + order));
    }
    for (int axis = dims - 1; axis >= 0; axis--) {
      for (int other = axis - 1; other >= 0; other--) {
        tensor.add(named("mixed-" + x(axis) + x(other) + "-" + order));
      }
    }
    if (tensor.stream().allMatch(this::fits)) {
      choices.add(tensor);
    }
  }

  private List<List<ClassicalStencil>> others() {
    List<List<ClassicalStencil>> choices = new ArrayList<>();
    choices.add(List.of());
    ClassicalStencils.all(dims).stream()
        .filter(entry -> HIGHER_FAMILIES.contains(entry.family()) && fits(entry))
        .filter(entry -> entry.order() == 2)
        .forEach(entry -> choices.add(List.of(entry)));
    return choices;
  }

  private void addSubsets(
      List<List<ClassicalStencil>> choices, IntFunction<ClassicalStencil> alongAxis) {
    List<ClassicalStencil> entries =
        IntStream.iterate(dims - 1, axis -> axis >= 0, axis -> axis - 1)
            .mapToObj(alongAxis)
            .toList();
    for (int subset = 1; subset < 1 << dims; subset++) {
      int bits = subset;
      List<ClassicalStencil> chosen =
          IntStream.range(0, dims)
              .filter(i -> (bits >> i & 1) == 1)
              .mapToObj(entries::get)
              .toList();
      if (chosen.stream().allMatch(this::fits)) {
        choices.add(chosen);
      }
    }
  }

  private double firstMoment(int axis) {
    int[][] offsets = stencil.offsets();
    double[] coefficients = stencil.coefficients();
    return IntStream.range(0, offsets.length)
        .mapToDouble(k -> coefficients[k] * offsets[k][axis] * stencil.spacing()[axis])
        .sum();
  }

  private boolean fits(ClassicalStencil entry) {
    return IntStream.range(0, dims)
        .allMatch(axis -> entry.coefficients().radius(axis) <= stencil.radius(axis));
  }

  private String x(int axis) {
    return AxisNames.standard(dims).get(axis);
  }

  private ClassicalStencil named(String name) {
    return ClassicalStencils.named(name, dims);
  }
}
