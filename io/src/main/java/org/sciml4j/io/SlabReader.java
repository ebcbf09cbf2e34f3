package org.sciml4j.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Arrays;
import org.sciml4j.core.field.Region;
import org.sciml4j.core.tensor.DType;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;

/**
 * Keeps the last slab read of a variable that is compressed in chunks of several points along its
 * slowest axis, usually time. Without it, reading step by step would decompress every chunk once
 * per step.
 */
final class SlabReader implements VariableReader {
  private static final long LARGEST_SLAB_BYTES = 64 << 20;

  private final VariableReader source;
  private final long[] shape;
  private final long thickness;
  private final Tensor slab;
  private long kept = -1;

  private SlabReader(VariableReader source, long[] shape, long thickness, Tensor slab) {
    this.source = source;
    this.shape = shape;
    this.thickness = thickness;
    this.slab = slab;
  }

  /**
   * Such a reader where it helps and the slab is small, the given one otherwise.
   *
   * @param shape of the variable
   * @param thickness points of a chunk along the slowest axis
   */
  static VariableReader around(VariableReader source, long[] shape, long thickness, DType dtype) {
    if (thickness < 2 || shape.length < 2 || shape[0] < 2) {
      return source;
    }
    long[] slabShape = shape.clone();
    slabShape[0] = Math.min(thickness, shape[0]);
    if (Shape.count(slabShape) * dtype.bytes() > LARGEST_SLAB_BYTES) {
      return source;
    }
    return new SlabReader(source, shape, thickness, Tensor.zeros(Arena.ofAuto(), dtype, slabShape));
  }

  @Override
  public void read(Region region, Tensor into) throws IOException {
    long[] origin = region.origin();
    long[] count = region.shape();
    long perPoint = region.count() == 0 ? 0 : region.count() / count[0];
    boolean mostOfASlab = 2 * perPoint >= slab.count() / slab.size(0);
    if (!mostOfASlab) {
      source.read(region, into);
      return;
    }
    long end = origin[0] + count[0];
    long next;
    for (long at = origin[0]; at < end; at = next) {
      next = Math.min(end, (at / thickness + 1) * thickness);
      long[] start = origin.clone();
      long[] size = count.clone();
      start[0] = at;
      size[0] = next - at;
      Tensor part =
          Tensor.wrap(
              into.segment()
                  .asSlice(
                      (at - origin[0]) * perPoint * into.dtype().bytes(),
                      size[0] * perPoint * into.dtype().bytes()),
              into.dtype(),
              size);
      if (size[0] == thickness) {
        source.read(new Region(start, size), part);
      } else {
        readKept(start, size, part);
      }
    }
  }

  private synchronized void readKept(long[] start, long[] size, Tensor into) throws IOException {
    long index = start[0] / thickness;
    if (kept != index) {
      kept = -1;
      long[] slabStart = new long[shape.length];
      long[] slabSize = shape.clone();
      slabStart[0] = index * thickness;
      slabSize[0] = Math.min(thickness, shape[0] - slabStart[0]);
      long bytes = Shape.count(slabSize) * slab.dtype().bytes();
      source.read(
          new Region(slabStart, slabSize),
          Tensor.wrap(slab.segment().asSlice(0, bytes), slab.dtype(), slabSize));
      kept = index;
    }
    long[] inSlab = start.clone();
    inSlab[0] -= index * thickness;
    copy(inSlab, size, into);
  }

  private void copy(long[] from, long[] size, Tensor into) {
    long[] stride = Shape.strides(slab.shape());
    int run = size.length - 1;
    while (run > 0 && size[run] == slab.size(run)) {
      run--;
    }
    long length = 1;
    for (int axis = run; axis < size.length; axis++) {
      length *= size[axis];
    }
    long[] index = new long[run];
    long runs = Shape.count(Arrays.copyOf(size, run));
    Tensor target = into.reshape(runs, length);
    for (long i = 0; i < runs; i++) {
      long position = 0;
      for (int axis = 0; axis < size.length; axis++) {
        position += (from[axis] + (axis < run ? index[axis] : 0)) * stride[axis];
      }
      int bytes = slab.dtype().bytes();
      target
          .at(i)
          .copyFrom(
              Tensor.wrap(
                  slab.segment().asSlice(position * bytes, length * bytes), slab.dtype(), length));
      for (int axis = run - 1; axis >= 0 && ++index[axis] == size[axis]; axis--) {
        index[axis] = 0;
      }
    }
  }
}
