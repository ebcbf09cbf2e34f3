package org.sciml4j.core.elementwise;

import java.util.Arrays;
import java.util.List;
import org.sciml4j.core.tensor.Shape;

/**
 * How an iteration space is cut into tiles: every tile is a box of these extents (smaller at the
 * upper ends).
 *
 * @param sizes extents of a box along each axis
 */
record TileBox(long... sizes) {
  private static final double NS_PER_TILE = 10;
  private static final double NS_PER_PASS = 5;
  private static final double NS_PER_ROW = 3;
  private static final double NS_PER_STRIDED_ELEMENT = 0.6;
  private static final double NS_PER_MISSED_LINE = 2;
  private static final long SQUARE = 32;

  /**
   * The cheapest of some boxes.
   *
   * @param form the iteration space and the views that have to be walked
   * @param capacity the most elements in a box
   * @param passes number of passes over a tile
   * @param lanes elements of a vector
   * @param bytes size of an element
   */
  static TileBox cheapest(NormalForm form, long capacity, int passes, int lanes, int bytes) {
    int rank = form.extents().length;
    if (Shape.count(form.extents()) == 0) {
      return new TileBox(form.extents());
    }
    TileBox best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int candidate = 0; candidate < 2 * rank - 1; candidate++) {
      TileBox box =
          candidate < rank
              ? suffix(form, rank - 1 - candidate, capacity, lanes)
              : square(form, candidate - rank, capacity);
      if (box == null) {
        continue;
      }
      double cost = box.cost(form, passes, lanes, bytes);
      if (cost < least) {
        least = cost;
        best = box;
      }
    }
    return best;
  }

  /** Whole axes inside of one that is cut; null where that does not fit. */
  private static TileBox suffix(NormalForm form, int cut, long capacity, int lanes) {
    long[] extents = form.extents();
    long[] sizes = new long[extents.length];
    long inside = 1;
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = axis < cut ? 1 : extents[axis];
      inside *= axis > cut ? extents[axis] : 1;
      if (inside > capacity) {
        return null;
      }
    }
    if (extents[cut] * inside > capacity) {
      long rows = capacity / inside;
      long wholeVectors = lanes / gcd(inside, lanes);
      sizes[cut] = rows > wholeVectors ? rows / wholeVectors * wholeVectors : rows;
    }
    return twoGroups(form, sizes) ? new TileBox(sizes) : null;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? Math.max(1, a) : gcd(b, a % b);
  }

  /** A square of the last axis and another, for transposing. */
  private static TileBox square(NormalForm form, int axis, long capacity) {
    long[] extents = form.extents();
    long[] sizes = new long[extents.length];
    Arrays.fill(sizes, 1);
    int last = extents.length - 1;
    sizes[last] = Math.min(extents[last], SQUARE);
    sizes[axis] = Math.min(extents[axis], Math.max(1, Math.min(SQUARE, capacity / sizes[last])));
    return new TileBox(sizes);
  }

  /** Whether the axes of a box are marked ones inside unmarked ones or the reverse. */
  private static boolean twoGroups(NormalForm form, long[] sizes) {
    int changes = 0;
    int last = -1;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] > 1) {
        changes += last >= 0 && form.marked()[axis] != form.marked()[last] ? 1 : 0;
        last = axis;
      }
    }
    return changes <= 1;
  }

  /** Number of elements of a whole box. */
  long count() {
    long count = 1;
    for (long size : sizes) {
      count *= size;
    }
    return count;
  }

  /** Whether a view of every box, the smaller ones too, is one contiguous run. */
  boolean isContiguous(View view, long[] extents) {
    long run = 1;
    boolean cut = false;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      if (sizes[axis] > 1) {
        if (cut || view.stride(axis) != run) {
          return false;
        }
        run *= sizes[axis];
        cut = sizes[axis] < extents[axis];
      }
    }
    return true;
  }

  /** Whether a view has the same element everywhere in a box. */
  boolean isUniform(View view) {
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] > 1 && view.stride(axis) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a view is the same in several boxes. */
  boolean recurs(View view, long[] extents) {
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] < extents[axis] && view.stride(axis) == 0) {
        return true;
      }
    }
    return false;
  }

  private double cost(NormalForm form, int passes, int lanes, int bytes) {
    List<View> views = form.views();
    double cost = NS_PER_TILE + NS_PER_PASS * (passes + views.size());
    if (count() % lanes != 0) {
      cost += NS_PER_PASS * (passes + views.size());
    }
    for (View view : views) {
      if (!isContiguous(view, form.extents()) && !isUniform(view)) {
        cost += copyCost(view, bytes) * (recurs(view, form.extents()) ? 0.1 : 1);
      }
    }
    return cost / count();
  }

  private double copyCost(View view, int bytes) {
    int last = sizes.length - 1;
    while (last > 0 && sizes[last] == 1) {
      last--;
    }
    long rows = count() / sizes[last];
    long stride = Math.abs(view.stride(last));
    if (stride <= 1) {
      return rows * NS_PER_ROW + count() * bytes / 64.0;
    }
    double cost = rows * NS_PER_ROW + count() * NS_PER_STRIDED_ELEMENT;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (Math.abs(view.stride(axis)) == 1 && sizes[axis] * bytes >= 128) {
        return cost;
      }
    }
    return cost + count() * NS_PER_MISSED_LINE * Math.min(1, stride * bytes / 64.0);
  }
}
