package org.sciml4j.core.stencil;

import java.util.Arrays;
import org.sciml4j.core.tensor.Shape;

/**
 * Distances and index maps of a sweep over three axes (planes, rows, columns), those a field lacks
 * having one point. Distances count the units in which the kernels address memory.
 *
 * @param inputStrides between channels, planes, rows and columns of the field
 * @param resultStrides between channels, planes, rows and columns of the result
 * @param resultExtents points of the result along each axis
 * @param extents points of the field along each axis
 * @param shift how far the result's first point lies inside the field: the radius where VALID
 * @param maps where each index of the field finds its value
 * @param boundary mode of each axis
 * @param radii largest reach of a tap along each axis
 * @param leading how many axes were added in front
 */
record SweepGeometry(
    long[] inputStrides,
    long[] resultStrides,
    long[] resultExtents,
    long[] extents,
    long[] shift,
    IndexMap[] maps,
    BoundaryMode[] boundary,
    int[] radii,
    int leading) {
  static final int AXES = 3;

  static SweepGeometry of(
      StencilLayout layout, int[] radii, long[] resultExtents, int outputChannels, int unit) {
    int leading = AXES - layout.dims();
    long[] n = new long[AXES];
    long[] m = new long[AXES];
    long[] shift = new long[AXES];
    int[] r = new int[AXES];
    BoundaryMode[] boundary = new BoundaryMode[AXES];
    IndexMap[] maps = new IndexMap[AXES];
    Arrays.fill(n, 1);
    Arrays.fill(m, 1);
    Arrays.fill(boundary, BoundaryMode.VALID);
    for (int axis = 0; axis < AXES; axis++) {
      int own = axis - leading;
      if (own >= 0) {
        n[axis] = layout.extents()[own];
        m[axis] = resultExtents[own];
        r[axis] = radii[own];
        boundary[axis] = layout.boundary()[own];
        shift[axis] = boundary[axis] == BoundaryMode.VALID ? radii[own] : 0;
      }
      maps[axis] = new IndexMap(boundary[axis], n[axis], r[axis]);
    }
    return new SweepGeometry(
        strides(layout.inputChannels(), n, unit),
        strides(outputChannels, m, unit),
        m,
        n,
        shift,
        maps,
        boundary,
        r,
        leading);
  }

  int radius(int axis) {
    return radii[axis];
  }

  /** The offset of a tap along one of the three axes. */
  int offset(int[] offset, int axis) {
    return axis < leading ? 0 : offset[axis - leading];
  }

  private static long[] strides(int channels, long[] extents, int unit) {
    long[] strides = Shape.strides(channels, extents[0], extents[1], extents[2]);
    for (int i = 0; i < strides.length; i++) {
      strides[i] *= unit;
    }
    return strides;
  }
}
