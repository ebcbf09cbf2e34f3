package org.sciml4j.operators.fit;

import java.util.List;
import java.util.function.Consumer;
import org.sciml4j.core.correlation.Domain;
import org.sciml4j.core.correlation.FrameView;
import org.sciml4j.core.correlation.Tile;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.TensorField;
import org.sciml4j.core.tensor.Shape;
import org.sciml4j.core.tensor.Tensor;

/** Frames of fields in native memory, used where they are. */
record ResidentFrames(List<Field> fields, FieldLayout layout, Domain domain, Window window)
    implements Frames {
  @Override
  public long samples() {
    return layout.batches() * perSequence();
  }

  private long perSequence() {
    return Math.max(0, layout.frames() - window.back() - window.ahead());
  }

  @Override
  public void forEach(Consumer<Block> visitor) {
    List<Tile> tiles = Tile.cover(domain);
    if (perSequence() == 0 || tiles.isEmpty()) {
      return;
    }
    for (long batch = 0; batch < layout.batches(); batch++) {
      long start = start(batch);
      visitor.accept(
          new Block(
              batch,
              window.back(),
              Math.toIntExact(perSequence()),
              tiles,
              (field, n) -> frame(field, start, n)));
    }
  }

  private FrameView frame(int field, long start, long n) {
    Tensor tensor = ((TensorField) fields.get(field)).tensor();
    long step = layout.sequence() < 0 ? 0 : strides()[layout.sequence()];
    return FrameView.whole(tensor.segment(), start + n * step, tensor.dtype());
  }

  private long start(long batch) {
    long[] index = layout.batchIndex(batch);
    long[] strides = strides();
    long start = 0;
    for (int i = 0; i < index.length; i++) {
      start += index[i] * strides[layout.batchAxes()[i]];
    }
    return start;
  }

  private long[] strides() {
    return Shape.strides(fields.getFirst().shape());
  }
}
