package org.sciml4j.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void should_decay_in_steps() {
    Schedule schedule = Schedule.stepDecay(0.1, 10, 0.5);

    assertThat(schedule.at(9)).isEqualTo(0.1);
    assertThat(schedule.at(10)).isEqualTo(0.05);
    assertThat(schedule.at(29)).isEqualTo(0.025);
  }

  @Test
  void should_follow_half_a_cosine_and_stay_at_its_end() {
    Schedule schedule = Schedule.cosine(1, 0.2, 100);

    assertThat(schedule.at(0)).isEqualTo(1);
    assertThat(schedule.at(50)).isCloseTo(0.6, within(1e-15));
    assertThat(schedule.at(100)).isCloseTo(0.2, within(1e-15));
    assertThat(schedule.at(1000)).isEqualTo(schedule.at(100));
  }

  @Test
  void should_warm_up_and_then_start_the_other_schedule() {
    Schedule schedule = Schedule.warmUp(4, Schedule.stepDecay(1, 3, 0.1));

    assertThat(schedule.at(0)).isEqualTo(0.25);
    assertThat(schedule.at(3)).isEqualTo(1);
    assertThat(schedule.at(6)).isEqualTo(1);
    assertThat(schedule.at(7)).isEqualTo(0.1);
  }

  @Test
  void should_lower_the_rate_on_a_plateau_only() {
    Plateau plateau = new Plateau(0.1, 3, 0.01, 1e-3);
    Plateau.State state = Plateau.State.START;
    for (double loss : new double[] {5, 4, 3, 2.99, 2.98, 2.975}) {
      state = plateau.after(state, loss, 1);
    }

    assertThat(state.best()).isEqualTo(3);
    assertThat(state.scale()).isEqualTo(0.1);
    for (int epoch = 0; epoch < 20; epoch++) {
      state = plateau.after(state, 3, 1);
    }
    assertThat(state.scale()).isEqualTo(1e-3);
  }

  @Test
  void should_count_an_improvement_of_a_negative_loss() {
    Plateau plateau = new Plateau(0.1, 1, 0.01, 0);
    Plateau.State first = plateau.after(Plateau.State.START, -1, 1);

    assertThat(plateau.after(first, -1.02, 1).scale()).isEqualTo(1);
    assertThat(plateau.after(first, -1.001, 1).scale()).isEqualTo(0.1);
  }

  @Test
  void should_stay_a_number_where_the_schedule_ends_at_zero() {
    Plateau plateau = new Plateau(0.5, 1, 0, 0);
    Plateau.State first = plateau.after(Plateau.State.START, 1, 0.1);

    assertThat(plateau.after(first, 1, 0).scale()).isEqualTo(0.5);
    assertThat(new Plateau(0.5, 1, 0, 1e-3).after(first, 1, 0).scale()).isEqualTo(1);
  }

  @Test
  void should_refuse_numbers_out_of_range() {
    assertThatThrownBy(() -> new Plateau(0.5, 3, 1, 0)).hasMessageContaining("threshold is 1.0");
    assertThatThrownBy(() -> Schedule.cosine(0.1, 1, 10))
        .hasMessageContaining("last learning rate is 1.0, expected no more than the first, 0.1");
    assertThatThrownBy(() -> Schedule.warmUp(0, Schedule.constant(1)))
        .hasMessageContaining("warm-up steps is 0");
    assertThatThrownBy(() -> new Plateau(1.5, 3, 0, 0)).hasMessageContaining("factor is 1.5");
  }
}
