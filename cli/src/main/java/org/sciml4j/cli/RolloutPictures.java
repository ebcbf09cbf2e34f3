package org.sciml4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sciml4j.cli.figure.FieldComparisonFigure;
import org.sciml4j.cli.figure.Figure;
import org.sciml4j.cli.figure.FrameStripFigure;
import org.sciml4j.cli.figure.ProfileFigure;
import org.sciml4j.core.cpu.CpuDevice;
import org.sciml4j.core.field.Axis;
import org.sciml4j.pde.model.StepModel;
import org.sciml4j.pde.stepper.Stepper;
import org.sciml4j.pde.stepper.UnstableStep;

/** Pictures of one rollout beside the data, each variable in figures of its own. */
final class RolloutPictures {
  private static final int FRAMES = 4;
  private static final int MOST_VARIABLES = 4;
  private static final int MOST_ROWS = 200;

  private RolloutPictures() {}

  /** Frames of the data and of a model, from the first on. */
  private record Course(List<Integer> numbers, List<double[]> data, List<double[]> model) {}

  /**
   * Rolls out from a frame.
   *
   * @param from that frame
   * @param steps fewer than there are frames from there on
   */
  static List<Figure> of(StepModel model, FieldSeries data, int from, int steps) {
    boolean isLine = data.first().spaceAxes().size() == 1;
    Course course = course(model, data, from, steps, isLine ? MOST_ROWS : FRAMES);
    List<Figure> figures = new ArrayList<>();
    for (int k = 0; k < Math.min(MOST_VARIABLES, data.fields().size()); k++) {
      String suffix = data.fields().size() == 1 ? "" : "-" + data.fields().get(k).name();
      FieldPlane plane = FieldPlane.of(data, k, course.data().getFirst());
      figures.add(comparison("prediction" + suffix, plane, data, course));
      FieldPlane drawn = isLine ? plane.asItIs() : plane;
      figures.add(frames("rollout" + suffix, drawn, data, course));
    }
    return figures;
  }

  private static Course course(StepModel model, FieldSeries data, int from, int steps, int most) {
    Course course = new Course(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int shown = Math.min(most - 1, steps);
    double[] u = data.frame(from);
    try (Stepper stepper =
        Stepper.of(
            model.step(),
            model.parameters(),
            data.state(),
            CpuDevice.common(),
            UnstableStep.ALLOW)) {
      for (int n = 0, next = 0; n <= steps; n++) {
        if (n > 0) {
          stepper.step(u);
        }
        if (n == (long) next * steps / shown) {
          course.numbers().add(from + n);
          course.data().add(data.frame(from + n));
          course.model().add(u.clone());
          next++;
        }
      }
    }
    return course;
  }

  /** All frames of a line below each other, or the last of a plane. */
  private static Figure comparison(String name, FieldPlane plane, FieldSeries data, Course course) {
    Axis time = data.first().axes().getFirst();
    int steps = course.numbers().getLast() - course.numbers().getFirst();
    if (!plane.isLine()) {
      return FieldComparisonFigure.of(
          name,
          plane.field().name() + ": data and model",
          "after " + steps + " steps" + plane.part() + largest(plane, course),
          plane.quantity(),
          plane.down(),
          plane.across(),
          plane.values(course.data().getLast()),
          plane.values(course.model().getLast()));
    }
    double[] times = course.numbers().stream().mapToDouble(n -> time.coordinates()[n]).toArray();
    return FieldComparisonFigure.of(
        name,
        plane.field().name() + ": data and model",
        "a rollout of " + steps + " steps" + largest(plane, course),
        plane.quantity(),
        new Axis(time.name(), time.kind(), time.units(), times),
        plane.across(),
        together(plane, course.data()),
        together(plane, course.model()));
  }

  /** Good models differ by less than the colours of the data tell. */
  private static String largest(FieldPlane plane, Course course) {
    double most = 0;
    int first = plane.isLine() ? 0 : course.numbers().size() - 1;
    for (int at = first; at < course.numbers().size(); at++) {
      double[] data = plane.values(course.data().get(at));
      double[] model = plane.values(course.model().get(at));
      for (int i = 0; i < data.length; i++) {
        most = Math.max(most, Math.abs(model[i] - data[i]));
      }
    }
    return Double.isFinite(most) ? String.format(Locale.ROOT, ", off by %.2g at most", most) : "";
  }

  private static double[] together(FieldPlane plane, List<double[]> states) {
    return states.stream().flatMapToDouble(state -> Arrays.stream(plane.values(state))).toArray();
  }

  private static Figure frames(String name, FieldPlane plane, FieldSeries data, Course course) {
    int all = course.numbers().size();
    int shown = Math.min(FRAMES, all);
    List<String> labels = new ArrayList<>();
    List<double[]> truth = new ArrayList<>();
    List<double[]> model = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      int at = shown == 1 ? 0 : (int) ((long) i * (all - 1) / (shown - 1));
      int number = course.numbers().get(at);
      double time = data.first().axes().getFirst().coordinates()[number];
      labels.add(data.first().axes().getFirst().name() + " " + Decimal.of(time));
      truth.add(plane.values(course.data().get(at)));
      model.add(plane.values(course.model().get(at)));
    }
    String title = plane.field().name() + " of a rollout";
    return plane.isLine()
        ? ProfileFigure.of(name, title, plane.quantity(), plane.across(), labels, truth, model)
        : FrameStripFigure.of(
            name,
            title,
            "data above, model below" + plane.part(),
            plane.quantity(),
            plane.down(),
            plane.across(),
            labels,
            truth,
            model);
  }
}
