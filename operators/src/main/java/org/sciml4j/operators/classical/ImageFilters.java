package org.sciml4j.operators.classical;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.fraction.BigFraction;
import org.sciml4j.operators.AxisNames;
import org.sciml4j.operators.differences.RationalStencil;

/** Filters of image processing, with whole-number coefficients that know no spacing. */
final class ImageFilters {
  private static final String GONZALEZ =
      "R. Gonzalez, R. Woods, Digital Image Processing, 4th ed., Pearson 2018, ch. 3";

  private ImageFilters() {}

  static List<ClassicalStencil> of(int dims) {
    List<ClassicalStencil> all = new ArrayList<>();
    if (dims == 1) {
      return all;
    }
    for (int axis = dims - 1; axis >= 0; axis--) {
      all.add(
          derivative(
              dims,
              axis,
              "sobel",
              "Sobel filter",
              "I. Sobel, G. Feldman, Stanford Artificial Intelligence Project, 1968",
              1,
              2,
              1));
      all.add(
          derivative(
              dims,
              axis,
              "prewitt",
              "Prewitt filter",
              "J. Prewitt, in Picture Processing and Psychopictorics, Academic Press 1970",
              1,
              1,
              1));
      all.add(
          derivative(
              dims,
              axis,
              "scharr",
              "Scharr filter",
              "H. Scharr, Optimale Operatoren in der Digitalen Bildverarbeitung, Heidelberg 2000",
              3,
              10,
              3));
    }
    all.add(sharpen(dims));
    all.add(edge(dims));
    if (dims == 2) {
      all.add(
          filter(
              "sharpen-8",
              "sharpen",
              "sharpening filter with diagonals",
              GONZALEZ,
              RationalStencil.square(1, new int[][] {{-1, -1, -1}, {-1, 9, -1}, {-1, -1, -1}})));
      all.add(
          filter(
              "emboss",
              "emboss",
              "emboss filter",
              GONZALEZ,
              RationalStencil.square(1, new int[][] {{-2, -1, 0}, {-1, 1, 1}, {0, 1, 2}})));
    }
    return all;
  }

  /** [-1 0 1] along one axis, a weighted average across. */
  private static ClassicalStencil derivative(
      int dims, int axis, String name, String title, String citation, int... across) {
    RationalStencil product = RationalStencil.along(axis, dims, 1, -1, 0, 1);
    for (int other = 0; other < dims; other++) {
      if (other != axis) {
        product = product.compose(RationalStencil.along(other, dims, 1, across));
      }
    }
    String x = AxisNames.standard(dims).get(axis);
    return filter(name + "-" + x, name, title + " along {" + axis + "}", citation, product);
  }

  /** The field less its unscaled Laplacian. */
  private static ClassicalStencil sharpen(int dims) {
    RationalStencil sum = RationalStencil.identity(dims);
    for (int axis = 0; axis < dims; axis++) {
      sum = sum.plus(RationalStencil.along(axis, dims, 1, -1, 2, -1));
    }
    return filter("sharpen", "sharpen", "sharpening filter", GONZALEZ, sum);
  }

  /** Each value times the number of its neighbours less all of them. */
  private static ClassicalStencil edge(int dims) {
    RationalStencil box = RationalStencil.identity(dims);
    int size = 1;
    for (int axis = 0; axis < dims; axis++) {
      box = box.compose(RationalStencil.along(axis, dims, 1, 1, 1, 1));
      size *= 3;
    }
    RationalStencil edge =
        RationalStencil.identity(dims)
            .times(new BigFraction(size))
            .plus(box.times(BigFraction.MINUS_ONE));
    return filter("edge", "edge", "edge filter", GONZALEZ, edge);
  }

  private static ClassicalStencil filter(
      String name, String family, String title, String citation, RationalStencil kernel) {
    return new ClassicalStencil(
        name, family, title, citation, List.of(), List.of(ScaledKernel.unscaled(kernel)));
  }
}
