package org.sciml4j.cli.figure;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.axis.TickUnitSource;

/** Ticks at 1, 2 or 5 times a power of ten, a few per axis, labelled without digits to spare. */
final class FewTicks implements TickUnitSource {
  private static final double SPREAD = 1.7;
  private static final double[] STEPS = {1, 2, 5, 10};

  /** The least step that puts at most {@code most} ticks on a range of this length. */
  static NumberTickUnit atMost(int most, double length) {
    return unit(length / (most - 1));
  }

  @Override
  public TickUnit getLargerTickUnit(TickUnit unit) {
    return getCeilingTickUnit(unit.getSize() * 1.01);
  }

  @Override
  public TickUnit getCeilingTickUnit(TickUnit unit) {
    return getCeilingTickUnit(unit.getSize());
  }

  @Override
  public TickUnit getCeilingTickUnit(double size) {
    return unit(SPREAD * size);
  }

  private static NumberTickUnit unit(double wanted) {
    double decade = Math.pow(10, Math.floor(Math.log10(wanted)));
    double step = decade * 10;
    for (double candidate : STEPS) {
      if (candidate * decade >= wanted) {
        step = candidate * decade;
        break;
      }
    }
    return new NumberTickUnit(step, new TickFormat(step), 0);
  }

  /** As many decimals as the step needs; powers of ten where there would be many digits. */
  private static final class TickFormat extends NumberFormat {
    private static final long serialVersionUID = 1L;
    private final double step;
    private final DecimalFormat format;

    TickFormat(double step) {
      this.step = step;
      boolean plain = step >= 1e-4 && step < 1e5;
      format =
          new DecimalFormat(
              plain ? "0.####" : "0.###E0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    @Override
    public StringBuffer format(double value, StringBuffer into, FieldPosition position) {
      double shown = Math.abs(value) < step * 1e-9 ? 0 : value;
      String text = shown == 0 ? "0" : format.format(shown);
      return into.append(text.replace("E", "e").replace('-', '\u2212'));
    }

    @Override
    public StringBuffer format(long value, StringBuffer into, FieldPosition position) {
      return format((double) value, into, position);
    }

    @Override
    public Number parse(String text, ParsePosition position) {
      throw new UnsupportedOperationException("tick labels are only written");
    }
  }
}
