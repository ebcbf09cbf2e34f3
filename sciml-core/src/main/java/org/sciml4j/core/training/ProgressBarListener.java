package org.sciml4j.core.training;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar for each epoch on standard error, with the steps done and the loss. The line of an epoch
 * that is done stays.
 */
public final class ProgressBarListener implements TrainingListener, AutoCloseable {
  private static final int COLUMNS = 100;
  private static final int REDRAW_MILLIS = 200;

  private final PrintStream err;
  private ProgressBar bar;
  private long shown;

  private ProgressBarListener(PrintStream err) {
    this.err = err;
  }

  /** On standard error. */
  public static ProgressBarListener onStandardError() {
    return to(System.err);
  }

  /** On another stream. */
  public static ProgressBarListener to(PrintStream stream) {
    return new ProgressBarListener(stream);
  }

  @Override
  public void epochStarts(int number, int epochs, long steps) {
    close();
    bar =
        new ProgressBarBuilder()
            .setTaskName("epoch " + number + "/" + epochs)
            .setInitialMax(steps)
            .setUnit(" steps", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .setMaxRenderedLength(COLUMNS)
            .setConsumer(new ConsoleProgressBarConsumer(err, COLUMNS))
            .build();
  }

  @Override
  public void stepDone(long step, double loss) {
    long now = System.nanoTime() / 1_000_000;
    if (now - shown >= REDRAW_MILLIS) {
      shown = now;
      bar.setExtraMessage(text("loss", loss));
      bar.stepTo(step);
    }
  }

  @Override
  public void epochDone(History.Epoch epoch) {
    String validation =
        epoch.validationLoss().isPresent()
            ? text(" validation", epoch.validationLoss().getAsDouble())
            : "";
    bar.setExtraMessage(text("loss", epoch.loss()) + validation);
    bar.stepTo(bar.getMax());
    close();
  }

  private static String text(String name, double loss) {
    return String.format(Locale.ROOT, "%s %.3e", name, loss);
  }

  /** Ends the bar that is being drawn, if there is one. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
