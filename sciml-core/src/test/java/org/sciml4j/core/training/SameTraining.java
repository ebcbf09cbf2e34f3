package org.sciml4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds two trainings to the same bits. */
final class SameTraining {
  private SameTraining() {}

  static void require(TrainingResult actual, TrainingResult expected) {
    assertThat(actual.history()).isEqualTo(expected.history());
    assertThat(actual.stop()).isEqualTo(expected.stop());
    assertThat(actual.parameters().names()).isEqualTo(expected.parameters().names());
    for (String name : expected.parameters().names()) {
      assertThat(actual.parameters().get(name).toDoubles())
          .as(name)
          .containsExactly(expected.parameters().get(name).toDoubles());
    }
  }
}
