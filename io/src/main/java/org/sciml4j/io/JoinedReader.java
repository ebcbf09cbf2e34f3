package org.sciml4j.io;

import java.io.IOException;
import java.util.List;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;

/**
 * Reads a variable whose values continue from file to file along one axis.
 *
 * @param axis that axis
 * @param parts one reader per file
 * @param starts first point of each file on the joined axis, then the number of points
 */
record JoinedReader(int axis, List<VariableReader> parts, long[] starts) implements VariableReader {
  @Override
  public void read(Region region, Tensor into) throws IOException {
    read(0, region.origin(), region.shape(), into);
  }

  /** Goes entry by entry along the axes before the joined one, where files would interleave. */
  private void read(int depth, long[] origin, long[] count, Tensor into) throws IOException {
    if (Shape.count(count) == 0) {
      return;
    }
    if (depth < axis && count[depth] > 1) {
      Tensor entries = into.reshape(count[depth], into.count() / count[depth]);
      long[] one = count.clone();
      one[depth] = 1;
      for (long i = 0; i < count[depth]; i++) {
        long[] start = origin.clone();
        start[depth] += i;
        read(depth + 1, start, one, entries.at(i));
      }
    } else if (depth < axis) {
      read(depth + 1, origin, count, into);
    } else {
      readAcross(origin, count, into);
    }
  }

  private void readAcross(long[] origin, long[] count, Tensor into) throws IOException {
    long from = origin[axis];
    long to = from + count[axis];
    long perPoint = into.count() / count[axis] * into.dtype().bytes();
    for (int i = 0; i < parts.size(); i++) {
      long first = Math.max(from, starts[i]);
      long end = Math.min(to, starts[i + 1]);
      if (first < end) {
        long[] start = origin.clone();
        long[] shape = count.clone();
        start[axis] = first - starts[i];
        shape[axis] = end - first;
        Tensor part =
            Tensor.wrap(
                into.segment().asSlice((first - from) * perPoint, (end - first) * perPoint),
                into.dtype(),
                shape);
        parts.get(i).read(new Region(start, shape), part);
      }
    }
  }
}
