package org.sciml4j.core.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The table of layers that Keras prints; wider where a column needs it. */
final class Summary {
  private static final String[] HEADINGS = {"Layer (type)", "Output Shape", "Param #"};
  private static final int[] LEAST_WIDTHS = {29, 26, 10};

  private final Traced traced;

  Summary(Traced traced) {
    this.traced = traced;
  }

  @Override
  public String toString() {
    List<String[]> rows = new ArrayList<>();
    traced.calls().forEach(call -> rows.add(row(call)));
    traced.specs().stream()
        .filter(spec -> traced.calls().stream().noneMatch(call -> isOf(call, spec)))
        .forEach(spec -> rows.add(row(spec)));
    int[] widths = widths(rows);
    int width = Arrays.stream(widths).sum();
    String line = "_".repeat(width) + "\n";
    String table = rows.stream().map(row -> format(row, widths)).collect(Collectors.joining(line));
    return line
        + format(HEADINGS, widths)
        + "=".repeat(width)
        + "\n"
        + table
        + "=".repeat(width)
        + "\n"
        + total("Total params: ", spec -> true)
        + total("Trainable params: ", ParameterSpec::trainable)
        + total("Non-trainable params: ", spec -> !spec.trainable())
        + line;
  }

  private String[] row(LayerCall call) {
    long count = count(spec -> isOf(call, spec));
    String name = call.name() + " (" + call.kind() + ")";
    return new String[] {name, batched(call.output().shape()), Long.toString(count)};
  }

  private static String[] row(ParameterSpec spec) {
    String shape = "(" + joined(spec.type().shape(), 0) + ")";
    return new String[] {spec.name() + " (Parameter)", shape, Long.toString(spec.type().count())};
  }

  private static boolean isOf(LayerCall call, ParameterSpec spec) {
    return spec.name().startsWith(call.name() + "/");
  }

  private static String batched(long[] shape) {
    return shape.length < 2 ? "(None,)" : "(None, " + joined(shape, 1) + ")";
  }

  private static String joined(long[] shape, int from) {
    return Arrays.stream(shape)
        .skip(from)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", "));
  }

  private String total(String text, Predicate<ParameterSpec> which) {
    return text + String.format(Locale.ROOT, "%,d", count(which)) + "\n";
  }

  private long count(Predicate<ParameterSpec> which) {
    return traced.specs().stream().filter(which).mapToLong(spec -> spec.type().count()).sum();
  }

  private static int[] widths(List<String[]> rows) {
    return IntStream.range(0, LEAST_WIDTHS.length)
        .map(
            column ->
                rows.stream()
                    .mapToInt(row -> row[column].length() + 1)
                    .reduce(LEAST_WIDTHS[column], Math::max))
        .toArray();
  }

  private static String format(String[] row, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      text.append(row[column]).append(" ".repeat(widths[column] - row[column].length()));
    }
    return text.toString().stripTrailing() + "\n";
  }
}
