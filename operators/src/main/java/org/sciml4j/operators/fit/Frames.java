package org.sciml4j.operators.fit;

import java.util.List;
import java.util.function.Consumer;
import org.sciml4j.core.correlation.Domain;
import org.sciml4j.core.correlation.FrameView;
import org.sciml4j.core.correlation.Tile;
import org.sciml4j.core.field.Field;
import org.sciml4j.core.field.TensorField;

/** The frames of some fields of one layout, handed out block by block in a fixed order. */
sealed interface Frames permits ResidentFrames, StreamedFrames {
  /** Where one block's frames are. */
  @FunctionalInterface
  interface Lookup {
    /** Frame {@code n} of a field; n may reach beyond the block by the window. */
    FrameView frame(int field, long n);
  }

  /**
   * Consecutive samples of one sequence.
   *
   * @param batch which sequence
   * @param first the first sample's frame
   * @param count number of samples
   * @param tiles the part of the domain that is present
   * @param lookup the frames
   */
  record Block(long batch, long first, int count, List<Tile> tiles, Lookup lookup) {}

  /**
   * Which frames around a sample's own are needed.
   *
   * @param back number of earlier ones
   * @param ahead number of later ones
   */
  record Window(int back, int ahead) {}

  /** Hands out every block, in order. */
  void forEach(Consumer<Block> visitor);

  /** Number of samples in all. */
  long samples();

  /** In memory where every field is, otherwise read block by block. */
  static Frames of(
      List<Field> fields, FieldLayout layout, Domain domain, Window window, long requestBytes) {
    return resident(fields, layout)
        ? new ResidentFrames(fields, layout, domain, window)
        : new StreamedFrames(fields, layout, domain, window, requestBytes);
  }

  /** Whether the fields can be worked on where they are. */
  static boolean resident(List<Field> fields, FieldLayout layout) {
    return layout.framesContiguous()
        && fields.stream()
            .allMatch(field -> field instanceof TensorField f && f.tensor().isNative());
  }
}
