package org.sciml4j.operators.classical;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.fraction.BigFraction;
import org.sciml4j.operators.differences.FiniteDifference;
import org.sciml4j.operators.differences.RationalStencil;

/**
 * Laplacians. The compact ones are sums of products of second differences δ², {@code ∇² ≈ Σ δ_i²/h²
 * + a Σ δ_i² δ_j²/h² + b δ_x² δ_y² δ_z²/h²}: a = 1/6 makes the leading error {@code h²/12 ∇⁴},
 * equal in all directions.
 */
final class Laplacians {
  private static final FiniteDifference SECOND = FiniteDifference.central(2, 2);
  private static final String COLLATZ =
      "L. Collatz, The Numerical Treatment of Differential Equations, 3rd ed., Springer 1960;"
          + " M. Patra, M. Karttunen, Numer. Methods Partial Differ. Equ. 22 (2006) 936";

  private Laplacians() {}

  static List<ClassicalStencil> of(int dims) {
    List<ClassicalStencil> all = new ArrayList<>();
    for (int order = 2; order <= 8; order += 2) {
      all.add(cross(dims, order));
    }
    if (dims == 2) {
      all.addAll(1, compact2d());
    }
    if (dims == 3) {
      all.addAll(1, compact3d());
    }
    return all;
  }

  /** The sum over axes of centred second differences of any even order. */
  static ClassicalStencil cross(int dims, int order) {
    int points = order * dims + 1;
    String suffix = dims == 1 || order == 2 ? "" : "-cross";
    String title = dims == 1 ? points + "-point second difference" : points + "-point Laplacian";
    return new ClassicalStencil(
        "laplacian-" + points + "-point" + suffix,
        "laplacian",
        order == 2 || dims == 1 ? title : points + "-point cross Laplacian of order " + order,
        "B. Fornberg, Math. Comp. 51 (1988) 699, Table 1",
        dims == 1
            ? List.of("second-derivative-" + order, "second-derivative-x-" + order)
            : List.of(),
        crossTerms(dims, FiniteDifference.central(2, order)));
  }

  private static List<ClassicalStencil> compact2d() {
    return List.of(
        compact(
            2,
            "laplacian-9-point",
            "9-point isotropic Laplacian",
            COLLATZ,
            List.of("mehrstellen", "patra-karttunen", "laplacian-9-point-compact"),
            new BigFraction(1, 6),
            BigFraction.ZERO),
        compact(
            2,
            "laplacian-oono-puri",
            "9-point Laplacian of Oono and Puri",
            "Y. Oono, S. Puri, Phys. Rev. Lett. 58 (1987) 836",
            List.of(),
            new BigFraction(1, 4),
            BigFraction.ZERO),
        compact(
            2,
            "laplacian-9-point-fem",
            "9-point Laplacian of bilinear finite elements",
            "G. Strang, G. Fix, An Analysis of the Finite Element Method, Prentice-Hall 1973",
            List.of(),
            new BigFraction(1, 3),
            BigFraction.ZERO),
        compact(
            2,
            "laplacian-rotated-5-point",
            "rotated 5-point Laplacian",
            "M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 25.3",
            List.of("laplacian-skewed"),
            new BigFraction(1, 2),
            BigFraction.ZERO));
  }

  private static List<ClassicalStencil> compact3d() {
    return List.of(
        compact(
            3,
            "laplacian-19-point",
            "19-point isotropic Laplacian",
            COLLATZ,
            List.of("mehrstellen", "patra-karttunen-19"),
            new BigFraction(1, 6),
            BigFraction.ZERO),
        compact(
            3,
            "laplacian-27-point",
            "27-point isotropic Laplacian",
            "W. Spotz, G. Carey, Numer. Methods Partial Differ. Equ. 12 (1996) 235;"
                + " M. Patra, M. Karttunen, Numer. Methods Partial Differ. Equ. 22 (2006) 936",
            List.of("patra-karttunen", "patra-karttunen-27"),
            new BigFraction(1, 6),
            new BigFraction(1, 30)),
        compact(
            3,
            "laplacian-27-point-oreilly-beck",
            "27-point Laplacian of O'Reilly and Beck",
            "R. O'Reilly, J. Beck, A Family of Large-Stencil Discrete Laplacian Approximations in"
                + " Three Dimensions, 2006",
            List.of(),
            new BigFraction(7, 26),
            new BigFraction(1, 13)),
        compact(
            3,
            "laplacian-27-point-fem",
            "27-point Laplacian of trilinear finite elements",
            "G. Strang, G. Fix, An Analysis of the Finite Element Method, Prentice-Hall 1973",
            List.of(),
            new BigFraction(1, 3),
            new BigFraction(1, 12)));
  }

  private static ClassicalStencil compact(
      int dims,
      String name,
      String title,
      String citation,
      List<String> aliases,
      BigFraction a,
      BigFraction b) {
    List<ScaledKernel> terms = new ArrayList<>(crossTerms(dims, SECOND));
    for (int i = 0; i < dims; i++) {
      for (int j = i + 1; j < dims; j++) {
        spread(terms, a, dims, i, j);
      }
    }
    if (!b.isZero()) {
      spread(terms, b, dims, 0, 1, 2);
    }
    return new ClassicalStencil(name, "laplacian", title, citation, aliases, terms);
  }

  private static List<ScaledKernel> crossTerms(int dims, FiniteDifference second) {
    List<ScaledKernel> terms = new ArrayList<>();
    for (int axis = 0; axis < dims; axis++) {
      terms.add(ScaledKernel.along(axis, dims, second));
    }
    return terms;
  }

  /**
   * Adds a product of second differences in equal shares over the square of each spacing that takes
   * part. For unequal spacings this keeps {@code (h_i² + h_j²)/12 ∂_i² ∂_j²} of the Mehrstellen
   * scheme, with which its order-4 property holds.
   */
  private static void spread(List<ScaledKernel> terms, BigFraction factor, int dims, int... axes) {
    RationalStencil product = RationalStencil.identity(dims);
    for (int axis : axes) {
      product = product.compose(RationalStencil.along(axis, dims, SECOND));
    }
    RationalStencil share = product.times(factor.divide(axes.length));
    for (int axis : axes) {
      int[] powers = new int[dims];
      powers[axis] = 2;
      terms.add(new ScaledKernel(share, powers));
    }
  }
}
