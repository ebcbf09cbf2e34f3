package org.sciml4j.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sciml4j.cli.figure.FieldComparisonFigure;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.core.InvalidInputException;
import org.sciml4j.core.field.Axis;
import org.sciml4j.sindy.field.FieldAxis;
import org.sciml4j.sindy.field.FieldSeries;
import org.sciml4j.sindy.field.SpaceGrid;
import org.sciml4j.sindy.pde.PdeModel;

/** Fields beside the solution of their equations from the first frame. */
final class FieldComparison {
  private static final int MOST_FRAMES = 400;
  private static final double MOST_NUMBERS = 1 << 24;
  private static final double MOST_STEPPED = 1e9;
  private static final int PARTS = 20;

  private final PdeModel model;
  private final GridSource data;
  private final SpaceGrid grid;

  /** The times compared: all frames, or so many of them. */
  private final FieldAxis time;

  private final int stride;
  private final int points;

  private FieldComparison(PdeModel model, GridSource data) {
    this.model = model;
    this.data = data;
    grid = data.grid();
    points = grid.points();
    FieldAxis all = data.time();
    double numbers = (double) points * data.names().size();
    double most = Math.min(MOST_FRAMES, Math.max(2, MOST_NUMBERS / numbers));
    stride = Math.max(1, (int) Math.ceil((all.points() - 1) / (most - 1)));
    time =
        new FieldAxis(
            all.name(),
            all.first(),
            stride * all.spacing(),
            (all.points() - 1) / stride + 1,
            false);
  }

  /** A picture for each field; none, with a line that says why, where it cannot be simulated. */
  static List<Figure> figures(PdeModel model, GridSource data, PrintWriter print) {
    for (FieldAxis axis : data.grid().axes()) {
      if (!axis.periodic()) {
        return none(
            print,
            "axis "
                + axis.name()
                + " has two ends; give --periodic "
                + axis.name()
                + " if its first point follows the last");
      }
    }
    FieldComparison comparison = new FieldComparison(model, data);
    double[][] measured = comparison.measured();
    data.pause();
    double[][] initial = new double[measured.length][];
    Arrays.setAll(initial, field -> Arrays.copyOf(measured[field], comparison.points));
    if (Arrays.stream(initial).flatMapToDouble(Arrays::stream).anyMatch(Double::isNaN)) {
      return none(print, "values are missing in the first frame");
    }
    try {
      double step = model.step(data.grid(), initial, data.time());
      double work = comparison.points * data.time().period() / step * data.names().size();
      if (work > MOST_STEPPED) {
        return none(
            print, String.format(Locale.ROOT, "it takes steps of %.3g on a large grid", step));
      }
      double[][] simulated = comparison.simulated(initial, step, print);
      return comparison.draw(measured, simulated);
    } catch (InvalidInputException unsolvable) {
      return none(print, unsolvable.getMessage());
    }
  }

  private static List<Figure> none(PrintWriter print, String why) {
    print.println();
    print.println("no simulation: " + why);
    return List.of();
  }

  private double[][] measured() {
    int fields = data.names().size();
    double[][] values = new double[fields][points * time.points()];
    double[][] frame = new double[fields][points];
    for (int i = 0; i < time.points(); i++) {
      data.read(i * stride, frame);
      for (int field = 0; field < fields; field++) {
        System.arraycopy(frame[field], 0, values[field], i * points, points);
      }
    }
    return values;
  }

  /** The solution, NaN from where it explodes. */
  private double[][] simulated(double[][] initial, double step, PrintWriter print) {
    double[][] values = new double[initial.length][points * time.points()];
    for (int field = 0; field < initial.length; field++) {
      Arrays.fill(values[field], Double.NaN);
      System.arraycopy(initial[field], 0, values[field], 0, points);
    }
    int part = Math.ceilDiv(time.points() - 1, PARTS);
    try (ProgressLine progress = new ProgressLine("simulating", "frames")) {
      int done = 0;
      while (done < time.points() - 1) {
        int next = Math.min(part, time.points() - 1 - done);
        try {
          advance(values, done, next, step);
          done += next;
          progress.show(done, time.points() - 1L);
        } catch (InvalidInputException exploded) {
          if (part == 1) {
            print.println();
            print.println(exploded.getMessage());
            return values;
          }
          part = 1;
        }
      }
    }
    return values;
  }

  private void advance(double[][] values, int from, int frames, double step) {
    double[][] start = new double[values.length][points];
    for (int field = 0; field < start.length; field++) {
      System.arraycopy(values[field], from * points, start[field], 0, points);
    }
    FieldAxis times =
        new FieldAxis(time.name(), time.coordinate(from), time.spacing(), frames + 1, false);
    FieldSeries solved = model.simulate(grid, start, times, step);
    for (int field = 0; field < start.length; field++) {
      System.arraycopy(
          solved.values()[field], points, values[field], (from + 1) * points, frames * points);
    }
  }

  private List<Figure> draw(double[][] measured, double[][] simulated) {
    List<Figure> figures = new ArrayList<>();
    int axes = grid.axes().size();
    Axis across = axis(data.spaceAxes().getLast(), grid.axes().getLast());
    Axis down =
        axes == 1
            ? axis(data.timeAxis(), time)
            : axis(data.spaceAxes().get(axes - 2), grid.axes().get(axes - 2));
    int plane = down.size() * across.size();
    for (int field = 0; field < measured.length; field++) {
      int last = lastSolved(simulated[field]);
      int from = axes == 1 ? 0 : last * points + points / plane / 2 * plane;
      String name = data.names().get(field);
      figures.add(
          FieldComparisonFigure.of(
              measured.length == 1 ? "simulation" : "simulation-" + name,
              name + ": data and model",
              "simulated from the first frame"
                  + (axes == 1 ? "" : ", at t = " + Decimal.of(time.coordinate(last)))
                  + (axes == 3 ? ", middle plane" : ""),
              name + (data.units(field).isEmpty() ? "" : " [" + data.units(field) + "]"),
              down,
              across,
              Arrays.copyOfRange(measured[field], from, from + plane),
              Arrays.copyOfRange(simulated[field], from, from + plane)));
    }
    return figures;
  }

  private int lastSolved(double[] values) {
    int last = time.points() - 1;
    while (last > 0 && Double.isNaN(values[last * points])) {
      last--;
    }
    return last;
  }

  private static Axis axis(GridAxis source, FieldAxis uniform) {
    return new Axis(
        uniform.name(),
        source.source().kind(),
        source.source().units().replaceFirst(" since .*", ""),
        uniform.coordinates());
  }
}
