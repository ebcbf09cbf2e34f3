package org.sciml4j.cli.figure;

import java.awt.Color;
import java.awt.Paint;
import org.jfree.chart.renderer.PaintScale;

/**
 * Blue for negative, white for zero, orange-red for positive: told apart by readers with any common
 * colour vision, and by lightness in print. Symmetric about zero.
 *
 * @param limit the magnitude drawn in full colour, positive
 */
record DivergingColours(double limit) implements PaintScale {
  private static final int[][] NEGATIVE = {
    {247, 247, 247}, {160, 196, 229}, {58, 124, 190}, {12, 52, 112}
  };
  private static final int[][] POSITIVE = {
    {247, 247, 247}, {248, 188, 150}, {214, 92, 62}, {122, 14, 26}
  };
  private static final double ROUNDING = 1e-12;
  private static final Color MISSING = new Color(200, 200, 200);

  /** Colours for values up to the largest magnitude among {@code values}, NaN left out. */
  static DivergingColours over(double... values) {
    double limit = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        limit = Math.max(limit, Math.abs(value));
      }
    }
    return new DivergingColours(limit == 0 ? 1 : limit);
  }

  @Override
  public double getLowerBound() {
    return -limit;
  }

  @Override
  public double getUpperBound() {
    return limit;
  }

  @Override
  public Paint getPaint(double value) {
    return colour(value);
  }

  /** The colour of a value; grey for NaN. */
  Color colour(double value) {
    if (Double.isNaN(value)) {
      return MISSING;
    }
    int[][] anchors = value < 0 ? NEGATIVE : POSITIVE;
    double place = Math.min(Math.abs(value) / limit, 1) * (anchors.length - 1);
    int below = Math.min((int) place, anchors.length - 2);
    double part = place - below;
    int[] a = anchors[below];
    int[] b = anchors[below + 1];
    return new Color(mix(a[0], b[0], part), mix(a[1], b[1], part), mix(a[2], b[2], part));
  }

  /** Zero for a value that only rounding tells from it. */
  double rounded(double value) {
    return Math.abs(value) <= ROUNDING * limit ? 0 : value;
  }

  /** Black or white, whichever reads better on the colour of a value. */
  Color textColour(double value) {
    Color ground = colour(value);
    double luminance =
        0.2126 * ground.getRed() + 0.7152 * ground.getGreen() + 0.0722 * ground.getBlue();
    return luminance < 130 ? Color.WHITE : Color.BLACK;
  }

  private static int mix(int a, int b, double part) {
    return (int) Math.round(a + (b - a) * part);
  }
}
