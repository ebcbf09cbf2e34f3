package org.sciml4j.core.elementwise;

import java.util.ArrayList;
import java.util.List;

/**
 * An iteration space and views of it with as few axes as possible: axes of extent one are dropped,
 * and neighbours that every view walks as one are merged. At least one axis stays.
 *
 * @param extents extents of the axes that stay
 * @param views the views on those axes
 */
record NormalForm(long[] extents, List<View> views) {
  static NormalForm of(long[] extents, View... views) {
    List<Long> sizes = new ArrayList<>();
    List<List<Long>> strides = new ArrayList<>();
    for (View _ : views) {
      strides.add(new ArrayList<>());
    }
    for (int axis = 0; axis < extents.length; axis++) {
      if (extents[axis] == 1) {
        continue;
      }
      int last = sizes.size() - 1;
      boolean merges = last >= 0;
      for (int i = 0; i < views.length && merges; i++) {
        merges = strides.get(i).get(last) == views[i].stride(axis) * extents[axis];
      }
      if (merges) {
        sizes.set(last, sizes.get(last) * extents[axis]);
      } else {
        sizes.add(extents[axis]);
      }
      for (int i = 0; i < views.length; i++) {
        if (merges) {
          strides.get(i).set(last, views[i].stride(axis));
        } else {
          strides.get(i).add(views[i].stride(axis));
        }
      }
    }
    List<View> merged = new ArrayList<>();
    for (int i = 0; i < views.length; i++) {
      merged.add(new View(views[i].offset(), longs(strides.get(i))));
    }
    return new NormalForm(longs(sizes), merged);
  }

  /** One number for each axis that stays, or a single one where none does. */
  private static long[] longs(List<Long> numbers) {
    return numbers.isEmpty()
        ? new long[] {1}
        : numbers.stream().mapToLong(Long::longValue).toArray();
  }

  View view(int index) {
    return views.get(index);
  }
}
