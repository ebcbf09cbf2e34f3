package org.sciml4j.core.stencil;

/**
 * What a stencil sees beyond the edge of a field, per axis. The pictures show the four values
 * {@code 1234} seen by a stencil of radius two.
 */
public enum BoundaryMode {
  /** {@code 1234 -> 34|1234|12}: the field repeats, as often as a wide stencil needs. */
  PERIODIC,
  /** {@code 1234 -> 00|1234|00}. */
  ZERO,
  /** {@code 1234 -> 32|1234|32}: mirrored about the edge point, which is not repeated. */
  REFLECT,
  /** {@code 1234 -> 11|1234|44}. */
  REPLICATE,
  /** {@code 1234 -> 1234}: no values are invented, and the result is smaller than the field. */
  VALID;

  /** What {@link #source} answers where the value is zero rather than one of the field's. */
  public static final long NOTHING = -1;

  /**
   * The index, from 0 to {@code size - 1}, whose value stands at {@code index}, which may lie any
   * distance outside the field; {@link #NOTHING} where a zero stands.
   *
   * @param index position along one axis
   * @param size number of points along that axis, at least 1
   * @throws IndexOutOfBoundsException for {@link #VALID} and an index outside the field
   */
  public long source(long index, long size) {
    if (index >= 0 && index < size) {
      return index;
    }
    return switch (this) {
      case PERIODIC -> Math.floorMod(index, size);
      case ZERO -> NOTHING;
      case REFLECT -> {
        if (size == 1) {
          yield 0;
        }
        long folded = Math.floorMod(index, 2 * (size - 1));
        yield folded < size ? folded : 2 * (size - 1) - folded;
      }
      case REPLICATE -> index < 0 ? 0 : size - 1;
      case VALID ->
          throw new IndexOutOfBoundsException(
              "index " + index + " lies outside a VALID axis of " + size + " points");
    };
  }
}
