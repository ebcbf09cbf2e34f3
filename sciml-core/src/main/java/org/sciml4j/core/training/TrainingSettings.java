package org.sciml4j.core.training;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What must be the same for a training to go on from its checkpoint, in words.
 *
 * @param items one line each
 */
record TrainingSettings(List<String> items) {
  TrainingSettings {
    items = List.copyOf(items);
  }

  static TrainingSettings parse(String text) {
    return new TrainingSettings(text.lines().toList());
  }

  /** What {@link #parse} reads. */
  String text() {
    return String.join("\n", items);
  }

  /** Those that others do not have. */
  String missingIn(TrainingSettings others) {
    String missing =
        items.stream()
            .filter(Predicate.not(others.items::contains))
            .collect(Collectors.joining(", "));
    return missing.isEmpty() ? "nothing else" : missing;
  }
}
