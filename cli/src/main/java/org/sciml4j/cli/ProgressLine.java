package org.sciml4j.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error, where that is a terminal; otherwise nothing. */
final class ProgressLine implements AutoCloseable {
  private static final int COLUMNS = 80;
  private static final int REDRAW_MILLIS = 200;

  private final String task;
  private final String unit;
  private ProgressBar bar;

  ProgressLine(String task, String unit) {
    this.task = task;
    this.unit = unit;
  }

  /** Shows that {@code done} of {@code total} are done. */
  void show(long done, long total) {
    if (!Terminal.hasErrorTerminal()) {
      return;
    }
    if (bar == null) {
      bar = start(total);
    }
    bar.maxHint(total);
    bar.stepTo(done);
  }

  private ProgressBar start(long total) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setUnit(" " + unit, 1)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setMaxRenderedLength(COLUMNS)
        .clearDisplayOnFinish()
        .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
        .build();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
