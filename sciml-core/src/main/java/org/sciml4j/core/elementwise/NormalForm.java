package org.sciml4j.core.elementwise;

import java.util.ArrayList;
import java.util.List;

/**
 * An iteration space and views of it with as few axes as possible: axes of extent one are dropped,
 * the others ordered so that memory is walked in small steps, and neighbours that every view walks
 * as one are merged. At least one axis stays.
 *
 * @param extents extents of the axes that stay
 * @param marked which of them consist of marked axes; those are not merged with others
 * @param views the views on those axes
 */
record NormalForm(long[] extents, boolean[] marked, List<View> views) {
  /** The normal form of some views, which decide on the order of axes, the first most of all. */
  static NormalForm of(long[] extents, View... views) {
    return of(extents, new boolean[extents.length], List.of(views), List.of(views));
  }

  /**
   * The normal form of some views.
   *
   * @param important the views that decide on the order of axes, the first most of all
   */
  static NormalForm of(long[] extents, boolean[] marked, List<View> views, List<View> important) {
    List<Axis> axes = new ArrayList<>();
    for (int k : ordered(extents, important)) {
      long[] strides = new long[views.size()];
      for (int i = 0; i < strides.length; i++) {
        strides[i] = views.get(i).stride(k);
      }
      Axis axis = new Axis(extents[k], marked[k], strides);
      if (!axes.isEmpty() && axes.getLast().continues(axis)) {
        Axis outer = axes.removeLast();
        axis = new Axis(outer.extent * axis.extent, axis.marked, strides);
      }
      axes.add(axis);
    }
    if (axes.isEmpty()) {
      axes.add(new Axis(1, false, new long[views.size()]));
    }
    return of(axes, views);
  }

  private static NormalForm of(List<Axis> axes, List<View> views) {
    boolean[] marked = new boolean[axes.size()];
    for (int k = 0; k < marked.length; k++) {
      marked[k] = axes.get(k).marked;
    }
    List<View> merged = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      int view = i;
      long[] strides = axes.stream().mapToLong(axis -> axis.strides[view]).toArray();
      merged.add(new View(views.get(i).offset(), strides));
    }
    return new NormalForm(axes.stream().mapToLong(Axis::extent).toArray(), marked, merged);
  }

  private static List<Integer> ordered(long[] extents, List<View> important) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < extents.length; axis++) {
      if (extents[axis] != 1) {
        int place = axes.size();
        while (place > 0 && encloses(axis, axes.get(place - 1), important)) {
          place--;
        }
        axes.add(place, axis);
      }
    }
    return axes;
  }

  /** Whether an axis belongs outside of another: it takes larger steps through memory. */
  private static boolean encloses(int axis, int other, List<View> important) {
    for (View view : important) {
      long step = Math.abs(view.stride(axis));
      long otherStep = Math.abs(view.stride(other));
      if (step != 0 && otherStep != 0 && step != otherStep) {
        return step > otherStep;
      }
    }
    return false;
  }

  View view(int index) {
    return views.get(index);
  }

  private record Axis(long extent, boolean marked, long[] strides) {
    /** Whether every view walks this axis and the one inside it as one. */
    boolean continues(Axis inner) {
      boolean continues = marked == inner.marked;
      for (int i = 0; i < strides.length; i++) {
        continues &= strides[i] == inner.strides[i] * inner.extent;
      }
      return continues;
    }
  }
}
