package org.sciml4j.io;

/** What the grey values of images are read as. */
public enum PixelScale {
  /** As they are stored, 0 to 255. */
  BYTE(1),
  /** Divided by 255, 0 to 1. */
  UNIT(1 / 255.0);

  private final double factor;

  PixelScale(double factor) {
    this.factor = factor;
  }

  /** Unsigned bytes in this scale; for {@link #UNIT}, the floats nearest to n / 255. */
  Packing packing() {
    Packing plain = Packing.plain(RawType.BYTE, true);
    return new Packing(
        plain.type(),
        plain.unsigned(),
        factor,
        0,
        plain.missing(),
        plain.lowest(),
        plain.highest(),
        plain.unpacked());
  }
}
