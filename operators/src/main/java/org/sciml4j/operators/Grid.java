package org.sciml4j.operators;

import java.util.Arrays;
import java.util.Collections;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.stencil.BoundaryMode;
import org.sciml4j.core.stencil.StencilLayout;
import org.sciml4j.core.tensor.DType;

/**
 * A uniform grid as a time loop knows it: points and spacing along each axis, what lies beyond each
 * axis' ends, and the type of the fields on it.
 *
 * @param shape points along each of one to three axes
 * @param spacing distance between points along each axis, in the units of the stencil
 * @param boundary mode of each axis
 * @param dtype type of the fields
 */
public record Grid(long[] shape, double[] spacing, BoundaryMode[] boundary, DType dtype) {
  /**
   * Copies and checks its arguments.
   *
   * @throws InvalidInputException unless there is one spacing and one mode for each axis
   */
  public Grid {
    shape = shape.clone();
    spacing = spacing.clone();
    boundary = boundary.clone();
    if (spacing.length != shape.length || boundary.length != shape.length) {
      throw new InvalidInputException(
          "grid",
          Arrays.toString(shape)
              + " with spacing "
              + Arrays.toString(spacing)
              + " and boundary "
              + Arrays.toString(boundary),
          "as many spacings and boundary modes as axes",
          "give one of each per axis");
    }
  }

  /** A grid of double-precision fields with the same spacing and boundary along every axis. */
  public static Grid of(double spacing, BoundaryMode boundary, long... shape) {
    double[] spacings = new double[shape.length];
    Arrays.fill(spacings, spacing);
    BoundaryMode[] modes = Collections.nCopies(shape.length, boundary).toArray(BoundaryMode[]::new);
    return new Grid(shape, spacings, modes, DType.F64);
  }

  /** The same grid for fields of another type. */
  public Grid withType(DType type) {
    return new Grid(shape, spacing, boundary, type);
  }

  /** Points along each axis; a copy. */
  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** Distance between points along each axis; a copy. */
  @Override
  public double[] spacing() {
    return spacing.clone();
  }

  /** Mode of each axis; a copy. */
  @Override
  public BoundaryMode[] boundary() {
    return boundary.clone();
  }

  StencilLayout layout() {
    return new StencilLayout(dtype, 1, shape, boundary);
  }

  /** Equality of every component. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Grid that
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(spacing, that.spacing)
        && Arrays.equals(boundary, that.boundary)
        && dtype == that.dtype;
  }

  /** Consistent with {@link #equals}. */
  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(spacing);
  }

  /** For example {@code F64 [128, 128], spacing [0.1, 0.1], boundary [PERIODIC, PERIODIC]}. */
  @Override
  public String toString() {
    return dtype
        + " "
        + Arrays.toString(shape)
        + ", spacing "
        + Arrays.toString(spacing)
        + ", boundary "
        + Arrays.toString(boundary);
  }
}
