package org.sciml4j.operators.classical;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.NearNames;
import org.sciml4j.operators.Stencil;
import org.sciml4j.operators.differences.FiniteDifference;

/** The catalogue of classical stencils, and generators for those beyond it. */
public final class ClassicalStencils {
  private ClassicalStencils() {}

  /** All entries with so many dimensions, plain ones of a family before refined ones. */
  public static List<ClassicalStencil> all(int dims) {
    return switch (dims) {
      case 1 -> OneDimensional.ALL;
      case 2 -> TwoDimensional.ALL;
      case 3 -> ThreeDimensional.ALL;
      default ->
          throw new InvalidInputException("dims", dims, "1, 2 or 3", "give a number of dimensions");
    };
  }

  /**
   * The entry of a name, an alias, or the plainest of a family: {@code laplacian} is the 5-point
   * one in two dimensions. Upper and lower case do not matter.
   *
   * @throws InvalidInputException naming the nearest names, where there is no such entry
   */
  public static ClassicalStencil named(String name, int dims) {
    return find(name, dims, entry -> true).orElseThrow(() -> unknown(name, dims));
  }

  /** As {@link #named(String, int)}, the plainest entry of the given order of accuracy. */
  public static ClassicalStencil named(String name, int dims, int order) {
    ClassicalStencil anyOrder = named(name, dims);
    return find(name, dims, entry -> entry.order() == order)
        .or(() -> find(anyOrder.family(), dims, entry -> entry.order() == order))
        .orElseThrow(
            () -> {
              String orders =
                  all(dims).stream()
                      .filter(entry -> entry.family().equals(anyOrder.family()))
                      .map(entry -> Integer.toString(entry.order()))
                      .distinct()
                      .collect(Collectors.joining(", "));
              return new InvalidInputException(
                  "order",
                  order,
                  "one of " + orders + " for " + anyOrder.family(),
                  "choose one of these orders of accuracy");
            });
  }

  /** The identity. */
  public static ClassicalStencil identity(int dims) {
    return new ClassicalStencil(
        "identity", "identity", "identity", "", List.of(), List.of(ScaledKernel.identity(dims)));
  }

  /** The sum over axes of centred second differences of any even order of accuracy. */
  public static ClassicalStencil laplacian(int dims, int order) {
    return Laplacians.cross(dims, order);
  }

  /** The stencil of any one-dimensional difference along one axis of a grid. */
  public static Stencil along(int axis, FiniteDifference difference, double... spacing) {
    return new ClassicalStencil(
            "difference",
            "difference",
            "difference",
            "",
            List.of(),
            List.of(ScaledKernel.along(axis, spacing.length, difference)))
        .on(spacing);
  }

  /**
   * A mixed derivative as tensor product of centred differences.
   *
   * @param derivatives how often each axis is derived
   * @param order even order of accuracy of each factor
   * @param spacing one per axis
   */
  public static Stencil mixedDerivative(int[] derivatives, int order, double... spacing) {
    Stencil product = Stencil.identity(spacing);
    for (int axis = 0; axis < derivatives.length; axis++) {
      if (derivatives[axis] > 0) {
        product =
            product.compose(
                along(axis, FiniteDifference.central(derivatives[axis], order), spacing));
      }
    }
    return product;
  }

  /** Made on first use, as a program rarely needs all three. */
  private static final class OneDimensional {
    static final List<ClassicalStencil> ALL = make(1);
  }

  private static final class TwoDimensional {
    static final List<ClassicalStencil> ALL = make(2);
  }

  private static final class ThreeDimensional {
    static final List<ClassicalStencil> ALL = make(3);
  }

  private static List<ClassicalStencil> make(int dims) {
    List<ClassicalStencil> all = new ArrayList<>();
    all.add(identity(dims));
    all.addAll(Laplacians.of(dims));
    all.addAll(Gradients.of(dims));
    all.addAll(UpwindDifferences.of(dims));
    all.addAll(Derivatives.of(dims));
    all.addAll(Biharmonics.of(dims));
    all.addAll(Averages.of(dims));
    all.addAll(ImageFilters.of(dims));
    return List.copyOf(all);
  }

  private static Optional<ClassicalStencil> find(
      String name, int dims, Predicate<ClassicalStencil> condition) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return Stream.<Predicate<ClassicalStencil>>of(
            entry -> entry.name().equals(wanted),
            entry -> entry.aliases().contains(wanted),
            entry -> entry.family().equals(wanted))
        .flatMap(match -> all(dims).stream().filter(match).filter(condition))
        .findFirst();
  }

  private static InvalidInputException unknown(String name, int dims) {
    List<String> known =
        all(dims).stream()
            .flatMap(
                entry ->
                    Stream.concat(
                        Stream.of(entry.name(), entry.family()), entry.aliases().stream()))
            .toList();
    List<String> families = all(dims).stream().map(ClassicalStencil::family).distinct().toList();
    return new InvalidInputException(
        "stencil name",
        "'" + name + "'",
        "a classical stencil in " + dims + "-D",
        NearNames.didYouMean(name, known, "choose from the families " + families));
  }
}
